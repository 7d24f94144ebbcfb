import type { JournalRecord } from '@yanshou/journal';
import { checksumMatches, recordAt, recordLength, sequenceAt } from '@yanshou/journal/record-frame';
import { damagedFailure } from './faults.js';

/** A message of a stream, as it is read. */
export interface StreamMessage {
  /** Its number in the stream. */
  readonly message: number;
  readonly bytes: Buffer;
}

export interface StreamIdentity {
  readonly stream: string;
  readonly salt: number;
}

/** The records of a message; their bodies are views. Throws `journal-damaged` when they are not what was stored. */
export function readGroup({ message, bytes }: StreamMessage, { stream, salt }: StreamIdentity): JournalRecord[] {
  const records: JournalRecord[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const total = recordLength(bytes, offset, bytes.length);
    if (total === 0 || !checksumMatches(bytes, offset, total, salt)) throw damagedFailure(stream, message, `byte ${offset}`);
    const record = recordAt(bytes, offset, total);
    const first = records[0]?.sequence ?? record.sequence;
    if (record.sequence !== first + records.length) throw damagedFailure(stream, message, `sequence ${record.sequence} at byte ${offset}`);
    records.push(record);
    offset += total;
  }
  if (records.length === 0) throw damagedFailure(stream, message, 'empty');
  return records;
}

/** First sequence of a message, checked. */
export function firstSequenceOf(message: StreamMessage, identity: StreamIdentity): number {
  const { bytes } = message;
  const total = recordLength(bytes, 0, bytes.length);
  if (total === 0 || !checksumMatches(bytes, 0, total, identity.salt)) throw damagedFailure(identity.stream, message.message, 'byte 0');
  return sequenceAt(bytes, 0);
}

/** The sequence that follows the records of a message, checked. */
export const sequenceBehind = (message: StreamMessage, identity: StreamIdentity): number => (readGroup(message, identity).at(-1)?.sequence ?? 0) + 1;
