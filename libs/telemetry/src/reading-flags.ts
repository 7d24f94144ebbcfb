import type { OriginCode } from './origin.js';
import type { QualityCode } from './quality.js';

/** What a reading's value is. Booleans are kept as the numbers 0 and 1. */
export const ValueKind = { number: 0, boolean: 1, text: 2 } as const;
export type ValueKindCode = (typeof ValueKind)[keyof typeof ValueKind];

/**
 * One 16-bit word a reading: bits 0–1 value kind, 2–5 quality, 6–7 origin, 8 late, 9 stamped by the server,
 * 10 accepted without use in indicators.
 */
export type ReadingFlags = number;

export const LATE = 1 << 8;
export const SERVER_STAMPED = 1 << 9;
export const UNUSED = 1 << 10;

export const packFlags = (kind: ValueKindCode, quality: QualityCode, origin: OriginCode): ReadingFlags =>
  kind | (quality << 2) | (origin << 6);
export const valueKindOf = (flags: ReadingFlags): ValueKindCode => (flags & 3) as ValueKindCode;
export const qualityOf = (flags: ReadingFlags): QualityCode => (flags >> 2) & 15;
export const originOf = (flags: ReadingFlags): OriginCode => (flags >> 6) & 3;
