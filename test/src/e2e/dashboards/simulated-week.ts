import type { DemonstrationProject } from '@yanshou/devices-sim';
import { readings, scenarioProject } from '@yanshou/devices-sim';
import { chartedFigures, evaluateAll, measure } from '@yanshou/kpi';
import { DashboardFigures, IndicatorBoard, IndicatorEvaluator, OwnFigures, readEvaluationContext } from '@yanshou/platform';
import type { IndicatorEvaluatorParts, OwnFiguresParts } from '@yanshou/platform';
import type { TelemetryStore, WindowQuery } from '@yanshou/store';
import type { FigureWriter } from '@yanshou/store-influx';
import { BatchBuilder } from '@yanshou/store/testing';
import type { KpiValueVersion } from '@yanshou/registry';
import type { Clock, ManualClock, MetricDefinition, Micros, Milestone, ProjectContract } from '@yanshou/telemetry';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MILLISECOND, MICROS_PER_MINUTE, ORIGINS, defaultSettings, qualityCode } from '@yanshou/telemetry';

/** A Saturday noon in Tianjin: five working days and a weekend lie in the week before. */
export const NOW: Micros = Date.UTC(2026, 10, 14, 4) * 1_000;
export const WEEK = { from: NOW - 7 * MICROS_PER_DAY, to: NOW + MICROS_PER_MINUTE };
const SEED = 7;
const READINGS_PER_COMMIT = 20_000;
/** A device of the workshop to which everything happens that can happen to a reading. */
export const TROUBLED = { project: 'workshop', device: 'CNC-L-01' };

export const SCENARIOS = ['workshop', 'greenhouse', 'aquaculture', 'livestock', 'air', 'water', 'marine'] as const;

/** The projects of the scenarios, their window under way; the workshop's contract asks less than its programme, and for its machines' effectiveness. */
export const weekProjects = (): DemonstrationProject[] => SCENARIOS.map((name) => {
  const project = withLimits(scenarioProject(name, { now: NOW + 20 * MICROS_PER_DAY, seed: SEED }));
  return name === 'workshop' ? { ...project, contract: workshopContract(project) } : project;
});

/** The grinder, whose sensors are not wired: with it nobody knew the factors of all machines together. */
const SILENT = 'CNC-S-01';
/** Seven pieces an hour of cutting: an ideal cycle just below eight minutes. */
const CYCLE_MILLISECONDS = 470_000;
export const BASELINE = { from: WEEK.from - 90 * MICROS_PER_DAY, to: WEEK.from - 60 * MICROS_PER_DAY };

function workshopContract({ contract, inventory }: DemonstrationProject): ProjectContract {
  const standards = inventory.devices.filter(({ id, classId }) => classId === 'cnc' && id !== SILENT).map(({ id: device }) => ({ device, millisecondsPerPiece: CYCLE_MILLISECONDS }));
  const targets = contract.targets.map((target) => (target.indicator === 'networked-device-ratio' ? { ...target, value: 60, approval: 'A-1' } : target));
  const oee = { indicator: 'overall-equipment-effectiveness', comparator: '>=', value: 50, unit: '%', clause: 'S001 效益指标' } as const;
  return { ...contract, targets: [...targets, oee], baseline: BASELINE, efficiency: { definition: 'machine-hours', standards } };
}

/** Every metric of numbers has limits, as an operator would state them in its class. */
function withLimits(project: DemonstrationProject): DemonstrationProject {
  const limited = (metric: MetricDefinition): MetricDefinition => (metric.valueType === 'number' && metric.limits === undefined ? { ...metric, limits: { low: 0, high: 1_000, basis: '操作规程' } } : metric);
  const classes = project.inventory.classes.map((one) => ({ ...one, metrics: one.metrics.map(limited) }));
  return { ...project, inventory: { ...project.inventory, classes } };
}

const milestonesOf = (project: string): Milestone[] => [
  { project, id: 'q2', nameZh: '第二季度', nameEn: 'second quarter', planned: '完成联网', due: NOW - 40 * MICROS_PER_DAY, reports: [{ state: '已联网 17 台', done: true, asOf: NOW - 45 * MICROS_PER_DAY, who: 'm', at: NOW - 45 * MICROS_PER_DAY }], changes: [] },
  { project, id: 'q3', nameZh: '第三季度', nameEn: 'third quarter', planned: '试运行', due: NOW - 3 * MICROS_PER_DAY, reports: [], changes: [] },
];

/** What the ledger of windows keeps of the workshop's baseline. */
const baselineValue = (project: string, indicator: string): KpiValueVersion => ({
  project, indicator, unit: 'baseline', ...BASELINE, formulaVersion: '1.0.0', inputsDigest: 'sha256:baseline', value: 40, detail: { coverage: 0.9 }, version: 1, at: NOW, who: 'jobs',
});

/** Commits a week of every project's readings. */
export async function writeReadings(store: TelemetryStore, projects: readonly DemonstrationProject[]): Promise<number> {
  const builder = new BatchBuilder();
  let [written, committed] = [0, 0];
  for (const project of projects) {
    for (const { payload } of readings(project, { ...WEEK, seed: SEED, batch: 0 })) {
      for (const { device, elements } of payload) {
        for (const { ts, values } of elements) {
          const common = { project: project.id, device, at: Number(ts) * MICROS_PER_MILLISECOND, origin: 1 } as const;
          const [first, ...others] = Object.entries(values).flatMap(([metric, value]) => (value === null ? [] : [{ ...common, metric, value }]));
          if (first === undefined) continue;
          builder.message([first, ...others]);
          written += 1 + others.length;
          if (written - committed < READINGS_PER_COMMIT) continue;
          committed = written;
          await store.commit(builder.build());
        }
      }
    }
  }
  addTrouble(builder);
  await store.commit(builder.build());
  return written;
}

function addTrouble(builder: BatchBuilder): void {
  const of = (minute: number) => ({ ...TROUBLED, metric: 'spindle_load', at: NOW - 10 * MICROS_PER_HOUR + minute * MICROS_PER_MINUTE, value: 40 });
  ORIGINS.forEach((_, origin) => builder.reading({ ...of(1 + origin), origin }));
  builder.reading({ ...of(6), quality: qualityCode('D') as number });
  builder.reading({ ...of(7), late: true, received: of(7).at + 2 * MICROS_PER_HOUR });
  builder.reading({ ...of(8), serverStamped: true });
  builder.conflict({ ...of(8), value: 41 });
  builder.quarantine({ ...TROUBLED, code: 'malformed-json', received: of(9).at });
}

type Sources = Omit<Parameters<typeof readEvaluationContext>[0], 'store'>;

/** The platform's own way from store to figures, with the records of the scenarios for a registry. */
export function dashboardFigures(store: TelemetryStore, projects: readonly DemonstrationProject[], { clock, writer }: { readonly clock: ManualClock; readonly writer: FigureWriter }): DashboardFigures {
  const found = (id: string): DemonstrationProject | undefined => projects.find((project) => project.id === id);
  const registry = {
    projects: async () => projects.map(({ id, programme, nameZh, nameEn, inventory: { zone, demonstration, acceptedFrom, unknownMetric } }) => ({ id, programme, nameZh, nameEn, zone, demonstration, acceptedFrom, unknownMetric })),
    inventory: async (id: string) => found(id)?.inventory,
    contract: async (id: string) => found(id)?.contract,
    evidence: async () => [],
    milestones: async (id: string) => milestonesOf(id),
    programmeSettings: async (id: string) => defaultSettings(id),
    evidenceElsewhere: async () => [],
    kpiWindows: async (id: string, indicators: readonly string[], unit: string) => (unit === 'baseline' ? indicators.map((indicator) => baselineValue(id, indicator)) : []),
    figures: async (id: string) => found(id)?.figures ?? [],
    legalChanges: async () => [],
    staleAssessments: async () => [], assessmentHeads: async () => [], opinions: async () => [],
  };
  const telemetry = {
    totalsByPrincipal: (project: string) => store.totalsByPrincipal(project),
    totals: (project: string) => store.totals(project),
    windows: (query: WindowQuery) => store.windows(query),
    indicators: async (sources: Sources) => evaluateAll(await readEvaluationContext({ store, ...sources })),
    charted: async (sources: Sources) => {
      const context = await readEvaluationContext({ store, ...sources });
      return { rows: evaluateAll(context), charted: chartedFigures(measure(context)) };
    },
  };
  const evaluator = new IndicatorEvaluator({ registry, telemetry, pending: async () => 0, knownUntil: async () => clock.now(), clock } as unknown as IndicatorEvaluatorParts);
  return new DashboardFigures({
    registry, clock, writer,
    board: new IndicatorBoard((project) => evaluator.snapshot(project), clock),
    charted: (project, span) => evaluator.charted(project, span),
    ledger: (project, from, to) => store.ledger(project, from, to),
    totals: (project) => store.totals(project),
  });
}

/** What two processes say of themselves. */
export const processFigures = (store: TelemetryStore, { clock, writer }: { readonly clock: ManualClock; readonly writer: FigureWriter }): readonly OwnFigures[] => ['platform-1', 'platform-2'].map((instance) => new OwnFigures({
  instance, roles: 'all', clock, writer, totals: () => store.totals(), status: async () => statusAt(clock),
  watched: () => ({ lagSeconds: 0.4, acknowledgementP99: 0.004, diskFreeShare: 0.6, alarms: 0, disks: [{ name: 'disk', ok: true, state: 'up' }] }),
}));

/** Counters that grow with time. */
function statusAt(clock: Clock): Awaited<ReturnType<OwnFiguresParts['status']>> {
  const grown = Math.floor((clock.now() - WEEK.from) / MICROS_PER_MINUTE);
  return {
    intake: {
      broker: { connections: 40, received: grown, acknowledged: grown, unacknowledgedBytes: 0, bytes: grown * 200, connectionsRefused: 0, connectsRefused: 1, refused: {} },
      brokerChecks: [], journal: { kind: 'ok' }, journalRoom: { usedBytes: grown * 300, freeBytes: 1e12 - grown * 300 },
    },
    stored: {
      pending: 3, alarm: null, warnings: [], nextSequence: grown, messagesPerSecond: 5.5, condition: 'running', stopped: null, projectedUntil: clock.now(),
      commits: { seconds: { bounds: [], counts: [], sum: 0 }, failures: 0, messages: grown, quarantinedMessages: 0, quarantined: {} },
    },
    registryCurrent: true, registrySilentSeconds: 0.1, registryFault: null,
  };
}

