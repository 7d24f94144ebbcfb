import type { Micros } from '@yanshou/telemetry';
import { readJson } from './json-body.js';
import type { JournalRecord } from './journal.port.js';

/** Body of a `brokerSessionLost` record: what an external broker may have lost before it reached us. */
export interface LostSession {
  /** Host and port. */
  readonly broker: string;
  /** Deliveries were whole until then, and again from `to` on. */
  readonly from: Micros;
  readonly to: Micros;
}

/** The loss that the record tells of; undefined when its body is none. */
export function readLostSession({ body }: Pick<JournalRecord, 'body'>): LostSession | undefined {
  try {
    const { broker, from, to } = readJson(body) as Partial<Record<keyof LostSession, unknown>>;
    return typeof broker === 'string' && isTime(from) && isTime(to) && from < to ? { broker, from, to } : undefined;
  } catch {
    return undefined;
  }
}

const isTime = (value: unknown): value is Micros => Number.isSafeInteger(value) && (value as number) >= 0;
