import type { ExplainedRow, IndicatorRow } from '@yanshou/kpi';
import type { Registry } from '@yanshou/registry';
import type { Clock, Micros, ProjectContract } from '@yanshou/telemetry';
import type { ChartedSpan } from '../telemetry/telemetry-service.js';
import { closedUntil } from '../telemetry/closed-until.js';
import type { IndicatorSources } from '../telemetry/indicator-inputs.js';
import type { TelemetryClient } from '../telemetry/telemetry-worker-client.js';
import { FrozenWatch } from '../portfolio/frozen-watch.js';
import { NOTHING_WATCHED, watchProject } from '../portfolio/project-watch.js';
import type { ProjectWatch } from '../portfolio/project-watch.js';
import { assessedContract, contractAt, windowContract, withOwnWindowNote } from './contract-at.js';
import type { WindowSpan } from './contract-at.js';
import { deviceCounts, heardUntil } from './device-state.js';
import { dueHours } from './due-hours.js';
import type { DeviceCounts, Heard } from './device-state.js';
import { factsDigests } from './facts-digests.js';
import { readProjectFacts } from './project-facts.js';
import type { ProjectFacts } from './project-facts.js';
import { withFileDigests } from './trace-files.js';
import { chartFacts, windowFacts } from './window-facts.js';

export interface IndicatorEvaluatorParts {
  readonly registry: Registry;
  readonly telemetry: TelemetryClient;
  /** Messages acknowledged and not yet projected, of the project or beside it. */
  readonly pending: (project: string) => Promise<number>;
  /** Everything received until then is projected. */
  readonly knownUntil: (project: string) => Promise<Micros | undefined>;
  readonly clock: Clock;
}

/** A project now: its indicators as far as its contract's window has gone, and how many of its devices are heard of. */
export interface ProjectSnapshot {
  /** Undefined while there is none; then there are no rows either. */
  readonly contract: ProjectContract | undefined;
  readonly rows: readonly IndicatorRow[];
  readonly devices: DeviceCounts;
  readonly lastReceived: Micros | null;
  /** How far devices and last receipt could be judged. */
  readonly heard: Heard;
  /** What else tells how risky it is. */
  readonly watch: ProjectWatch;
}

/** The rows of an assessment, and digests of what the registry said for it. */
export interface Assessed {
  readonly rows: readonly IndicatorRow[];
  readonly facts: Readonly<Record<string, string>>;
}

/** Computes the indicators of a project from what registry and store hold now. */
export class IndicatorEvaluator {
  private readonly frozen: FrozenWatch;

  constructor(private readonly parts: IndicatorEvaluatorParts) {
    this.frozen = new FrozenWatch(parts.telemetry);
  }

  /** One row for every target of the contract as `judged` makes it, by its targets of `year` where one is asked for; none while the project has no contract. */
  async evaluate(project: string, judged: (contract: ProjectContract) => ProjectContract = (contract) => contract, year?: number): Promise<readonly IndicatorRow[]> {
    const facts = await readProjectFacts(this.parts.registry, project);
    return facts === undefined ? [] : this.rowsOf(facts, judged(facts.contract), year);
  }

  /** What telemetry alone answers over one window, of that window alone; computed when everything acknowledged is projected. */
  async window(project: string, span: WindowSpan): Promise<readonly IndicatorRow[]> {
    const known = await readProjectFacts(this.parts.registry, project);
    if (known === undefined) return [];
    const facts = windowFacts(known, span);
    const contract = windowContract(facts.contract, span, facts);
    const rows = await this.parts.telemetry.windowIndicators({ inventory: facts.inventory, contract, pending: 0, closedUntil: closedUntil(await this.parts.knownUntil(project)) });
    return rows.map((row) => withOwnWindowNote(row, facts.contract, contract));
  }

  /** What an assessment of the period would say now; undefined while the project has no contract. Computed when everything acknowledged is projected. */
  async assessed(project: string, period: { readonly from: Micros; readonly to: Micros }): Promise<Assessed | undefined> {
    const facts = await readProjectFacts(this.parts.registry, project);
    if (facts === undefined) return undefined;
    return { rows: await this.parts.telemetry.assessedRows({ ...facts, contract: assessedContract(facts.contract, period), pending: 0, closedUntil: closedUntil(await this.parts.knownUntil(project)) }), facts: factsDigests(facts) };
  }

  /** What dashboards draw of one window; undefined while the project has no contract. */
  async charted(project: string, span: { readonly from: Micros; readonly to: Micros }): Promise<ChartedSpan | undefined> {
    const facts = await readProjectFacts(this.parts.registry, project);
    if (facts === undefined) return undefined;
    return this.parts.telemetry.charted({ ...chartFacts({ inventory: facts.inventory, contract: facts.contract }, span), ...(await this.progressOf(project)) });
  }

  /** Whether the platform may have been down at the end of the span without a heartbeat since that proves it. */
  async isEndOpen(project: string, span: { readonly from: Micros; readonly to: Micros }): Promise<boolean> {
    const inventory = await this.parts.registry.inventory(project);
    return inventory !== undefined && !inventory.demonstration && this.parts.telemetry.isEndOpen(project, span);
  }

  /** One row of what is known as `judged` reads it, with its trace; undefined where the contract does not name the indicator. */
  async explain(project: string, indicator: string, judged: (facts: ProjectFacts) => ProjectFacts): Promise<ExplainedRow | undefined> {
    const [facts, files] = await Promise.all([readProjectFacts(this.parts.registry, project), this.parts.registry.evidence(project)]);
    if (facts === undefined || !facts.contract.targets.some((target) => target.indicator === indicator)) return undefined;
    const sources = { ...judged(facts), ...(await this.progressOf(project)) };
    const { row, trace } = await this.parts.telemetry.explain(indicator, sources);
    return withFileDigests({ row: withOwnWindowNote(row, facts.contract, sources.contract), trace }, facts.figures, files);
  }

  async snapshot(project: string): Promise<ProjectSnapshot> {
    const now = this.parts.clock.now();
    // Before the totals: they hold at least that much.
    const heard = heardUntil(await this.parts.knownUntil(project), now);
    const [facts, totals] = await Promise.all([readProjectFacts(this.parts.registry, project), this.parts.telemetry.totalsByPrincipal(project)]);
    const rows = facts === undefined ? [] : await this.rowsOf(facts, contractAt(facts.contract, now));
    const watch = facts === undefined ? NOTHING_WATCHED : await this.watch(facts, rows, now);
    const devices = facts?.inventory.devices ?? (await this.parts.registry.inventory(project))?.devices ?? [];
    return { contract: facts?.contract, rows, watch, heard, ...deviceCounts(devices, totals, { ...heard, due: dueHours(facts?.contract) }, now) };
  }

  private async watch({ inventory, contract }: ProjectFacts, rows: readonly IndicatorRow[], now: Micros): Promise<ProjectWatch> {
    const [watched, frozen] = await Promise.all([watchProject(this.parts, inventory.project, contract, rows, now), this.frozen.frozen(inventory, now)]);
    return { ...watched, frozen };
  }

  /** Before the readings are read: they hold at least that much. */
  private async progressOf(project: string): Promise<Pick<IndicatorSources, 'pending' | 'closedUntil'>> {
    const [pending, known] = await Promise.all([this.parts.pending(project), this.parts.knownUntil(project)]);
    return { pending, closedUntil: closedUntil(known) };
  }

  private async rowsOf(facts: ProjectFacts, contract: ProjectContract, year?: number): Promise<readonly IndicatorRow[]> {
    return this.parts.telemetry.indicators({ ...facts, contract, ...(await this.progressOf(facts.inventory.project)) }, year);
  }
}
