import type { Rejection } from '@yanshou/telemetry';
import type { DecodedMessage } from './decoded-message.js';

/**
 * A payload format. `decode` replaces the content of `into` and gives nothing back, or gives the reason why the message
 * cannot be used and leaves `into` empty. A format whose parts stand for themselves, such as lines, may keep the rest and
 * put a row of kind `unreadable` in the place of a part; all others give all of a message or nothing. It never throws,
 * whatever the bytes are, and is independent of what was decoded before. Not re-entrant: one codec serves one thread.
 */
export interface Codec {
  readonly format: string;
  /** The payload is bytes[from…end): a record need not be cut up to be read. */
  decode(bytes: Buffer, into: DecodedMessage, from?: number): Rejection | undefined;
}

/** Most values of one message, gaps included. */
export const MAX_VALUES = 10_000;
/** Longest text value in UTF-8 bytes. */
export const MAX_TEXT_BYTES = 256;
/** Deepest nesting a payload may have. */
export const MAX_DEPTH = 8;
