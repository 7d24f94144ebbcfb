import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { SessionMemory, SessionNote } from '@yanshou/broker-mqtt';

/** Remembers over restarts that there was a session at the broker. Lost, it costs the report of one possible gap, no message. */
export class SessionFile implements SessionMemory {
  constructor(private readonly path: string, private readonly onError: (error: unknown) => void) {}

  read(): SessionNote | undefined {
    try {
      const found = JSON.parse(readFileSync(this.path, 'utf8')) as Partial<SessionNote> | null;
      const { broker, clientId, wholeUntil } = found ?? {};
      return typeof broker === 'string' && typeof clientId === 'string' && Number.isSafeInteger(wholeUntil) ? { broker, clientId, wholeUntil: wholeUntil as number } : undefined;
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
