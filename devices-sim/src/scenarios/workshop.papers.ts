import type { AssessmentWindow, ContractTarget, DeclaredFigure, EvidenceKind, FigurePeriod, Micros } from '@yanshou/telemetry';
import { MICROS_PER_DAY, MICROS_PER_MILLISECOND } from '@yanshou/telemetry';
import type { DemonstrationEvidence } from '../demonstration-project.js';
import type { Papers } from '../model/scenario.js';

const UNIT = '天津示范装备有限公司（模拟）';
const STATED_BY = 'demo-member';
const OFFICER = 'demo-officer';
const BASELINE_FILE = 'baseline-2015';
const AUDIT_FILE = 'income-audit';
/** Evidence counts when it is dated within the two years up to the end of the window. */
const TERM_DAYS = 730;

/** P1.1.1's demands, and four that this contract adds after those of P1.1.2 and S002. */
const TARGETS: readonly ContractTarget[] = [
  { indicator: 'ip-applications', comparator: '>=', value: 3, unit: '件', clause: 'S000 一(二)1 考核指标(1)' },
  { indicator: 'new-economic-benefit', comparator: '>=', value: 20, unit: '%', clause: 'S000 一(二)1 考核指标(2)' },
  { indicator: 'production-efficiency-gain', comparator: '>=', value: 20, unit: '%', clause: 'S000 一(二)2 考核指标(1)' },
  { indicator: 'defect-rate-reduction', comparator: '>=', value: 20, unit: '%', clause: 'S000 一(二)2 考核指标(1)' },
  { indicator: 'energy-utilisation-gain', comparator: '>=', value: 10, unit: '%', clause: 'S002 智能制造 专栏3' },
  { indicator: 'standards', comparator: '>=', value: 2, unit: '项', clause: 'S000 一(二)2 考核指标(3)' },
];

/**
 * The papers of the simulated workshop. Its indicators are to show every verdict: two of three applications are accepted
 * and one waits (pending), scrap fell by less than promised (not met), no standard was registered (no data).
 */
export function workshopPapers(project: string, window: AssessmentWindow): Papers {
  return {
    targets: TARGETS,
    terms: {
      efficiency: { definition: 'machine-hours', standards: [] },
      energy: { definition: 'reduction' },
      minimumDeviceCoverage: 0.8,
      units: [{ name: UNIT, role: 'lead' }],
      term: { from: window.to - TERM_DAYS * MICROS_PER_DAY, to: window.to },
    },
    figures: figuresOf(project, window),
    evidence: evidenceOf(window.from),
  };
}

type Stated = readonly [indicator: string, quantity: string, amount: number, unit: string, explanation: string];

const BASELINE: readonly Stated[] = [
  ['production-efficiency-gain', 'good-quantity', 41_760, '件', '2015 年机床合格件数 / good pieces of the machine tools in 2015'],
  ['production-efficiency-gain', 'production-state', 5_800, 'h', '2015 年机床加工时间 / hours in production in 2015'],
  ['defect-rate-reduction', 'scrap-quantity', 840, '件', '2015 年检验记录 / inspection records of 2015'],
  ['defect-rate-reduction', 'inspected-quantity', 42_000, '件', '2015 年检验记录 / inspection records of 2015'],
  ['energy-utilisation-gain', 'energy', 6.6816, '万千瓦时', '2015 年车间电表 / the hall meter of 2015'],
  ['energy-utilisation-gain', 'good-quantity', 41_760, '件', '2015 年机床合格件数 / good pieces of the machine tools in 2015'],
];

/** What the unit itself reports, beside which the platform's figures stand. */
const OWN: readonly Stated[] = [
  ['networked-device-ratio', 'value', 80.95, '%', '17 台已接线，含弱网和未接传感器的设备 / 17 machines are wired, those on a bad link or without sensors among them'],
  ['defect-rate-reduction', 'value', 22, '%', '未计返修后报废的工件 / without pieces scrapped after rework'],
  ['energy-utilisation-gain', 'value', 14, '%', '按车间总表估算 / estimated from the hall meter'],
];

/** A calendar year of Tianjin. */
const yearOf = (year: number): FigurePeriod => ({ from: startOfYear(year), to: startOfYear(year + 1) });
const startOfYear = (year: number): Micros => Date.UTC(year, 0, 1, -8) * MICROS_PER_MILLISECOND;

interface Behind {
  readonly evidence?: string;
  readonly period?: FigurePeriod;
}

function figuresOf(project: string, { from: statedAt }: AssessmentWindow): readonly DeclaredFigure[] {
  const figure = (purpose: DeclaredFigure['purpose'], [indicator, quantity, amount, unit, explanation]: Stated, behind: Behind = {}): DeclaredFigure => ({
    project, id: `${purpose}-${indicator}-${quantity}`, indicator, purpose, quantity, amount, unit, explanation, sourceKind: 'entered',
    ...behind, status: 'accepted', statedBy: STATED_BY, statedAt, decidedBy: OFFICER,
  });
  const income = 'new-economic-benefit';
  const lastYear = new Date(statedAt / MICROS_PER_MILLISECOND).getUTCFullYear() - 1;
  return [
    ...BASELINE.map((stated) => figure('baseline', stated, { evidence: BASELINE_FILE, period: yearOf(2015) })),
    figure('baseline', [income, 'sales-income', 5_200, '万元', '申报年度经审计的销售收入 / audited sales income of the year of application'], { evidence: AUDIT_FILE, period: yearOf(lastYear - 1) }),
    figure('reporting', [income, 'sales-income', 6_450, '万元', '报告年度经审计的销售收入 / audited sales income of the reporting year'], { evidence: AUDIT_FILE, period: yearOf(lastYear) }),
    ...OWN.map((stated) => figure('own', stated)),
  ];
}

const daysFrom = (from: Micros, days: number): Micros => from + days * MICROS_PER_DAY;

const evidenceOf = (from: Micros): readonly DemonstrationEvidence[] => [
  application('patent-spindle', '演示 20250001', daysFrom(from, -310), '一种主轴热误差补偿方法（发明专利申请） / spindle thermal compensation, patent application'),
  application('patent-gateway', '演示 20250002', daysFrom(from, -95), '一种数控设备数据采集网关（发明专利申请） / CNC acquisition gateway, patent application'),
  { ...application('patent-tool-life', '演示 20260001', daysFrom(from, 12), '一种刀具寿命预测方法（发明专利申请） / tool life prediction, patent application'), status: 'submitted' },
  paper(BASELINE_FILE, ['production-efficiency-gain', 'record'], daysFrom(from, -300), '2015 年基期生产、检验与用电台账 / ledgers of production, inspection and electricity of 2015'),
  paper(AUDIT_FILE, ['new-economic-benefit', 'audit'], daysFrom(from, -20), '销售收入专项审计说明 / special audit of sales income'),
];

const paper = (id: string, [indicator, kind]: readonly [string, EvidenceKind], datedAt: Micros, title: string): DemonstrationEvidence => ({
  id, indicator, kind, title, datedAt, status: 'accepted', fileName: `${id}.txt`,
  text: `${title}\n演示样例，不是真实文件，不得用于验收。\nA specimen of the demonstration; no real document, of no use as evidence.\n`,
});

/** A patent application that was received (受理), by a number that no office gives out. */
const application = (id: string, number: string, datedAt: Micros, title: string): DemonstrationEvidence => ({
  ...paper(id, ['ip-applications', 'patent'], datedAt, title), number, owner: UNIT, issuer: '演示受理机构', legalState: 'applied', pages: 1,
});
