import type { AnswerOf, OperationId } from '@yanshou/api-schema';
import type { MockAnswer } from './mock-api.js';
import { MONEY } from './mock-money.js';
import { MOCK_DESIGNATIONS } from './mock-programme.js';
import { devicesOf } from './mock-projects.js';
import { rowsOf } from './mock-rows.js';
import { CHANGES, EVIDENCE, FINDINGS, LEDGER_FINDINGS, LIFE, MILESTONES, REPLACEMENTS } from './mock-work-records.js';

/** What the pages of a project's tabs read; undefined where there is no such thing. The workshop has everything, the others nothing yet. */
export function workOf(project: string, path: string, method: string): MockAnswer | undefined {
  if (method !== 'GET') return undefined;
  const read = READS[path];
  return read === undefined ? undefined : { status: 200, body: read(project, project === 'workshop') };
}

const SPINDLE: AnswerOf<'listClasses'>['items'][number]['metrics'] = [{ name: 'spindle_temperature', nameZh: '主轴温度', unit: '°C', valueType: 'number', kind: 'process', min: 0, max: 200, limits: { high: 75, basis: '设备操作规程 3.2' }, resolution: 0.1, expectedIntervalSeconds: 60, reporting: 'periodic' }];
const NIGHT = { zone: 'Asia/Shanghai', shifts: [{ start: '20:00', end: '08:00' }] };
const DAY = { zone: 'Asia/Shanghai', shifts: [{ start: '08:00', end: '20:00', weekdays: [1, 2, 3, 4, 5] }], holidays: ['2026-10-01'] };
const calendarsOf = (project: string): AnswerOf<'readCalendar'>['items'] => (project === 'new-line' ? [] : [{ scope: 'project', plannedTime: DAY }, { scope: 'class:cnc', plannedTime: NIGHT, validFrom: '2026-10-01T00:00:00+08:00', earlier: [{ plannedTime: DAY }] }]);
const answer = <Id extends OperationId>(body: AnswerOf<Id>): AnswerOf<Id> => body;

type Read = (project: string, isFull: boolean) => unknown;

const READS: Readonly<Record<string, Read>> = {
  'evidence': (_, isFull) => answer<'listEvidence'>({ items: isFull ? [...EVIDENCE] : [] }),
  'evidence/findings': (_, isFull) => answer<'listEvidenceFindings'>({ items: isFull ? [...FINDINGS] : [] }),
  'reconciliation': (project, isFull) => reconciliation(project, isFull),
  'replacements': (_, isFull) => answer<'listReplacements'>({ items: isFull ? [...REPLACEMENTS] : [] }),
  'gateways': () => answer<'listGateways'>({ items: [] }),
  'classes': () => answer<'listClasses'>({ items: [{ id: 'cnc', nameZh: '数控机床', nameEn: 'machine tool', judgingIntervalMinutes: 5, metrics: [...SPINDLE] }] }),
  'calendar': (project) => answer<'readCalendar'>({ items: calendarsOf(project) }),
  'freeze': (_, isFull) => answer<'readFreeze'>({ freeze: isFull ? { at: '2026-10-15T00:00:00+08:00', who: 'officer', setAt: '2026-10-10T01:00:00Z', approval: '津科验〔2026〕12号', inForce: true } : null }),
  'changes': (_, isFull) => answer<'listChanges'>({ items: isFull ? [...CHANGES] : [] }),
  'life-cycle': () => answer<'readLifeCycle'>(LIFE),
  'designations': (_, isFull) => answer<'listDesignations'>(isFull ? MOCK_DESIGNATIONS : { items: [] }),
  'milestones': (_, isFull) => answer<'listMilestones'>({ items: isFull ? [...MILESTONES] : [], overdue: isFull ? 1 : 0 }),
  'money': (_, isFull) => answer<'readMoney'>({ money: isFull ? MONEY : null }),
  'eligibility': (_, isFull) => eligibility(isFull),
  'standing': (project) => standing(project),
};

function reconciliation(project: string, isFull: boolean): AnswerOf<'readReconciliation'> {
  const inventory = devicesOf(project).length;
  if (!isFull) return { ledger: null, matched: 0, equipment: { inventory, byLedger: null }, findings: [] };
  const findings = [...LEDGER_FINDINGS];
  return {
    ledger: { id: 'l2', version: 2, fileName: '固定资产台账（2026 年 10 月）.xlsx', sha256: '0'.repeat(64), sheet: '设备', count: 61, importedBy: 'liu', importedAt: '2026-10-30T06:00:00Z' },
    matched: 3, equipment: { inventory, byLedger: findings.reduce((sum, { effect }) => sum + effect, inventory) }, findings,
  };
}

const eligibility = (isFull: boolean): AnswerOf<'readEligibility'> => ({
  items: isFull ? [
    { rule: 'intelligent-equipment', zh: '智能化装备占比不低于 50%', en: 'intelligent equipment of at least 50 %', verdict: 'passed', reason: { zh: '取自设备台账', en: 'from the inventory' }, clause: 'S000 二(一)', limit: { comparator: '>=', value: 50, unit: '%' }, value: 100, numerator: 5, denominator: 5, inputs: [], telemetry: null },
    { rule: 'sales-income', zh: '上年度主营业务收入不低于 5 000 万元', en: 'sales of the year before of at least 50 million yuan', verdict: 'not-passed', reason: { zh: '已采纳的填报数值低于要求', en: 'the accepted figure is below what is demanded' }, clause: 'S000 二(二)', limit: { comparator: '>=', value: 5_000, unit: '万元' }, value: 4_812.5, numerator: null, denominator: null, inputs: [], telemetry: null },
    { rule: 'credit', zh: '近三年无严重失信记录', en: 'no grave breach of trust within three years', verdict: 'cannot-be-told', reason: { zh: '没有已采纳的材料：请上传信用报告', en: 'no accepted paper: upload the credit report' }, clause: 'S000 二(三)', limit: null, value: null, numerator: null, denominator: null, inputs: [], telemetry: null },
  ] : [],
});

function standing(project: string): AnswerOf<'readStanding'> {
  const rows = rowsOf(project);
  const met = rows.filter(({ verdict }) => verdict === 'met').length;
  const undecided = rows.filter(({ verdict }) => verdict !== 'met' && verdict !== 'not-met').map(({ indicator }) => indicator);
  const rateOf = (row: (typeof rows)[number]): number | null => (row.value === null || row.target === null ? null : row.value / row.target);
  return {
    rule: { document: { number: '津科规〔2018〕1号', title: '互联网跨界融合创新科技重大专项管理办法', validFrom: '2018-01-01', validTo: '2023-12-31', batches: ['2018-1'] }, approval: null, remarks: [{ zh: '该文件有效期至 2023-12-31；项目仍按其批次适用的文件核算', en: 'the document was valid until 2023-12-31; the project is still judged by the one of its batch' }] },
    indicators: rows.map((indicator, index) => {
      const rate = rateOf(indicator);
      return { indicator, isKey: index === 0, completion: { rate, counted: rate === null ? null : Math.min(rate, 1), reverse: false, reason: rate === null ? { zh: '数据不足，不给出完成率', en: 'the data does not suffice for a rate' } : null } };
    }),
    omitted: project === 'workshop' ? [{ indicator: 'production-efficiency-gain', target: 20, unit: '%', zh: '生产效率提高率', en: 'gain of production efficiency' }] : [],
    rollUp: { label: { zh: '平台测算（非验收结论）', en: "the platform's estimate, no conclusion" }, rule: { kind: 'key-met', share: 0.8 }, estimate: undecided.length > 0 ? 'insufficient-data' : 'not-met', met, of: rows.length, meanCompletion: 0.8571, meanWithUndecidedAsZero: 0.4286, undecided },
  };
}
