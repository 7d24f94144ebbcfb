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
  /** Where lost data is remembered over restarts. */
  readonly file: string;
  /** Names the store: what another has lost is no warning of this one. */
  readonly store: string;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/** Newer readings hide a hole from every later look, so what was lost has to be remembered; what a server cannot do is told at each start. */
/** A data directory that is none is told by whoever needs it first. */
const NOT_THERE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);
const KEPT: StandingCode = 'store-data-missing';

/**
 * What stays wrong with the store until it is mended. Lost data stands over restarts until the data is rebuilt under another
 * name or somebody acknowledges it by removing the file; what a server cannot do stands while this process uses it.
 */
export class StoreWarnings {
  private readonly held = new Map<StandingCode, StandingWarning>();
  private isKept = false;

  constructor(private readonly options: StoreWarningsOptions) {
    const kept = this.read();
    if (kept !== undefined) this.held.set(KEPT, kept);
    this.isKept = kept !== undefined;
  }

  /** Answers whether it is one of these; `onNew` is called for one that does not stand yet. */
  take(alarm: TelemetryAlarm, onNew: () => void): boolean {
    const code = STANDING_CODES.find((one) => one === alarm.code);
    if (code === undefined) return false;
    if (this.held.has(code)) return true;
    const warning = { code, message: alarm.message, help: alarm.help, since: this.options.clock.now() };
    this.held.set(code, warning);
    if (code === KEPT) this.keep(warning);
    onNew();
    return true;
  }

  /** Those that stand, gravest first. */
  async standing(): Promise<readonly StandingWarning[]> {
    if (this.isKept && (await isGone(this.options.file))) {
      this.held.delete(KEPT);
      this.isKept = false;
    }
    return STANDING_CODES.flatMap((code) => this.held.get(code) ?? []);
  }

  private keep(warning: StandingWarning): void {
    const { file, store, onError } = this.options;
    try {
      writeFileSync(`${file}.new`, JSON.stringify({ store, ...warning }));
      renameSync(`${file}.new`, file);
      this.isKept = true;
    } catch (error) {
      onError(error);
    }
  }

  private read(): StandingWarning | undefined {
    const { file, store, onError } = this.options;
    try {
      const found = JSON.parse(readFileSync(file, 'utf8')) as Partial<StandingWarning & { readonly store: string }> | null;
      const { since, message = '', help } = found ?? {};
      return found?.store === store && Number.isSafeInteger(since) ? { code: KEPT, message, help, since: since as Micros } : undefined;
    } catch (error) {
      if (!NOT_THERE.has((error as NodeJS.ErrnoException).code ?? '')) onError(error);
      return undefined;
    }
  }
}

const isGone = (file: string): Promise<boolean> => readFile(file).then(() => false, (error: NodeJS.ErrnoException) => error.code === 'ENOENT');
