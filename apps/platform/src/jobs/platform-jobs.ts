import { randomUUID } from 'node:crypto';
import { JobRunner } from '@yanshou/jobs';
import type { Job, JobSpan, JobUnit, WindowClaim } from '@yanshou/jobs';
import type { IndicatorRow } from '@yanshou/kpi';
import type { Registry, WindowResult } from '@yanshou/registry';
import type { Clock } from '@yanshou/telemetry';
import type { TelemetryClient } from '../telemetry/telemetry-worker-client.js';
import type { WindowSpan } from '../indicators/contract-at.js';
import type { IndicatorBoard } from '../indicators/indicator-board.js';
import { DueChecks } from '../assessment/due-checks.js';
import type { DashboardFigures } from '../dashboards/dashboard-figures.js';
import type { ReaderDuty } from '../influx-readers/reader-duty.js';
import type { Progress } from '../telemetry/shared-progress.js';
import { DirtyWindows } from './dirty-windows.js';
import { SettledFirst } from './settled-first.js';
import type { JobMeter } from './job-meter.js';
import { KEPT_UNITS, WindowIndicatorsJob } from './window-indicators.job.js';

/** What the run that serves the ledger of windows is called. */
export const DAILY_RUN = 'daily indicators';

const DAYS_AND_LONGER = KEPT_UNITS.filter((unit) => unit !== 'hour');

export interface PlatformJobsParts {
  readonly registry: Registry;
  readonly telemetry: TelemetryClient;
  readonly board: IndicatorBoard;
  readonly clock: Clock;
  readonly evaluate: (project: string, span: WindowSpan) => Promise<readonly IndicatorRow[]>;
  readonly isEndOpen: (project: string, span: { readonly from: number; readonly to: number }) => Promise<boolean>;
  /** How far what was acknowledged is projected. */
  readonly progress: Pick<Progress, 'unsettled'>;
  readonly onError: (what: string, error: unknown) => void;
  readonly meter: JobMeter;
  /** Makes issued assessments anew beside them. */
  readonly checks: Job<WindowResult>;
  /** Where dashboards are fed; nothing is written without it. */
  readonly figures?: Pick<DashboardFigures, 'writeProjects'>;
  /** Where read-only accounts of InfluxDB are asked for. */
  readonly readers?: Pick<ReaderDuty, 'keep'>;
}

/** What runs by the clock. Each can be called at any time and by any number of processes: the ledger of windows decides. */
export class PlatformJobs {
  private readonly runners: ReadonlyMap<JobUnit, JobRunner<WindowResult>>;
  private readonly dirty: DirtyWindows;
  private readonly checks: JobRunner<WindowResult>;
  private readonly dueChecks: DueChecks;
  private readonly settled: SettledFirst;

  constructor(private readonly parts: PlatformJobsParts) {
    const { registry, telemetry, clock, onError, meter, isEndOpen } = parts;
    const evaluate: PlatformJobsParts['evaluate'] = (project, span) => {
      meter.progress(DAILY_RUN);
      return parts.evaluate(project, span);
    };
    const failed = ({ project, job, from }: WindowClaim, error: unknown): void => {
      meter.windowFailed(DAILY_RUN);
      onError(`${job} ${project} ${from}`, error);
    };
    const owner = `jobs-${randomUUID()}`;
    this.settled = new SettledFirst(parts.progress, onError);
    this.runners = new Map(KEPT_UNITS.map((unit) => [unit, new JobRunner(this.settled.of(new WindowIndicatorsJob(unit, { evaluate, isEndOpen })), { windows: registry, clock, owner, onError: failed })]));
    this.checks = new JobRunner(this.settled.of(parts.checks), { windows: registry, clock, owner, onError: failed });
    this.dueChecks = new DueChecks(registry, clock);
    this.dirty = new DirtyWindows({ registry, dirtyHours: (project, after) => telemetry.dirtyHours(project, after), dataSet: (project) => telemetry.dataSet(project) });
  }

  /** Computes the windows of these units that have ended and are not computed yet or were touched since, oldest first; answers how many. */
  async dailyIndicators(units: readonly JobUnit[] = DAYS_AND_LONGER): Promise<number> {
    const spans = await this.spans();
    const runners = units.flatMap((unit) => this.runners.get(unit) ?? []);
    for (const runner of runners) await runner.plan(spans);
    await this.dirty.look(await this.settled.look(spans.map(({ project }) => project)));
    let finished = 0;
    for (const runner of runners) finished += await runner.drain();
    return finished;
  }

  /** The same for hours: there are many, and nobody waits for them. */
  hourlyIndicators(): Promise<number> {
    return this.dailyIndicators(['hour']);
  }

  /** Makes issued assessments anew whose inputs have changed since, and marks those that hold no more; answers how many were looked at. */
  async assessmentChecks(): Promise<number> {
    const projects = (await this.spans()).map(({ project }) => project);
    await this.dueChecks.look(projects);
    await this.dirty.look(await this.settled.look(projects));
    return this.checks.drain();
  }

  /** Renews the current indicators of every project, so that a portfolio is there when somebody opens it. */
  async renewBoard(): Promise<void> {
    await this.parts.board.getAll((await this.spans()).map(({ project }) => project));
  }

  /** Writes for dashboards where every project stands. */
  async projectFigures(): Promise<void> {
    await this.parts.figures?.writeProjects();
  }

  /** Brings the read-only accounts of InfluxDB to their secrets. */
  async influxReaders(): Promise<void> {
    await this.parts.readers?.keep();
  }

  /** Ends the window in hand and computes no more. */
  async stop(): Promise<void> {
    await Promise.all([...this.runners.values(), this.checks].map((runner) => runner.stop()));
  }

  /** Runs one of the above; a fault is reported and the next tick tries again. */
  async attempt(what: string, work: () => Promise<unknown>): Promise<void> {
    await this.parts.meter.run(what, work).catch((error: unknown) => this.parts.onError(what, error));
  }

  /** The windows of the contracts in force. */
  private async spans(): Promise<JobSpan[]> {
    const { registry } = this.parts;
    const spans = await Promise.all((await registry.projects()).map(async ({ id, zone }) => {
      const contract = await registry.contract(id);
      return contract === undefined ? [] : [{ project: id, zone, from: contract.window.from, to: contract.window.to, ...(contract.baseline && { baseline: contract.baseline }) }];
    }));
    return spans.flat();
  }
}
