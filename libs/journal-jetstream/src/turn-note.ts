import type { StreamHead } from './stream-head.js';

/** What the writers of a partition tell each other. */
export interface TurnNote {
  readonly journal: string;
  readonly writer: string;
  /** `asks`: is about to publish, or was overtaken; `done`: is not, any more. */
  readonly kind: 'asks' | 'done';
  /** Where the stream stood when the writer last knew. */
  readonly head: StreamHead;
}

export const noteBytes = ({ journal, writer, kind, head }: TurnNote): string => JSON.stringify([journal, writer, kind, head.message, head.next]);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Undefined for what is no note. */
export function readNote(text: string): TurnNote | undefined {
  const parts = listOf(text);
  const [journal, writer, kind, message, next] = parts;
  if (typeof journal !== 'string' || typeof writer !== 'string' || (kind !== 'asks' && kind !== 'done')) return undefined;
  return isCount(message) && isCount(next) && next > 0 ? { journal, writer, kind, head: { message, next } } : undefined;
}

function listOf(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
