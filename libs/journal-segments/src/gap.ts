import { JsonBody, RecordKind, readJson } from '@yanshou/journal';
import type { DeclaredGap, JournalEntry } from '@yanshou/journal';
import type { Micros } from '@yanshou/telemetry';

export const gapEntry = (gap: DeclaredGap, at: Micros): JournalEntry => ({ kind: RecordKind.gap, at, body: new JsonBody(gap) });

/** Last sequence that the gap record declares missing. */
export const gapEnd = (body: Buffer): number => (readJson(body) as DeclaredGap).toSequence;
