import type { KpiValueVersion, ProjectRecord, Registry } from '@yanshou/registry';
import type { LedgerCounts, LedgerRow } from '@yanshou/store';
import type { CoverageFigure, DayFigure, FigureWriter, ProjectFigure, ProjectFigures } from '@yanshou/store-influx';
import type { Clock, Micros } from '@yanshou/telemetry';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { BoardEntry, IndicatorBoard } from '../indicators/indicator-board.js';
import type { ChartedSpan } from '../telemetry/telemetry-service.js';
import { legPoints } from './baseline-figures.js';
import { CoverageDays } from './coverage-days.js';
import type { CoverageBasis, CoverageSpan } from './coverage-days.js';
import { dayFigures } from './day-figures.js';
import { limitFigures, milestoneFigures } from './plan-figures.js';
import { coverageFigures, indicatorFigures, ledgerFigures, standingFigures } from './project-figures.js';

const LEDGER_BACK = 48 * MICROS_PER_HOUR;

export interface DashboardFiguresParts {
  readonly registry: Pick<Registry, 'projects' | 'inventory' | 'milestones' | 'kpiWindows'>;
  readonly board: Pick<IndicatorBoard, 'getAll'>;
  /** Indicators and charted figures over a part of the contract's window; undefined without a contract. */
  readonly charted: (project: string, span: { readonly from: Micros; readonly to: Micros }) => Promise<ChartedSpan | undefined>;
  readonly ledger: (project: string, from: Micros, to: Micros) => Promise<readonly LedgerRow[]>;
  readonly totals: (project: string) => Promise<LedgerCounts>;
  readonly clock: Clock;
  readonly writer: FigureWriter;
}

/** What a project's days and limits follow from. */
type Terms = Pick<CoverageBasis, 'contract' | 'inventory'>;

type Standing = BoardEntry & { readonly project: ProjectRecord };

/**
 * Writes for dashboards what the board and the ledger say. Nothing else waits for it: a call that fails
 * rejects with the first fault, after every project had its turn, and the next call writes what is then current.
 */
export class DashboardFigures {
  private readonly days = new CoverageDays();

  constructor(private readonly parts: DashboardFiguresParts) {}

  /** Indicators with their baselines, standing, milestones, limits, days and the ledger of the last two days of every project, then the programmes' means. */
  async writeProjects(): Promise<void> {
    const projects = await this.parts.registry.projects();
    const faults: unknown[] = [];
    const standings: (Standing | undefined)[] = [];
    // One by one: a project that cannot be computed keeps no other from its turn.
    for (const project of projects) standings.push(await this.standing(project).catch((error: unknown) => void faults.push(error)));
    for (const programme of new Set(projects.map((project) => project.programme))) {
      const own = standings.filter((_, index) => projects[index]?.programme === programme);
      await this.writeProgramme(programme, own, faults).catch((error: unknown) => faults.push(error));
    }
    if (faults.length > 0) throw faults[0];
  }

  private async standing(project: ProjectRecord): Promise<Standing> {
    const [entry] = await this.parts.board.getAll([project.id]);
    return { ...(entry as BoardEntry), project };
  }

  /** `own`: its projects, undefined for one that could not be computed: then no mean is written, which would be of the others. */
  private async writeProgramme(programme: string, own: readonly (Standing | undefined)[], faults: unknown[]): Promise<void> {
    const known = own.filter((one) => one !== undefined);
    const { standings, means } = standingFigures(programme, known, this.parts.clock.now());
    for (const [index, standing] of known.entries()) {
      await this.writeProject(standing, standings[index] as ProjectFigure).catch((error: unknown) => faults.push(error));
    }
    if (known.length === own.length) await this.parts.writer.writeProgramme(programme, means);
  }

  private async writeProject(entry: Standing, standing: ProjectFigure): Promise<void> {
    const { project: { id, programme, zone }, contract, rows, computedAt } = entry;
    const now = this.parts.clock.now();
    const inventory = contract && (await this.parts.registry.inventory(id));
    const terms = contract && inventory && { contract, inventory };
    const spans = terms === undefined ? [] : this.days.due(id, { zone, ...terms, late: (await this.parts.totals(id)).late }, now);
    const [kept, ledger, milestones, planned] = await Promise.all([this.baseline(entry), this.parts.ledger(id, now - LEDGER_BACK, now), this.parts.registry.milestones(id), this.planned(terms, spans, computedAt)]);
    await this.parts.writer.writeProject({
      programme, project: id, indicators: indicatorFigures(entry, kept), standing, ledger: ledgerFigures(id, ledger),
      legs: legPoints(rows, computedAt), milestones: milestoneFigures(milestones, computedAt), ...planned,
    });
    this.days.wrote(id, spans);
  }

  /** What the ledger of windows keeps of the contract's baseline. */
  private async baseline({ project, contract, rows }: Standing): Promise<readonly KpiValueVersion[]> {
    if (contract?.baseline === undefined) return [];
    return this.parts.registry.kpiWindows(project.id, rows.filter(({ kind }) => kind === 'telemetry').map(({ indicator }) => indicator), 'baseline', contract.baseline.from);
  }

  /** What inventory and contract ask for: the limits, and the days that are due. */
  private async planned(terms: Terms | undefined, spans: readonly CoverageSpan[], computedAt: Micros): Promise<Pick<ProjectFigures, 'coverage' | 'days' | 'limits'>> {
    const figures: { coverage: CoverageFigure[]; days: DayFigure[] } = { coverage: [], days: [] };
    if (terms === undefined) return { ...figures, limits: [] };
    const { contract, inventory } = terms;
    for (const span of spans) {
      const { rows, charted } = (await this.parts.charted(inventory.project, span)) ?? NOTHING_CHARTED;
      figures.coverage.push(...coverageFigures(rows, inventory, span.day));
      figures.days.push(...dayFigures(charted, inventory, span.day));
    }
    return { ...figures, limits: limitFigures(contract, inventory, computedAt) };
  }
}

const NOTHING_CHARTED: ChartedSpan = { rows: [], charted: [] };
