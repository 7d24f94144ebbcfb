import { destination, pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { correlation } from '../logging/correlation.js';

export type PlatformLogger = Logger;

/** Structured log lines on stderr: stdout belongs to what a command answers. Each says which request or run it belongs to. */
export const createLogger = (level: string, to: DestinationStream = destination({ fd: 2, sync: true })): PlatformLogger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, mixin: () => ({ ...correlation() }) }, to);
