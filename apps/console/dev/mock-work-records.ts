import type { AnswerOf, ChangeRequestView, EvidenceView, MilestoneView, ReplacementView } from '@yanshou/api-schema';

const UNIT = '天津精密零部件有限公司';
const paper = (id: string, given: Partial<EvidenceView>): EvidenceView => ({
  id, kind: 'patent', title: id, fileName: `${id}.pdf`, mediaType: 'application/pdf', bytes: 1_482_113, sha256: '0'.repeat(64), legalChanges: [], status: 'submitted', submittedBy: 'liu', submittedAt: '2026-10-21T02:30:00Z', ...given,
});

export const EVIDENCE: readonly EvidenceView[] = [
  paper('e1', { title: '一种面向精密零部件加工的多机协同数据采集方法及系统 专利申请受理通知书', indicator: 'ip-applications', number: '202410123456.7', owner: UNIT, issuer: '国家知识产权局', legalState: 'applied', datedAt: '2026-03-02T00:00:00+08:00', pages: 2, fileName: '专利申请受理通知书（多机协同数据采集方法及系统）.pdf', status: 'accepted', decidedBy: 'officer', originalSeenBy: 'officer', legalStateNow: 'published', legalChanges: [
    { number: 1, state: 'published', at: '2026-06-05T00:00:00+08:00', proof: 'e3', status: 'accepted', statedBy: 'liu', statedAt: '2026-06-08T02:00:00Z', decidedBy: 'officer', decidedAt: '2026-06-09T02:00:00Z', decisionNote: '与公告一致' },
    { number: 2, state: 'expired', at: '2026-10-12T00:00:00+08:00', proof: 'e3', reason: '未缴年费', status: 'submitted', statedBy: 'liu', statedAt: '2026-10-21T02:30:00Z' },
  ] }),
  paper('e2', { title: '车间设备联网管理软件 V1.0', kind: 'software-copyright', indicator: 'ip-applications', number: '2026SR0345678', owner: UNIT, issuer: '国家版权局', legalState: 'granted', datedAt: '2026-05-18T00:00:00+08:00', pages: 1 }),
  paper('e3', { title: '2025 年度专项审计报告', kind: 'audit', datedAt: '2026-04-30T00:00:00+08:00', issuer: '天津某会计师事务所', pages: 64, bytes: 8_913_220, submittedBy: 'admin' }),
  paper('e4', { title: '重复提交的受理通知书', number: '202410123456.7', owner: UNIT, issuer: '国家知识产权局', legalState: 'applied', datedAt: '2026-03-02T00:00:00+08:00', status: 'rejected', decidedBy: 'officer' }),
];

export const FINDINGS: AnswerOf<'listEvidenceFindings'>['items'] = [{
  code: 'number-elsewhere', evidence: 'e2', title: '车间设备联网管理软件 V1.0', number: '2026SR0345678', message: { zh: '同一编号也在其他项目中，请核实', en: 'the same number is in another project too: look into it' },
  others: [{ project: 'factory', nameZh: '变速器智能工厂创新示范应用', nameEn: 'Smart factory for gearboxes', programme: 'P1', evidence: 'x1', title: '设备联网管理软件' }], beyondScope: 1,
}];

type Finding = AnswerOf<'readReconciliation'>['findings'][number];
const device = (number: number): Finding['device'] => ({ id: `CNC-00${number}`, assetNumber: `A00${number}`, nameZh: `数控加工中心 ${number} 号`, nameEn: `machining centre ${number}`, assetKind: 'production' });
const asset = (line: number, name: string, state: 'in-use' | 'idle' | 'scrapped' | 'leased-in'): Finding['asset'] => ({ assetNumber: `A0${line}`, name, category: '机器设备', kind: 'production', state, line });

export const LEDGER_FINDINGS: readonly Finding[] = [
  { code: 'scrapped', device: device(2), asset: asset(12, '数控加工中心', 'scrapped'), effect: -1, message: { zh: '固定资产台账记为报废，设备台账仍列入', en: 'is scrapped by the ledger and still in the inventory' } },
  { code: 'not-in-ledger', device: device(5), asset: null, effect: -1, message: { zh: '设备台账已列，固定资产台账中没有：请核对资产编号，或说明权属', en: 'is in the inventory and not in the ledger: check its asset number, or say whose it is' } },
  { code: 'idle', device: device(3), asset: asset(14, '数控车床', 'idle'), effect: 0, message: { zh: '固定资产台账记为闲置：仍计入设备总数，请说明', en: 'is idle by the ledger: it still counts among all equipment; say why' } },
  ...[41, 42, 43].map((line): Finding => ({ code: 'not-listed', device: null, asset: asset(line, `立式加工中心 ${line}`, 'in-use'), effect: 1, message: { zh: '固定资产台账中有，设备台账未列：请补入，或说明为何不属本项目', en: 'is in the ledger and not in the inventory: list it, or say why it is not of this project' } })),
];

export const REPLACEMENTS: readonly ReplacementView[] = [{
  principal: 'CNC-003', part: 'controller', number: 1, assetNumber: 'A003', oldSerial: 'SN-88213', newSerial: 'SN-90417', reason: '主板损坏', replacedAt: '2026-10-12T07:00:00Z', recordedBy: 'liu', recordedAt: '2026-10-12T09:00:00Z',
}];

const listed = { id: 'CNC-006', assetNumber: 'A006', nameZh: '数控加工中心 6 号', nameEn: 'machining centre 6', assetKind: 'production', classId: 'cnc', intelligent: true, intelligentGround: '数控系统', reporting: 'periodic' } as const;

export const CHANGES: readonly ChangeRequestView[] = [
  { id: 'c1', change: { kind: 'device', device: { ...listed, intelligent: false, intelligentGround: '' } }, before: listed, reason: '控制系统拆除，不再具备自动采集条件', status: 'accepted', proposedBy: 'liu', proposedAt: '2026-10-18T01:00:00Z', decidedBy: 'officer', decidedAt: '2026-10-19T01:00:00Z', approval: '津科验〔2026〕15号', decisionNote: '同意' },
  { id: 'c2', change: { kind: 'calendar', scope: 'project', plannedTime: { zone: 'Asia/Shanghai', shifts: [{ start: '08:00', end: '20:00', weekdays: [1, 2, 3, 4, 5] }, { start: '20:00', end: '08:00' }], holidays: ['2026-10-01', '2026-10-02'] } }, before: { zone: 'Asia/Shanghai', shifts: [{ start: '08:00', end: '20:00', weekdays: [1, 2, 3, 4, 5] }] }, reason: '增加夜班', status: 'submitted', proposedBy: 'liu', proposedAt: '2026-10-30T01:00:00Z' },
];

export const LIFE: AnswerOf<'readLifeCycle'> = {
  state: 'running', nameZh: '实施中', nameEn: 'running', since: '2026-06-30T02:00:00Z', end: '2027-01-01T00:00:00+08:00', next: ['extension-asked', 'due', 'terminated'],
  deadline: { id: 'term-end', zh: '实施期结束', en: 'the term ends', at: '2027-01-01T00:00:00+08:00', overdue: false, days: 58, reminders: ['2026-10-03T00:00:00+08:00', '2026-12-02T00:00:00+08:00', '2026-12-25T00:00:00+08:00'], remind: true },
  history: [
    { number: 1, from: 'running', to: 'extension-asked', at: '2026-06-12T02:00:00Z', reason: '关键设备交货延迟', who: 'officer', recordedAt: '2026-06-12T03:00:00Z' },
    { number: 2, from: 'extension-asked', to: 'running', at: '2026-06-30T02:00:00Z', approval: '津科验〔2026〕8号', file: 'e3', until: '2027-01-01T00:00:00+08:00', who: 'officer', recordedAt: '2026-06-30T03:00:00Z' },
  ],
};

const milestone = (id: string, zh: string, en: string, due: string, given: Partial<MilestoneView>): MilestoneView => ({ id, nameZh: zh, nameEn: en, planned: '设备到货、联网调试、试运行', due, state: 'open', daysLate: 0, reports: [], changes: [], ...given });
const report = (state: string, done: boolean, asOf: string) => ({ state, done, asOf, who: 'liu', at: asOf });

export const MILESTONES: readonly MilestoneView[] = [
  milestone('2026-Q1', '2026 年第 1 季度', 'quarter 1 of 2026', '2026-04-01T00:00:00+08:00', { state: 'done', reports: [report('设备已全部到货', false, '2026-03-10T02:00:00Z'), report('联网调试完成', true, '2026-03-28T02:00:00Z')] }),
  milestone('2026-Q2', '2026 年第 2 季度', 'quarter 2 of 2026', '2026-07-01T00:00:00+08:00', { state: 'done-late', daysLate: 24, reports: [report('试运行完成', true, '2026-07-25T02:00:00Z')] }),
  milestone('2026-Q3', '2026 年第 3 季度', 'quarter 3 of 2026', '2026-10-01T00:00:00+08:00', { state: 'overdue', daysLate: 56, reports: [report('5 台设备中 4 台已联网', false, '2026-10-20T02:00:00Z')] }),
  milestone('2026-Q4', '2026 年第 4 季度', 'quarter 4 of 2026', '2027-01-01T00:00:00+08:00', { changes: [{ from: '2026-12-01T00:00:00+08:00', to: '2027-01-01T00:00:00+08:00', reason: '随实施期延长', approvedAt: '2026-06-30T00:00:00+08:00', approval: '津科验〔2026〕8号', file: 'e3', who: 'officer', at: '2026-06-30T03:00:00Z' }] }),
];
