import { describe, expect, it } from '@jest/globals';
import type { ChartedFigure, IndicatorRow } from '@yanshou/kpi';
import type { ProjectRecord } from '@yanshou/registry';
import type { LedgerCounts, LedgerRow } from '@yanshou/store';
import { LEDGER_COUNTERS } from '@yanshou/store';
import type { FigureWriter, ProgrammeFigure, ProjectFigures } from '@yanshou/store-influx';
import type { ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { MICROS_PER_DAY, MICROS_PER_HOUR, ManualClock } from '@yanshou/telemetry';
import type { BoardEntry } from '../indicators/indicator-board.js';
import { NOTHING_WATCHED } from '../portfolio/project-watch.js';
import { DashboardFigures } from './dashboard-figures.js';

const NOW = 20_000 * MICROS_PER_DAY + 3 * MICROS_PER_HOUR;
const counts = (more: Partial<LedgerCounts>): LedgerCounts => ({ ...(Object.fromEntries(LEDGER_COUNTERS.map((counter) => [counter, 0])) as LedgerCounts), ...more });
const record = (id: string): ProjectRecord => ({ id, programme: 'P1', nameZh: id, nameEn: id, zone: 'UTC', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine' });
const contract = { window: { from: NOW - 2 * MICROS_PER_DAY, to: NOW + 2 * MICROS_PER_DAY }, minimumPlatformCoverage: 0.9, plannedTime: { zone: 'UTC', shifts: [] } } as unknown as ProjectContract;
const row = (project: string, value: number | null): IndicatorRow => ({
  project, indicator: 'networked-device-ratio', nameZh: '联网率', nameEn: 'networked', unit: '%', clause: 'c', value, target: 70, comparator: '>=',
  verdict: value === null ? 'insufficient-data' : value >= 70 ? 'met' : 'not-met', coverage: 0.9, platformCoverage: 1, numerator: value, denominator: 100, scale: 100,
  loweredFrom: null, origin: 'live', formulaVersion: '1', inputsDigest: 'd', reasons: [], origins: [],
  figures: { perDevice: [{ id: 'd1', expected: 24, valid: 20 }] },
}) as unknown as IndicatorRow;

const charted = (device: string | null): ChartedFigure => ({
  name: 'oee', indicator: 'overall-equipment-effectiveness', device, value: 61, unit: '%', limit: null, expected: 24, valid: 20, note: null, platformCoverage: 1, clause: 'c', formulaVersion: '1', inputsDigest: 'd', origin: 'live',
});
const CHARTED = [charted('d1'), charted(null), charted('gone')];

class RecordingWriter implements FigureWriter {
  readonly projects: ProjectFigures[] = [];
  readonly programmes: (readonly ProgrammeFigure[])[] = [];
  failing: string | undefined;

  async writeProject(figures: ProjectFigures): Promise<void> {
    if (figures.project === this.failing) throw new Error(`no ${figures.project}`);
    this.projects.push(figures);
  }

  async writeProgramme(_programme: string, figures: readonly ProgrammeFigure[]): Promise<void> {
    this.programmes.push(figures);
  }

  async writePlatform(): Promise<void> {}

  close(): void {}
}

function figuresOf(values: Record<string, number | null>, incomputable: readonly string[] = []) {
  const writer = new RecordingWriter();
  const entry = (project: string): BoardEntry => ({ contract, rows: [row(project, values[project] as number | null)], devices: { total: 1, live: 1, silent: 0, never: 0, unjudged: 0 }, lastReceived: NOW, heard: { until: NOW, isCatchingUp: false }, watch: NOTHING_WATCHED, computedAt: NOW });
  const ledger: LedgerRow[] = [['d1', 7, 2], ['d2', 7, 3], ['d1', 8, 5]].map(([device, hour, stored]) => ({ device: String(device), hour: Number(hour), counts: counts({ stored: Number(stored) }), reasons: {} }));
  const figures = new DashboardFigures({
    registry: {
      projects: async () => Object.keys(values).map(record),
      milestones: async (project) => [{ project, id: 'm1', nameZh: '一', nameEn: 'one', planned: 'x', due: NOW - 2 * MICROS_PER_DAY, reports: [], changes: [] }],
      kpiWindows: async () => [],
      inventory: async (project) => ({ project, classes: [], devices: [{ id: 'd1', siteId: 'hall', classId: 'cnc' }, { id: 'd2', classId: 'cnc' }] }) as unknown as ProjectInventory,
    },
    board: {
      getAll: async (projects) => {
        const broken = projects.find((project) => incomputable.includes(project));
        if (broken !== undefined) throw new Error(`nothing of ${broken}`);
        return projects.map(entry);
      },
    },
    charted: async (project) => ({ rows: [row(project, 1)], charted: CHARTED }),
    ledger: async () => ledger,
    totals: async () => counts({ stored: 9 }),
    clock: new ManualClock(NOW),
    writer,
  });
  return { figures, writer };
}

describe('the figures for dashboards', () => {
  it('say of every project its indicators with what they are judged by, its standing, its coverage by day and its ledger by hour', async () => {
    const { figures, writer } = figuresOf({ a: 80, b: null });
    await figures.writeProjects();
    expect(writer.projects.map(({ programme, project }) => [programme, project])).toEqual([['P1', 'a'], ['P1', 'b']]);
    const [a, b] = writer.projects;
    expect(a?.indicators).toMatchObject([{ value: 80, target: 70, verdict: 'met', at: NOW, minimumCoverage: null, minimumPlatformCoverage: 0.9 }]);
    expect(a?.standing).toMatchObject({ risk: 'on-track', progress: 0.5, at: NOW, lastReceived: NOW });
    expect(b?.standing).toMatchObject({ risk: 'at-risk' });
    expect(a?.coverage).toHaveLength(3);
    expect(a?.coverage[0]).toEqual({ project: 'a', device: 'd1', site: 'hall', deviceClass: 'cnc', at: NOW - 3 * MICROS_PER_HOUR, expected: 24, valid: 20 });
    expect(a?.days.map(({ device, site, deviceClass, at, value }) => [device, site, deviceClass, at, value])).toEqual([0, 1, 2].flatMap((back) => {
      const at = NOW - 3 * MICROS_PER_HOUR - back * MICROS_PER_DAY;
      return [['d1', 'hall', 'cnc', at, 61], [null, undefined, undefined, at, 61]];
    }));
    expect(a?.milestones).toMatchObject([{ milestone: 'm1', state: 'overdue', daysLate: 2, at: NOW, reported: '', asOf: null }]);
    expect(a?.ledger.map(({ at, counts: { stored } }) => [at / MICROS_PER_HOUR, stored])).toEqual([[7, 5], [8, 5]]);
    expect(writer.programmes).toEqual([[expect.objectContaining({ n: 1, projects: 2, mean: 80, meanWithMissingAsZero: 40, at: NOW })]]);
  });

  it('of one project that cannot be written keep no other from its turn, and are tried again', async () => {
    const { figures, writer } = figuresOf({ a: 80, b: 60 });
    writer.failing = 'a';
    await expect(figures.writeProjects()).rejects.toThrow('no a');
    expect(writer.projects.map(({ project }) => project)).toEqual(['b']);
    writer.failing = undefined;
    await figures.writeProjects();
    expect(writer.projects.slice(1).map(({ project, coverage }) => [project, coverage.length])).toEqual([['a', 3], ['b', 0]]);
  });

  it('of one project that cannot be computed keep no other from its turn; a mean without it is not written', async () => {
    const { figures, writer } = figuresOf({ a: 80, b: 60 }, ['a']);
    await expect(figures.writeProjects()).rejects.toThrow('nothing of a');
    expect(writer.projects.map(({ project }) => project)).toEqual(['b']);
    expect(writer.programmes).toEqual([]);
  });
});
