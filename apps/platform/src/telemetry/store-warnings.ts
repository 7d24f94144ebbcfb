import { readFile, rm, stat } from 'node:fs/promises';
import type { Clock, Micros } from '@yanshou/telemetry';
import type { TelemetryAlarm } from './telemetry-service.js';
import { WarningFile } from './warning-file.js';

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
  /** Longest wait for the file. */
  readonly limitMillis?: number;
}

/** Newer readings hide a hole from every later look, so what was lost has to be remembered; what a server cannot do is told at each start. */
const KEPT: StandingCode = 'store-data-missing';

/**
 * What stays wrong with the store until it is mended. Lost data stands over restarts, for every process, until the data is rebuilt
 * under another name or somebody acknowledges it by removing the file; what a server cannot do stands while this process uses it.
 */
export class StoreWarnings {
  private readonly file: WarningFile;
  private readonly held = new Map<StandingCode, StandingWarning>();
  private isKept = false;
  private isUnreadable = false;
  private taking: Promise<void> = Promise.resolve();

  constructor(private readonly options: StoreWarningsOptions) {
    this.file = new WarningFile(options.file, options.limitMillis);
  }

  /** Answers whether it is one of these, which stands from now on; `onNew` is called for one that did not, once that is known. */
  take(alarm: TelemetryAlarm, onNew: () => void): boolean {
    const code = STANDING_CODES.find((one) => one === alarm.code);
    if (code === undefined) return false;
    const warning = { code, message: alarm.message, help: alarm.help, since: this.options.clock.now() };
    const stood = this.held.has(code);
    if (!stood) this.held.set(code, warning);
    if (code === KEPT) this.taking = this.taking.then(() => this.remember(warning, stood, onNew)).catch(this.options.onError);
    else if (!stood) onNew();
    return true;
  }

  /** Resolves once everything taken has been told and remembered, within some seconds. */
  settled(): Promise<void> {
    return this.taking;
  }

  /**
   * An earlier release kept lost data in a folder of each process: what `path` says of this store is told to all from now on, and
   * the file goes. It stays where it is of another store, or cannot be taken over yet.
   */
  async adopt(path: string): Promise<void> {
    try {
      const warning = this.toldIn(await readFile(path, 'utf8').catch(() => undefined));
      if (warning === undefined) return;
      await this.look();
      if (!this.isKept) await this.keep(warning);
      if (this.isKept && !(await areOne(path, this.options.file))) await rm(path);
    } catch (error) {
      this.options.onError(error);
    }
  }

  /** Those that stand, gravest first, within some seconds; where the file does not answer, as they were last known. */
  async standing(): Promise<readonly StandingWarning[]> {
    await this.look();
    return STANDING_CODES.flatMap((code) => this.held.get(code) ?? []);
  }

  /** Another process may have told it already; one that stood here may have been acknowledged since the last look. */
  private async remember(warning: StandingWarning, stood: boolean, onNew: () => void): Promise<void> {
    await this.look();
    if (stood ? this.held.has(KEPT) : this.isKept) return;
    onNew();
    await this.keep(warning);
  }

  private async keep(warning: StandingWarning): Promise<void> {
    this.held.set(KEPT, warning);
    const kept = await this.file.write(JSON.stringify({ store: this.options.store, ...warning }));
    if (kept.ok) this.isKept = true;
    else this.options.onError(kept.reason);
  }

  /** Another process may have noticed it, and somebody acknowledged it. What cannot be read says neither. */
  private async look(): Promise<void> {
    try {
      const read = await this.file.read();
      if (!read.ok) throw read.reason;
      const kept = this.toldIn(read.value.text);
      this.isUnreadable = false;
      if (kept !== undefined) this.held.set(KEPT, kept);
      else if (read.value.isStale) return;
      else if (this.isKept) this.held.delete(KEPT);
      this.isKept = kept !== undefined;
    } catch (error) {
      if (!this.isUnreadable) this.options.onError(error);
      this.isUnreadable = true;
    }
  }

  /** Throws what is wrong with a file that is there. */
  private toldIn(read: string | undefined): StandingWarning | undefined {
    if (read === undefined) return undefined;
    const found = JSON.parse(read) as Partial<StandingWarning & { readonly store: string }> | null;
    const { since, message = '', help } = found ?? {};
    return found?.store === this.options.store && Number.isSafeInteger(since) ? { code: KEPT, message, help, since: since as Micros } : undefined;
  }
}

/** Two paths may lead to the same file. */
async function areOne(path: string, other: string): Promise<boolean> {
  const [one, two] = await Promise.all([stat(path), stat(other)]);
  return one.ino === two.ino && one.dev === two.dev;
}
