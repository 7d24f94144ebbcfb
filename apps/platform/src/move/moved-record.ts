import type { JournalBody, JournalEntry, JournalRecord } from '@yanshou/journal';
import { JsonBody, RecordKind, readGap, readJson, readMessage } from '@yanshou/journal';

/** What becomes of a record of one journal in the partitions of another. */
export interface MovedRecord {
  /** Project whose record it is; '' for the platform's own. */
  readonly key: string;
  /** Goes to every partition: what it says concerns all projects. */
  readonly toAll: boolean;
  /** The entry as it will be under this sequence of its partition. */
  entryAt(sequence: number): JournalEntry;
}

/** Whose a record is, by its body: segments do not keep the key that it was appended with. */
export function keyOf({ kind, body }: Pick<JournalRecord, 'kind' | 'body'>): string {
  if (kind === RecordKind.message) return projectOf(readMessage(body).principal);
  if (kind === RecordKind.refusals || kind === RecordKind.release) return projectOf((readJson(body) as { readonly principal: string }).principal);
  return '';
}

const projectOf = (principal: string): string => principal.slice(0, Math.max(0, principal.indexOf('/')));

/** As they are appended to a journal in partitions. */
const TO_ALL: ReadonlySet<number> = new Set([RecordKind.heartbeat, RecordKind.brokerSessionLost]);

/** `journal`: names the one that it comes from. The bytes of the body are used until the entry has been appended. */
export function movedRecord(record: JournalRecord, journal: string): MovedRecord {
  const { kind, at } = record;
  const key = keyOf(record);
  const gap = kind === RecordKind.gap ? readGap(record) : undefined;
  const own = key === '' ? {} : { key };
  if (gap === undefined) {
    const body = new BytesBody(record.body);
    return { key, toAll: TO_ALL.has(kind), entryAt: () => ({ kind, at, body, ...own }) };
  }
  // A partition has no hole: the gap is its own place there, and says which sequences of the old journal are missing.
  const reason = `${gap.reason} [${journal} ${gap.fromSequence}–${gap.toSequence}]`;
  return { key, toAll: true, entryAt: (sequence) => ({ kind, at, body: new JsonBody({ ...gap, reason, fromSequence: sequence, toSequence: sequence }) }) };
}

/** Bytes as they are. */
class BytesBody implements JournalBody {
  constructor(private readonly bytes: Buffer) {}

  get byteLength(): number {
    return this.bytes.length;
  }

  writeTo(target: Buffer, offset: number): void {
    target.set(this.bytes, offset);
  }
}
