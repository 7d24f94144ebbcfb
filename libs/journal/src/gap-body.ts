import type { Micros } from '@yanshou/telemetry';
import { readJson } from './json-body.js';
import type { JournalRecord } from './journal.port.js';

/** Bytes of a segment were wrong; the segment's file was gone; the end of the last file was gone. */
export const GAP_CAUSES = ['damaged', 'missing', 'lost-end'] as const;
export type GapCause = (typeof GAP_CAUSES)[number];

/** Body of a `gap` record: it stands in the place of `fromSequence`; the next record is `toSequence` + 1. */
export interface DeclaredGap {
  readonly fromSequence: number;
  readonly toSequence: number;
  readonly cause: GapCause;
  /** For the operator: where the damage was found. */
  readonly reason: string;
  /** The file that holds the damaged bytes; the name of the segment where there is none. */
  readonly file: string;
  /** Bytes from the damage to the end of the file, null where they are not known. */
  readonly lostBytes: number | null;
  /** Receipt of the last good record before, and of the first one after; null where there is none, or it cannot be read. */
  readonly lastReceived: Micros | null;
  readonly nextReceived: Micros | null;
}

/** The gap that a `gap` record declares; undefined when its body is not one. */
export function readGap({ sequence, body }: Pick<JournalRecord, 'sequence' | 'body'>): DeclaredGap | undefined {
  const found = parsed(body);
  if (found === undefined) return undefined;
  const { toSequence, file, reason } = found;
  if (found.fromSequence !== sequence || !isCount(toSequence) || toSequence < sequence) return undefined;
  if (typeof file !== 'string' || typeof reason !== 'string') return undefined;
  const cause = GAP_CAUSES.find((known) => known === found.cause) ?? 'damaged';
  const numberOrNull = (value: unknown): number | null => (isCount(value) ? value : null);
  return {
    fromSequence: sequence, toSequence, cause, reason, file, lostBytes: numberOrNull(found.lostBytes),
    lastReceived: numberOrNull(found.lastReceived), nextReceived: numberOrNull(found.nextReceived),
  };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function parsed(body: Buffer): Partial<Record<keyof DeclaredGap, unknown>> | undefined {
  try {
    const found = readJson(body);
    return typeof found === 'object' && found !== null ? found : undefined;
  } catch {
    return undefined;
  }
}
