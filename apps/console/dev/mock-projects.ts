import type { AnswerOf, DeviceWithState, Outlook, Portfolio, Programme, ProjectDetail } from '@yanshou/api-schema';
import { CONTRACT_TARGETS, historyOfContract, mockCatalogue } from './mock-programme.js';
import { WINDOW, rowsOf } from './mock-rows.js';

export const PROGRAMMES: readonly Programme[] = [
  { id: 'P1', nameZh: '天津市互联网跨界融合创新科技重大专项', nameEn: 'Tianjin major project: cross-sector integration of the internet' },
  { id: 'P2', nameZh: '天津市智能制造专项：工业互联网创新发展示范', nameEn: 'Tianjin smart manufacturing: industrial internet demonstration' },
];

const project = (id: string, programme: string, nameZh: string, nameEn: string, direction: string) => ({ id, programme, nameZh, nameEn, direction });
const PROJECTS = [
  project('workshop', 'P1', '精密零部件自动化装备互联互通智能车间', 'Smart workshop for precision parts', 'P1.1.1'),
  project('factory', 'P1', '变速器智能工厂创新示范应用', 'Smart factory for gearboxes', 'P1.1.2'),
  project('greenhouse', 'P1', '设施番茄全产业链物联网示范温室', 'Tomato greenhouse, farm to market', 'P1.3.1'),
  project('machine', 'P2', '数控机床行业级工业互联网平台', 'Industrial internet platform for machine tools', 'P2.2.2'),
  project('new-line', 'P2', '新能源电池产线互联网平台', 'Internet platform for a battery line', 'P2.2.3'),
];

const DEVICE_NUMBERS: Readonly<Record<string, number>> = { workshop: 5, factory: 240, greenhouse: 36, machine: 20 };

/** Most are live; a few fell silent, a few never came. */
export function devicesOf(id: string): DeviceWithState[] {
  return Array.from({ length: DEVICE_NUMBERS[id] ?? 0 }, (_, index) => {
    const state = index % 17 === 4 ? 'never' as const : index % 11 === 3 ? 'silent' as const : 'live' as const;
    const number = String(index + 1).padStart(3, '0');
    return {
      id: `CNC-${number}`, assetNumber: `A${number}`, nameZh: `数控加工中心 ${index + 1} 号`, nameEn: `machining centre ${index + 1}`, assetKind: 'production', classId: 'cnc',
      intelligent: true, reporting: 'periodic', state,
      lastReceived: state === 'never' ? null : state === 'silent' ? '2026-10-12T06:21:08Z' : '2026-11-02T03:14:55Z', messages: state === 'never' ? 0 : 41_238 + index * 17,
    };
  });
}

const countsOf = (id: string) => {
  const states = devicesOf(id).map(({ state }) => state);
  const count = (state: string): number => states.filter((one) => one === state).length;
  return { total: states.length, live: count('live'), silent: count('silent'), never: count('never'), unjudged: 0 };
};

const reason = (code: 'silent' | 'target-far', group: 'silent' | 'at-risk', zh: string, en: string) =>
  ({ code, group, severity: 'serious' as const, since: '2026-10-28T00:00:00Z', figure: { value: 26, limit: 24, unit: 'h' }, zh, en });
const SILENT = reason('silent', 'silent', '自 2026-10-28 08:00 起未收到任何数据，已 123 小时', 'no data since 2026-10-28 08:00, for 123 hours');
const FAR = reason('target-far', 'at-risk', '“生产效率提高率”为 19.996 %，目标 >= 20 %，完成率 99.98%，尚未达到', '“gain in production efficiency” is 19.996 % against >= 20 %: 99.98% of the way');

/** One of each kind. */
const riskOf = (id: string) => id === 'greenhouse' ? { risk: 'silent' as const, reasons: [SILENT, FAR] } : id === 'machine' ? { risk: 'on-track' as const, reasons: [] } : { risk: 'at-risk' as const, reasons: [FAR] };

const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`;
const AVERAGES: Portfolio['indicators'] = [{
  indicator: 'production-efficiency-gain', nameZh: '生产效率提高率', nameEn: 'gain in production efficiency', unit: '%', kind: 'mean', clause: 'S002 智能制造 专栏3', comparator: '>=', target: 20,
  verdict: 'insufficient-data', reasons: [{ zh: '简单平均、加权平均与缺值计零的结论不一致，暂不能判定', en: 'the means lead to different verdicts' }],
  n: 2, sum: null, mean: 21.5, weightedMean: 20.4, meanWithMissingAsZero: 14.3333, weight: { unit: 'h', zh: '报告期投入时间按基期效率计的产出', en: 'output of the reporting period\'s hours at the baseline\'s efficiency' }, weightReason: null,
  coverage: 0.942, platformCoverage: 0.998, origins: ['live', 'simulated'],
  members: ['factory', 'workshop'].map((id, index) => ({ project: id, value: index === 0 ? 19.996 : 23.004, weight: 1_000 - 300 * index, clause: 'S000', verdict: 'met' as const, coverage: 0.942, platformCoverage: 0.998, inputsDigest: digestOf('a') })),
  leftOut: [{ project: 'greenhouse', zh: '基期缺少人工工时', en: 'the baseline has no labour time', inputsDigest: digestOf('b') }], formulaVersion: '1.0.0', inputsDigest: digestOf('c'),
}];

const COUNTS: Portfolio['counts'] = [{
  indicator: 'national-demonstration-projects', nameZh: '国家智能制造试点示范项目数', nameEn: 'national smart manufacturing demonstration projects', unit: '个', clause: 'S002 智能制造 专栏3', comparator: '>=', target: 10,
  at: '2026-11-02T03:14:55Z', value: 1, verdict: 'not-met', reasons: [], sourceKind: 'entered', coverage: null, ended: 1, toCome: 0, again: 0, formulaVersion: '1.0.0', inputsDigest: digestOf('e'),
  counted: [{ project: 'factory', designation: 'national', subject: '变速器智能工厂创新示范应用', document: '工信部装函〔2018〕100号', datedAt: '2018-09-01T00:00:00+08:00' }],
}];

/** What the platform expects of a project. */
export const outlookOf = (id: string): Outlook => ({
  label: { zh: '预测（非结论）', en: 'forecast, not a conclusion' }, method: { zh: '最小二乘直线与 80% 预测区间', en: 'a least-squares line with its 80 % prediction interval' }, ...riskOf(id),
  forecasts: [
    { kind: 'forecast', indicator: 'networked-device-ratio', nameZh: '车间智能化设备联网率', nameEn: 'networked intelligent equipment of the workshop', unit: '%', window: 'day', at: '2026-12-31T00:00:00+08:00',
      value: 74.2, low: 68.1, high: 80.3, confidence: 80, n: 31, windows: 33, effective: 21.4, slopePerDay: 0.12, rSquared: 0.61, comparator: '>=', target: 70, verdict: 'open', inputsDigest: digestOf('d') },
    { kind: 'none', indicator: 'connected-equipment', nameZh: '连接工业设备数量', nameEn: 'connected industrial equipment', reason: { zh: '可用窗口不足：日窗口 9/14，月窗口 0/12，不作预测', en: 'too few windows: 9 of 14 days, 0 of 12 months; no forecast' } },
  ],
});

export const portfolioOf = (programme: Programme): Portfolio => ({
  programme,
  indicators: programme.id === 'P1' ? AVERAGES : [],
  counts: programme.id === 'P1' ? COUNTS : [],
  setAside: [],
  projects: PROJECTS.filter((one) => one.programme === programme.id).map(({ id, nameZh, nameEn }) => ({
    id, nameZh, nameEn, zone: 'Asia/Shanghai', demonstration: id !== 'factory', progress: 0.7, ...riskOf(id), devices: countsOf(id),
    lastReceived: countsOf(id).total === 0 ? null : '2026-11-02T03:14:55Z',
    indicators: rowsOf(id),
  })),
});

/** Undefined for a project that is not there. */
export function detailOf(wanted: string): ProjectDetail | undefined {
  const found = PROJECTS.find(({ id }) => id === wanted);
  if (!found) return undefined;
  const { direction, ...rest } = found;
  const contract = rowsOf(wanted).length === 0 ? null : {
    direction, targets: wanted === 'workshop' ? [...CONTRACT_TARGETS] : [], window: WINDOW, term: { from: '2025-01-01T00:00:00+08:00', to: '2027-01-01T00:00:00+08:00' }, units: [{ name: '天津精密零部件有限公司', role: 'lead' as const }], baseline: { from: '2025-10-01T00:00:00+08:00', to: '2025-11-01T00:00:00+08:00' },
    networkedThreshold: 0.8, minimumPlatformCoverage: 0.9, plannedTime: { zone: 'Asia/Shanghai', shifts: [] },
  };
  return { ...rest, zone: 'Asia/Shanghai', demonstration: true, acceptedFrom: '2025-10-01T00:00:00+08:00', unknownMetric: 'quarantine', contract, contractHistory: contract === null ? [] : historyOfContract(contract), sites: [] };
}

export const catalogue = (): AnswerOf<'readCatalogue'> => ({
  ...mockCatalogue(),
  indicators: [{
    id: 'networked-device-ratio', nameZh: '车间智能化设备联网率', nameEn: 'networked intelligent equipment of the workshop', unit: '%', comparator: '>=', defaultTarget: 70, programme: 'P1',
    directions: ['P1.1.1'], clause: { document: 'S000', place: '一(二)1 考核指标(1)', quoteZh: '车间智能化设备联网数占设备总量不低于70%' }, kind: 'telemetry', sourceKind: 'collected', formulaVersion: '1.0.0', ownWindow: true,
    formula: {
      zh: '联网的智能化设备数 ÷ 台账设备总数 × 100%；有效间隔数 ÷ 应有间隔数达到任务书阈值的设备计为联网',
      en: 'networked intelligent devices ÷ all equipment of the inventory × 100 %; a device is networked when its valid ÷ expected intervals reach the threshold of the contract',
    },
    ownDefinition: { zh: '“联网”按考核时段内计划时间的判定间隔计算，为本平台定义', en: '"networked" is judged by intervals of planned time in the assessment window: a definition of this platform' },
  }, ...mockCatalogue().indicators.filter(({ id }) => id !== 'networked-device-ratio')],
});
