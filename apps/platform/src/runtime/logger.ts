import { destination, pino } from 'pino';
import type { Logger } from 'pino';

export type PlatformLogger = Logger;

/** Structured log lines on stderr: stdout belongs to what a command answers. */
export const createLogger = (level: string): PlatformLogger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination({ fd: 2, sync: true }));
