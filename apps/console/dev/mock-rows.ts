import type { IndicatorRowView } from '@yanshou/api-schema';
import type { Verdict } from '@yanshou/catalogue';

type Row = IndicatorRowView;
export const WINDOW = { from: '2026-10-01T00:00:00+08:00', to: '2026-11-01T00:00:00+08:00' };

interface RowSketch {
  readonly indicator: string;
  readonly zh: string;
  readonly en: string;
  readonly clause: string;
  readonly ratio: readonly [numerator: number, denominator: number] | null;
  readonly target: number;
  readonly verdict: Verdict;
  readonly more?: Partial<Row>;
}

/** Sixty-four digits that look like a digest and are the same at every start. */
export const digestOf = (seed: string): string => {
  let state = [...seed].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) >>> 0, 7);
  const digits = Array.from({ length: 64 }, () => ((state = (state * 1_664_525 + 1_013_904_223) >>> 0) >>> 28).toString(16));
  return `sha256:${digits.join('')}`;
};

function rowOf(project: string, { indicator, zh, en, clause, ratio, target, verdict, more = {} }: RowSketch): Row {
  const scale = more.scale ?? 100;
  return {
    project, indicator, nameZh: zh, nameEn: en, clause, ...WINDOW,
    value: ratio === null ? null : (scale * ratio[0]) / ratio[1], unit: '%', comparator: '>=', target, verdict,
    coverage: 0.9731, platformCoverage: 0.998, uncertainty: null, numerator: ratio?.[0] ?? null, denominator: ratio?.[1] ?? null,
    devices: [], readings: 295_123, origin: 'live', sourceKind: 'collected', formulaVersion: '1.0.0', inputsDigest: digestOf(project + indicator),
    scale, origins: ['live'], loweredFrom: null, reasons: [], figures: {}, ...more,
  };
}

const perDevice = [
  ['Hurco01', 26_400, 25_871, true], ['Hurco02', 26_400, 26_112, true], ['Hurco03', 26_400, 24_010, true], ['Hurco04', 26_400, 12_205, false], ['Mazak01', 26_400, 0, false],
].map(([id, expected, valid, networked]) => ({
  id, expected, valid, networked, calendarExpected: 44_640, calendarValid: valid, calendarNetworked: false,
  reason: valid === 0 ? { zh: '从未收到该设备的消息', en: 'no message was ever received from it' } : null,
}));

const networked = (ratio: readonly [number, number], target: number, verdict: Verdict, more: Partial<Row> = {}): RowSketch => ({
  indicator: 'networked-device-ratio', zh: '车间智能化设备联网率', en: 'networked intelligent equipment of the workshop', clause: 'S000 一(二)1 考核指标(1)', ratio, target, verdict,
  more: {
    devices: ['Hurco01', 'Hurco02', 'Hurco03'],
    figures: { equipment: ratio[1], byCalendar24h: { numerator: 1, denominator: ratio[1], value: 20 }, everConnected: 4, validInWindow: 4, verifiedOnSite: 5, exemptShare: 0.0417, perDevice },
    ...more,
  },
});

const applications = (count: number | null, verdict: Verdict): RowSketch => ({
  indicator: 'ip-applications', zh: '申请自主核心知识产权数（件）', en: 'applications for own core intellectual property', clause: 'S000 一(二)1 考核指标(2)',
  ratio: count === null ? null : [count, 1], target: 3, verdict,
  more: { scale: 1, unit: '件', sourceKind: 'entered', coverage: null, platformCoverage: null, readings: 0, reasons: verdict === 'pending-evidence' ? [{ zh: '1 件佐证材料待采纳', en: '1 piece of evidence awaits a decision' }] : [] },
});

const gain = ([indicator, zh, en]: readonly [string, string, string], ratio: readonly [number, number] | null, verdict: Verdict, more: Partial<Row> = {}): RowSketch => ({
  indicator, zh, en, clause: 'S000 一(二)2 考核指标(2)', ratio, target: 20, verdict, more,
});

const quantity = (name: string, amount: number, unit: string) => ({ quantity: name, amount, unit, sourceKind: 'collected', readings: 4_464, declaredFigure: null });
const LEGS = [
  { leg: 'baseline', numerator: '7', denominator: '5', value: 1.4, unit: '件/h', sourceKind: 'entered', telemetry: false, readings: 0, intervals: null, quantities: [quantity('good-quantity', 61_600, '件'), quantity('labour-time', 44_000, 'h')] },
  { leg: 'reporting', numerator: '41', denominator: '25', value: 1.679944, unit: '件/h', sourceKind: 'collected', telemetry: true, readings: 8_928, intervals: { expected: 44_640, valid: 42_051 }, quantities: [quantity('good-quantity', 70_894, '件'), quantity('labour-time', 42_200.21, 'h')] },
];

/** Complete days that can no longer be repaired. */
const SUFFICIENCY = {
  version: '1.0.0', gates: true, lateDeliveryHours: 72,
  legs: [{ leg: 'reporting' as const, outliers: [], rules: [{
    rule: 'complete-days' as const, limit: 0.9, measured: { numerator: 26, denominator: 31 }, held: false, devices: 1, failing: 1, repairableUntil: '2026-01-04T00:00:00.000Z',
    worst: [{ device: 'M1', nameZh: '一号机', nameEn: 'machine one', numerator: 26, denominator: 31 }],
  }] }],
};
const SUFFICIENCY_TABLE = {
  title: { zh: '数据充分性：补传时限 72 小时', en: 'sufficiency of the data: late delivery within 72 h counts' }, columns: [{ zh: '规则', en: 'rule' }, { zh: '实测与要求', en: 'measured, and asked' }],
  rows: [[{ zh: '完整天数', en: 'complete days' }, { zh: '26/31 = 83.87 %（须 ≥ 90.00 %）', en: '26/31 = 83.87 % (≥ 90.00 % asked)' }]],
};

const LATE_START = { zh: '平台数据完整率低于任务书要求', en: 'platform coverage is below the minimum of the contract' };
const LOWERED = { zh: '目标值经批准低于专项文件要求', en: "the target is lower than the programme's, by approval" };
const SIMULATED = { origin: 'simulated', origins: ['simulated'] } as const satisfies Partial<Row>;
const REPLAYED = { origin: 'replayed', origins: ['replayed'] } as const satisfies Partial<Row>;

const SKETCHES: Readonly<Record<string, readonly RowSketch[]>> = {
  workshop: [
    networked([3, 5], 70, 'not-met', { ...SIMULATED, coverage: 0.6684 }),
    applications(2, 'pending-evidence'),
    gain(['new-economic-benefit', '新增经济效益增长率（较申报年度）', 'new economic benefit over the year of application'], [2_214, 10_000], 'met', { sourceKind: 'entered', coverage: null, platformCoverage: null }),
  ],
  machine: [networked([16, 20], 80, 'met', { ...REPLAYED, loweredFrom: null })],
  factory: [
    gain(['production-efficiency-gain', '生产效率提高率', 'gain in production efficiency'], [19_996, 100_000], 'not-met', { coverage: 0.942, sourceKind: 'entered', figures: { legs: LEGS, exemptShare: 0.04, sufficiency: SUFFICIENCY, tables: [SUFFICIENCY_TABLE] } }),
    gain(['defect-rate-reduction', '产品不良品率降低率（相对值）', 'reduction of the defect rate (relative)'], [-310, 10_000], 'not-met'),
    gain(['operating-cost-reduction', '运营成本降低率', 'reduction of operating cost'], null, 'insufficient-data', { coverage: null, platformCoverage: null, reasons: [{ zh: '本版本暂不计算该指标', en: 'not computed by this version' }] }),
    networked([182, 240], 70, 'met', { loweredFrom: 75, target: 70, reasons: [LOWERED], coverage: 0.9912 }),
    applications(5, 'met'),
  ],
  greenhouse: [gain(['energy-utilisation-gain', '能源利用率提高率', 'gain in energy utilisation'], [1_204, 10_000], 'insufficient-data', { ...REPLAYED, target: 10, platformCoverage: 0.61, reasons: [LATE_START] })],
};

/** The rows of a project of the mock; none for one without a contract. */
export const rowsOf = (project: string): Row[] => (SKETCHES[project] ?? []).map((sketch) => rowOf(project, sketch));
