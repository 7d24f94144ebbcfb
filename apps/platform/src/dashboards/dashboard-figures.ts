import type { IndicatorRow } from '@yanshou/kpi';
import type { ProjectRecord, Registry } from '@yanshou/registry';
import type { LedgerCounts, LedgerRow } from '@yanshou/store';
import type { CoverageFigure, FigureWriter, ProjectFigure } from '@yanshou/store-influx';
import type { Clock, Micros } from '@yanshou/telemetry';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { BoardEntry, IndicatorBoard } from '../indicators/indicator-board.js';
import { CoverageDays } from './coverage-days.js';
import type { CoverageSpan } from './coverage-days.js';
import { coverageFigures, indicatorFigures, ledgerFigures, standingFigures } from './project-figures.js';

const LEDGER_BACK = 48 * MICROS_PER_HOUR;

export interface DashboardFiguresParts {
  readonly registry: Pick<Registry, 'projects' | 'inventory'>;
  readonly board: Pick<IndicatorBoard, 'getAll'>;
  readonly evaluate: (project: string, span: { readonly from: Micros; readonly to: Micros }) => Promise<readonly IndicatorRow[]>;
  readonly ledger: (project: string, from: Micros, to: Micros) => Promise<readonly LedgerRow[]>;
  readonly totals: (project: string) => Promise<LedgerCounts>;
  readonly clock: Clock;
  readonly writer: FigureWriter;
}

type Standing = BoardEntry & { readonly project: ProjectRecord };

/**
 * Writes for dashboards what the board and the ledger say. Nothing else waits for it: a call that fails
 * rejects with the first fault, after every project had its turn, and the next call writes what is then current.
 */
export class DashboardFigures {
  private readonly days = new CoverageDays();

  constructor(private readonly parts: DashboardFiguresParts) {}

  /** Indicators, standing, coverage by day and the ledger of the last two days of every project, then the programmes' means. */
  async writeProjects(): Promise<void> {
    const projects = await this.parts.registry.projects();
    const entries = await this.parts.board.getAll(projects.map(({ id }) => id));
    const standings = projects.map((project, index) => ({ ...(entries[index] as BoardEntry), project }));
    const faults: unknown[] = [];
    for (const programme of new Set(projects.map((project) => project.programme))) {
      const own = standings.filter(({ project }) => project.programme === programme);
      await this.writeProgramme(programme, own, faults).catch((error: unknown) => faults.push(error));
    }
    if (faults.length > 0) throw faults[0];
  }

  private async writeProgramme(programme: string, own: readonly Standing[], faults: unknown[]): Promise<void> {
    const { standings, means } = standingFigures(programme, own, this.parts.clock.now());
    for (const [index, standing] of own.entries()) {
      await this.writeProject(standing, standings[index] as ProjectFigure).catch((error: unknown) => faults.push(error));
    }
    await this.parts.writer.writeProgramme(programme, means);
  }

  private async writeProject(entry: Standing, standing: ProjectFigure): Promise<void> {
    const { project: { id, programme, zone }, contract } = entry;
    const now = this.parts.clock.now();
    const spans = contract === undefined ? [] : this.days.due(id, { zone, contract, late: (await this.parts.totals(id)).late }, now);
    const ledger = ledgerFigures(id, await this.parts.ledger(id, now - LEDGER_BACK, now));
    const coverage = await this.coverage(id, spans);
    await this.parts.writer.writeProject({ programme, project: id, indicators: indicatorFigures(entry), standing, coverage, ledger });
    this.days.wrote(id, spans);
  }

  private async coverage(project: string, spans: readonly CoverageSpan[]): Promise<CoverageFigure[]> {
    const inventory = spans.length === 0 ? undefined : await this.parts.registry.inventory(project);
    if (inventory === undefined) return [];
    const figures: CoverageFigure[] = [];
    for (const span of spans) figures.push(...coverageFigures(await this.parts.evaluate(project, span), inventory, span.day));
    return figures;
  }
}
