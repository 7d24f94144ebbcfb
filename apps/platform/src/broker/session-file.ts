import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { PossibleGap, SessionMemory, SessionNote } from '@yanshou/broker-mqtt';

/** Remembers over restarts that there was a session at the broker. Lost, it costs the report of one possible gap, no message. */
export class SessionFile implements SessionMemory {
  constructor(private readonly path: string, private readonly onError: (error: unknown) => void) {}

  read(): SessionNote | undefined {
    try {
      const found = JSON.parse(readFileSync(this.path, 'utf8')) as Partial<SessionNote> | null;
      const { broker, clientId, wholeUntil, unrecorded, lost } = found ?? {};
      if (typeof broker !== 'string' || typeof clientId !== 'string' || !isTime(wholeUntil)) return undefined;
      return { broker, clientId, wholeUntil, ...(isGap(unrecorded) && { unrecorded }), ...(isGap(lost) && { lost }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.onError(error);
      return undefined;
    }
  }

  write(note: SessionNote): void {
    try {
      writeFileSync(`${this.path}.new`, JSON.stringify(note));
      renameSync(`${this.path}.new`, this.path);
    } catch (error) {
      this.onError(error);
    }
  }
}

const isTime = (value: unknown): value is number => Number.isSafeInteger(value);
const isGap = (value: Partial<PossibleGap> | undefined): value is PossibleGap => typeof value?.broker === 'string' && isTime(value.from) && isTime(value.to);
