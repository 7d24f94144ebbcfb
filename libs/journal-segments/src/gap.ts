import { JsonBody, RecordKind, readJson } from '@yanshou/journal';
import type { JournalEntry } from '@yanshou/journal';
import type { Micros } from '@yanshou/telemetry';

/** Body of a `gap` record: it stands in the place of `fromSequence`; the next record is `toSequence` + 1. */
export interface DeclaredGap {
  readonly fromSequence: number;
  readonly toSequence: number;
  /** The file that holds the damaged bytes. */
  readonly file: string;
  readonly reason: string;
}

export const gapEntry = (gap: DeclaredGap, at: Micros): JournalEntry => ({ kind: RecordKind.gap, at, body: new JsonBody(gap) });

/** Last sequence that the gap record declares missing. */
export const gapEnd = (body: Buffer): number => (readJson(body) as DeclaredGap).toSequence;
