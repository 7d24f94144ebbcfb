import { Failure } from '@yanshou/telemetry';
import type { RefusedLine } from './batch-sender.js';
import { dayLine, legLine, limitLine, milestoneLine } from './chart-lines.js';
import { coverageLine, indicatorLine, ledgerLine, nameLine, placeLine, platformLine, programmeLine, projectLine } from './figure-lines.js';
import type { FigureWriter, PlatformFigure, ProgrammeFigure, ProjectFigures } from './figures.js';
import { databaseOf } from './influx-settings.js';
import type { InfluxSettings } from './influx-settings.js';

/** Sends lines to a database and answers which of them were refused. */
export interface FigureSender {
  send(database: string, lines: readonly string[]): Promise<readonly RefusedLine[]>;
  close(): void;
}

/** Ids begin with a letter or digit: with an underscore before it no name can be that of a project's database. */
export const programmeDatabase = (settings: Pick<InfluxSettings, 'prefix'>, programme: string): string => `${settings.prefix}__programme_${programme}`;
export const platformDatabase = (settings: Pick<InfluxSettings, 'prefix'>): string => `${settings.prefix}__platform`;

/** Figures for dashboards, beside the readings of their project and once more in the database of the programme. */
export class InfluxFigureWriter implements FigureWriter {
  constructor(private readonly sender: FigureSender, private readonly settings: InfluxSettings) {}

  async writeProject({ programme, project, indicators, standing, coverage, ledger, legs, days, limits, milestones }: ProjectFigures): Promise<void> {
    const lines = [
      ...indicators.map(indicatorLine), ...indicators.map(nameLine), projectLine(standing), ...coverage.map(coverageLine), ...coverage.map(placeLine), ...ledger.map(ledgerLine),
      ...legs.map(legLine), ...days.map(dayLine), ...limits.map(limitLine), ...milestones.map(milestoneLine),
    ];
    // A project that the server has no room for is seen by its programme all the same.
    const own = await this.send(databaseOf(this.settings, project), lines).then(() => undefined, (error: unknown) => ({ error }));
    await this.send(programmeDatabase(this.settings, programme), lines);
    if (own) throw own.error;
  }

  async writeProgramme(programme: string, figures: readonly ProgrammeFigure[]): Promise<void> {
    await this.send(programmeDatabase(this.settings, programme), figures.map(programmeLine));
  }

  async writePlatform(figure: PlatformFigure): Promise<void> {
    await this.send(platformDatabase(this.settings), [platformLine(figure)]);
  }

  close(): void {
    this.sender.close();
  }

  private async send(database: string, lines: readonly string[]): Promise<void> {
    const [first] = await this.sender.send(database, lines);
    if (first) throw figureRefused(database, first.reason);
  }
}

const figureRefused = (database: string, reason: string): Failure =>
  new Failure('figure-refused', `InfluxDB refuses a figure for dashboards in ${database}: ${reason}`, true, {
    zh: `InfluxDB 拒绝写入看板数据（${database}）：${reason}。读数与指标不受影响；下一轮重试。`,
    en: `InfluxDB refuses figures for dashboards (${database}): ${reason}. Readings and indicators are not affected; the next tick tries again.`,
  });
