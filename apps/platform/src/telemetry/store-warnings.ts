import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Clock, Micros } from '@yanshou/telemetry';
import type { TelemetryAlarm } from './telemetry-service.js';

/** Warnings that no later success of the store mends, gravest first. */
export const STANDING_CODES = ['store-data-missing', 'store-databases-full', 'store-short-memory'] as const;
export type StandingCode = (typeof STANDING_CODES)[number];

/** Something that is wrong with the store while it goes on writing. */
export interface StandingWarning extends Pick<TelemetryAlarm, 'message' | 'help'> {
  readonly code: StandingCode;
  /** When it was told first. */
  readonly since: Micros;
}

export interface StoreWarningsOptions {
  /** Where lost data is remembered over restarts, and told to all processes of the platform. */
  readonly file: string;
  /** Names the store: what another has lost is no warning of this one. */
  readonly store: string;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/** A data directory that is none is told by whoever needs it first. */
const NOT_THERE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);
/** Newer readings hide a hole from every later look, so what was lost has to be remembered; what a server cannot do is told at each start. */
const KEPT: StandingCode = 'store-data-missing';

/**
 * What stays wrong with the store until it is mended. Lost data stands over restarts, for every process, until the data is rebuilt
 * under another name or somebody acknowledges it by removing the file; what a server cannot do stands while this process uses it.
 */
export class StoreWarnings {
  private readonly held = new Map<StandingCode, StandingWarning>();
  private isKept = false;
  private isUnreadable = false;

  constructor(private readonly options: StoreWarningsOptions) {
    this.learn(this.readNow());
  }

  /** Answers whether it is one of these; `onNew` is called for one that does not stand yet. */
  take(alarm: TelemetryAlarm, onNew: () => void): boolean {
    const code = STANDING_CODES.find((one) => one === alarm.code);
    if (code === undefined) return false;
    this.learn(this.readNow());
    if (this.held.has(code)) return true;
    const warning = { code, message: alarm.message, help: alarm.help, since: this.options.clock.now() };
    this.held.set(code, warning);
    if (code === KEPT) this.keep(warning);
    onNew();
    return true;
  }

  /** Those that stand, gravest first. */
  async standing(): Promise<readonly StandingWarning[]> {
    this.learn(await readFile(this.options.file, 'utf8').catch((error: NodeJS.ErrnoException) => error));
    return STANDING_CODES.flatMap((code) => this.held.get(code) ?? []);
  }

  /** Another process may have noticed it, and somebody acknowledged it. What cannot be read says neither. */
  private learn(read: string | NodeJS.ErrnoException): void {
    try {
      const kept = this.toldIn(read);
      if (kept !== undefined) this.held.set(KEPT, kept);
      else if (this.isKept) this.held.delete(KEPT);
      this.isKept = kept !== undefined;
      this.isUnreadable = false;
    } catch (error) {
      if (!this.isUnreadable) this.options.onError(error);
      this.isUnreadable = true;
    }
  }

  /** Throws what is wrong with a file that is there. */
  private toldIn(read: string | NodeJS.ErrnoException): StandingWarning | undefined {
    if (typeof read !== 'string') {
      if (NOT_THERE.has(read.code ?? '')) return undefined;
      throw read;
    }
    const found = JSON.parse(read) as Partial<StandingWarning & { readonly store: string }> | null;
    const { since, message = '', help } = found ?? {};
    return found?.store === this.options.store && Number.isSafeInteger(since) ? { code: KEPT, message, help, since: since as Micros } : undefined;
  }

  private readNow(): string | NodeJS.ErrnoException {
    try {
      return readFileSync(this.options.file, 'utf8');
    } catch (error) {
      return error as NodeJS.ErrnoException;
    }
  }

  private keep(warning: StandingWarning): void {
    const { file, store, onError } = this.options;
    const own = `${file}.${randomUUID()}`;
    try {
      writeFileSync(own, JSON.stringify({ store, ...warning }));
      renameSync(own, file);
      this.isKept = true;
    } catch (error) {
      onError(error);
    }
  }
}
