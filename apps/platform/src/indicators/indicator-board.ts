import type { Clock, Micros } from '@yanshou/telemetry';
import { MICROS_PER_SECOND } from '@yanshou/telemetry';
import type { ProjectSnapshot } from './indicator-evaluator.js';

/** A project as it stood at `computedAt`. */
export interface BoardEntry extends ProjectSnapshot {
  readonly computedAt: Micros;
}

const FRESH_MICROS = 60 * MICROS_PER_SECOND;
/** Older than that, nobody is shown them while new ones are being computed. */
const STALE_MICROS = 15 * 60 * MICROS_PER_SECOND;
const AT_A_TIME = 2;

/**
 * Current indicators and device states by project. An answer is at most a minute old, or is being renewed while it is given; no number of
 * callers makes a project's indicators be computed twice at once.
 */
export class IndicatorBoard {
  private readonly entries = new Map<string, BoardEntry>();
  private readonly computing = new Map<string, Promise<BoardEntry>>();
  /** Grows with every change of a project's definition: what was begun before it must not be kept. */
  private readonly generations = new Map<string, number>();

  constructor(private readonly read: (project: string) => Promise<ProjectSnapshot>, private readonly clock: Clock) {}

  /** Rejects as the evaluation does. */
  async get(project: string): Promise<BoardEntry> {
    const entry = this.entries.get(project);
    const age = entry === undefined ? Infinity : this.clock.now() - entry.computedAt;
    if (entry !== undefined && age < FRESH_MICROS) return entry;
    const renewed = this.compute(project);
    if (entry === undefined || age >= STALE_MICROS) return renewed;
    renewed.catch(() => undefined);
    return entry;
  }

  /** What is there of many projects, computed where there is nothing; in the order asked for. */
  async getAll(projects: readonly string[]): Promise<readonly BoardEntry[]> {
    const answers = new Map<string, BoardEntry>();
    const waiting = [...projects];
    const work = async (): Promise<void> => {
      for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) answers.set(project, await this.get(project));
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    return projects.map((project) => answers.get(project) as BoardEntry);
  }

  /** Forgets a project whose contract, inventory, evidence or figures changed. */
  forget(project: string): void {
    this.generations.set(project, this.generation(project) + 1);
    this.entries.delete(project);
    this.computing.delete(project);
  }

  /** Forgets every project: a programme has set other targets. */
  forgetAll(): void {
    for (const project of new Set([...this.entries.keys(), ...this.computing.keys()])) this.forget(project);
  }

  private compute(project: string): Promise<BoardEntry> {
    const running = this.computing.get(project);
    if (running !== undefined) return running;
    const started = this.computeNow(project).finally(() => {
      if (this.computing.get(project) === started) this.computing.delete(project);
    });
    this.computing.set(project, started);
    return started;
  }

  private async computeNow(project: string): Promise<BoardEntry> {
    const generation = this.generation(project);
    const computedAt = this.clock.now();
    const entry = { ...(await this.read(project)), computedAt };
    if (generation === this.generation(project)) this.entries.set(project, entry);
    return entry;
  }

  private generation = (project: string): number => this.generations.get(project) ?? 0;
}
