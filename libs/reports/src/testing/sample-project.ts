import { MICROS_PER_HOUR, MICROS_PER_MINUTE, parseIsoMicros } from '@yanshou/telemetry';
import type { DeclaredFigure, EvidenceItem, InventoryDevice, Leg, MetricDefinition, Origin, ProjectContract, ProjectInventory, TraceBatchItem } from '@yanshou/telemetry';
import { ExtractFold, deliveryDowntime, explainAll } from '@yanshou/kpi';
import type { EvaluationContext, ExplainedRow, ExtractReading, IndicatorRow } from '@yanshou/kpi';
import { buildStatement } from '../build-statement.js';
import type { StatementInput } from '../build-statement.js';
import type { Statement } from '../statement.js';

const at = (text: string): number => parseIsoMicros(text) ?? NaN;
export const REPORTING_FROM = at('2026-10-01T08:00:00+08:00');
const BASELINE_FROM = at('2026-04-01T08:00:00+08:00');
const HOURS = 3;

const metric = (name: string, facts: Partial<MetricDefinition>): MetricDefinition => ({
  name, unit: '', valueType: 'number', kind: 'counter', resolution: 1, reporting: 'periodic', ...facts,
});

const METRICS = [
  metric('load', { unit: '%', kind: 'process', resolution: 0.1 }), metric('温度', { unit: '℃', kind: 'process', resolution: 0.1, role: 'water-temperature' }),
  metric('good', { unit: '件', role: 'good-quantity' }), metric('scrap', { unit: '件', role: 'scrap-quantity' }),
  metric('power', { unit: 'kWh', role: 'energy', resolution: 0.1 }),
  metric('state', { valueType: 'text', kind: 'state', role: 'production-state' }),
];

const machine = (id: string, facts: Partial<InventoryDevice> = {}): InventoryDevice => ({
  id, assetNumber: `A-${id}`, nameZh: `机床 ${id}`, nameEn: `machine ${id}`, assetKind: 'production', classId: 'machine', intelligent: true, reporting: 'periodic', ...facts,
});

/** Five machines and a sensor: M1 and M2 deliver all the time, M3 half of it, M4 and M5 never; M5 is not intelligent. */
export const sampleInventory = (): ProjectInventory => ({
  project: 'workshop', zone: 'Asia/Shanghai', demonstration: true, acceptedFrom: BASELINE_FROM, unknownMetric: 'quarantine',
  classes: [{ id: 'machine', nameZh: '机床', nameEn: 'machine tool', judgingIntervalMinutes: 5, metrics: METRICS }],
  devices: [machine('M1', { verifiedOnSite: true }), machine('M2'), machine('M3'), machine('M4'), machine('M5', { intelligent: false }), machine('T1', { assetKind: 'sensor' })],
  gateways: [],
});

export const sampleContract = (): ProjectContract => ({
  project: 'workshop', programme: 'P1', direction: 'P1.1.1',
  targets: [
    { indicator: 'networked-device-ratio', comparator: '>=', value: 70, unit: '%', clause: 'S000 一(二)1 考核指标(1)' },
    { indicator: 'connected-equipment', comparator: '>=', value: 2, unit: '台', clause: 'S001 附表' },
    { indicator: 'process-data-points', comparator: '>=', value: 5, unit: '个', clause: 'S001 附表' },
    { indicator: 'monitoring-valid-hours', comparator: '>=', value: 90, unit: '%', clause: '任务书 3.2' },
    { indicator: 'production-efficiency-gain', comparator: '>=', value: 20, unit: '%', clause: 'S000 一(二)2' },
    { indicator: 'defect-rate-reduction', comparator: '>=', value: 20, unit: '%', clause: 'S000 一(二)2' },
    { indicator: 'ip-applications', comparator: '>=', value: 3, unit: '件', clause: 'S000 一(二)1 考核指标(2)' },
    { indicator: 'new-economic-benefit', comparator: '>=', value: 20, unit: '%', clause: 'S000 一(二)1 考核指标(3)' },
  ],
  window: { from: REPORTING_FROM, to: REPORTING_FROM + HOURS * MICROS_PER_HOUR },
  baseline: { from: BASELINE_FROM, to: BASELINE_FROM + HOURS * MICROS_PER_HOUR },
  networkedThreshold: 0.8, minimumPlatformCoverage: 0.95, sufficiency: { minimumBaselineDays: 0 }, plannedTime: { zone: 'Asia/Shanghai', shifts: [] },
  efficiency: { definition: 'machine-hours', standards: [] }, units: [{ name: '示范单位', role: 'lead' }],
});

/** A reading a minute of each metric of the machines that deliver; ascending by device, metric and time. */
export function* sampleReadings(leg: Leg, origin: Origin = 'live'): Generator<ExtractReading> {
  const from = leg === 'reporting' ? REPORTING_FROM : BASELINE_FROM;
  for (const [device, minutes] of [['M1', 180], ['M2', 180], ['M3', 90]] as const) {
    for (const { name, valueType } of [...METRICS].sort((a, b) => (a.name < b.name ? -1 : 1))) {
      for (let minute = 0; minute < minutes; minute += 1) {
        const value = valueType === 'text' ? (minute % 10 === 9 ? 'STOPPED' : 'ACTIVE') : valueOf(name, leg, minute);
        yield { device, metric: name, at: from + minute * MICROS_PER_MINUTE, value, kind: valueType, quality: 'N', origin, unused: false };
      }
    }
  }
}

function valueOf(name: string, leg: Leg, minute: number): number {
  const faster = leg === 'reporting' ? 3 : 2;
  if (name === 'good') return 1000 + faster * minute;
  if (name === 'scrap') return 10 + Math.floor(minute / (leg === 'reporting' ? 20 : 10));
  return name === 'power' ? 50 + minute / 5 : 20 + (minute % 40) / 10;
}

const DECLARED = { project: 'workshop', unit: '%', sourceKind: 'entered', statedAt: at('2026-11-02T09:00:00+08:00') } as const;
const FIGURES: readonly DeclaredFigure[] = [
  { ...DECLARED, id: 'f1', indicator: 'networked-device-ratio', purpose: 'own', quantity: 'value', amount: 72.5, status: 'accepted', decidedBy: 'officer', statedBy: '项目单位 <张三>', explanation: '含 2 台已到货未安装的设备 & 备机' },
  { ...DECLARED, id: 'f2', indicator: 'networked-device-ratio', purpose: 'audited', quantity: 'value', amount: 40, statedBy: 'auditor', status: 'submitted' },
];
const PATENT = { indicator: 'ip-applications', kind: 'patent', owner: '示范单位', legalState: 'applied' } as const;
const EVIDENCE: readonly EvidenceItem[] = [
  { ...PATENT, id: 'e1', number: '2026-1', status: 'accepted', datedAt: REPORTING_FROM, sha256: 'a'.repeat(64) },
  { ...PATENT, id: 'e2', number: '2026-2', status: 'submitted', datedAt: REPORTING_FROM, sha256: 'b'.repeat(64) },
];

/** What an evaluation of the sample reads besides contract, inventory and readings. */
export const SAMPLE_INPUTS = {
  everConnected: ['M1', 'M2', 'M3'],
  platformCoverage: { covered: 178, total: 180 },
  evidence: EVIDENCE,
  figures: FIGURES,
} as const;

export interface SampleFacts {
  readonly origin?: Origin;
  readonly inventory?: ProjectInventory;
  readonly contract?: ProjectContract;
  /** Declared figures beside the sample's. */
  readonly figures?: readonly DeclaredFigure[];
  /** Readings of a leg in place of the sample's. */
  readonly readings?: (leg: Leg) => Iterable<ExtractReading>;
  /** Whose targets decide; those of the whole term when absent. */
  readonly year?: number;
  readonly batches?: readonly TraceBatchItem[];
  /** What is known of the platform, in place of the sample's coverage without heartbeats. */
  readonly platform?: Pick<EvaluationContext, 'platformCoverage' | 'baselinePlatformCoverage' | 'platformSilence' | 'lostSessions' | 'downtimeAfter'>;
}

export const sampleFigures = ({ figures = [] }: SampleFacts = {}): readonly DeclaredFigure[] => [...FIGURES, ...figures];

/** The rows that the sample evaluates to. */
export const sampleRows = (facts: SampleFacts = {}): readonly IndicatorRow[] => sampleExplained(facts).map(({ row }) => row);

/** The same with their traces. */
export function sampleExplained(facts: SampleFacts = {}): readonly ExplainedRow[] {
  const { origin = 'live', inventory = sampleInventory(), contract = sampleContract(), readings = (leg: Leg) => sampleReadings(leg, origin), platform = {}, batches, year } = facts;
  const figures = sampleFigures(facts);
  const fold = new ExtractFold(inventory, contract, batches, deliveryDowntime(platform));
  for (const leg of ['baseline', 'reporting'] as const) for (const reading of readings(leg)) fold.add(leg, reading);
  const { everConnected, ...inputs } = SAMPLE_INPUTS;
  return explainAll({ inventory, contract, ...fold.finish(), ...inputs, figures, ...platform, ...(batches && { batches }), everConnected: new Set(everConnected), origins: [origin], ...(year !== undefined && { year }) });
}

export const sampleStatement = (facts: SampleFacts = {}, input: Partial<StatementInput> = {}): Statement => buildStatement({
  assessment: 'a-2026-11',
  project: { id: 'workshop', nameZh: '智能车间示范', nameEn: 'Smart workshop', programme: 'P1', direction: 'P1.1.1', demonstration: true },
  contract: facts.contract ?? sampleContract(),
  createdAt: at('2026-11-05T10:00:00+08:00'),
  platformVersion: '0.1.0',
  rows: sampleRows(facts),
  traces: sampleExplained(facts).map(({ trace }) => trace),
  declared: sampleFigures(facts),
  totals: {
    messages: { acknowledged: 900, projected: 890, quarantined: 10, pending: 0 },
    readings: { received: 5400, stored: 5390, duplicates: 6, conflicts: 1, rejected: 3, gaps: 2, late: 12, serverStamped: 0 },
  },
  gaps: [],
  ...input,
});
