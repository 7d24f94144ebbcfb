import type { AnswerOf, Contract, ProjectDetail } from '@yanshou/api-schema';
import { INDICATORS, PROGRAMMES } from '@yanshou/catalogue';

/** The catalogue as the platform has it, without code and examples. */
export const mockCatalogue = (): AnswerOf<'readCatalogue'> => ({
  programmes: PROGRAMMES.map((programme) => ({ ...programme })),
  indicators: INDICATORS.map(({ id, nameZh, nameEn, unit, comparator, defaultTarget, programme, directions, clause, kind, sourceKind, formulaVersion, formula }) =>
    ({ ownWindow: id === 'networked-device-ratio', id, nameZh, nameEn, unit, comparator, defaultTarget, programme, directions: [...directions], clause, kind, sourceKind, formulaVersion, formula })) as AnswerOf<'readCatalogue'>['indicators'],
});

export const CONTRACT_TARGETS: Contract['targets'] = [
  { indicator: 'networked-device-ratio', comparator: '>=', value: 70, unit: '%', clause: 'S000 一(二)1 考核指标(1)', isKey: true },
  { indicator: 'ip-applications', comparator: '>=', value: 3, unit: '件', clause: 'S000 一(二)1 考核指标(2)' },
  { indicator: 'new-economic-benefit', comparator: '>=', value: 20, unit: '%', clause: 'S000 一(二)1 考核指标(3)' },
];

/** A contract that was changed once: a target was lowered by an approval. */
export const historyOfContract = (contract: Contract): ProjectDetail['contractHistory'] => [
  { version: 1, contract: { ...contract, networkedThreshold: 0.9, targets: contract.targets.map((target, index) => (index === 0 ? { ...target, value: 75 } : target)) }, at: '2025-01-10T02:00:00Z', who: 'officer' },
  { version: 2, contract, at: '2025-06-02T02:00:00Z', who: 'officer', approval: '津科验〔2025〕6号' },
];

/** Of whatever direction: two that the document sets, one that the programme raised, one without a number. */
export function templateOf(direction: string): AnswerOf<'readContractTemplate'> {
  const target = (index: number): Contract['targets'][number] => ({ ...CONTRACT_TARGETS[index] } as Contract['targets'][number]);
  return {
    direction, nameZh: direction, nameEn: direction, contractDefined: [], eligibility: [],
    targets: [
      { target: target(0), nameZh: '车间智能化设备联网率', nameEn: 'networked intelligent equipment of the workshop', setBy: 'document', documentTarget: 70, loweredFrom: null },
      { target: { ...target(1), value: 5 }, nameZh: '申请自主核心知识产权数（件）', nameEn: 'applications for own core intellectual property', setBy: 'programme', documentTarget: 3, loweredFrom: null },
      { target: { ...target(2), value: 15, approval: '津科验〔2018〕3号' }, nameZh: '新增经济效益增长率（较申报年度）', nameEn: 'new economic benefit over the year of application', setBy: 'programme', documentTarget: 20, loweredFrom: 20 },
    ],
    open: [{ indicator: 'registered-users', nameZh: '平台注册用户数', nameEn: 'registered users of the platform', comparator: '>=', unit: '个', clause: 'S000 一(二)1 考核指标(4)' }],
  };
}

export const MOCK_QUOTAS: AnswerOf<'readLibraryQuotas'> = { items: [
  { batch: '2018', recommender: { kind: 'province', name: '天津市工业和信息化局' }, recommended: 21, limit: 20, isUsual: true, exceeded: true },
  { batch: '2018', recommender: { kind: 'province', name: '河北省工业和信息化厅' }, recommended: 1, limit: 20, isUsual: true, exceeded: false },
  { batch: '2018', recommender: { kind: 'central-enterprise', name: '某中央企业集团' }, recommended: 6, limit: 6, isUsual: false, exceeded: false },
] };

export const MOCK_RECOMMENDERS: AnswerOf<'listRecommenders'> = { items: [
  { id: 'tianjin', kind: 'province', name: '天津市工业和信息化局', registeredBy: 'admin', registeredAt: '2018-06-01T02:00:00Z' },
  { id: 'group', kind: 'central-enterprise', name: '某中央企业集团', registeredBy: 'admin', registeredAt: '2018-06-04T02:00:00Z' },
] };

const document = (number: string, datedAt: string): { number: string; datedAt: string; file: string } => ({ number, datedAt, file: 'e3' });
const named = { project: 'workshop', who: 'officer', recordedAt: '2026-09-10T02:00:00Z' };

export const MOCK_DESIGNATIONS: AnswerOf<'listDesignations'> = { items: [
  { ...named, id: 'municipal-project-1', level: 'municipal-project', nameZh: '市级智能制造试点示范项目', nameEn: 'municipal smart manufacturing demonstration project', subject: '精密零部件自动化装备互联互通智能车间', document: document('津工信〔2026〕31号', '2026-09-01T00:00:00+08:00'), end: null },
  {
    ...named, id: 'agriculture-park-1', level: 'agriculture-park', nameZh: '智能农业示范园区', nameEn: 'smart agriculture demonstration park', subject: '静海智能农业园区', document: document('津农〔2024〕12号', '2024-03-01T00:00:00+08:00'),
    end: { reason: '复核未通过', document: document('津农〔2026〕3号', '2026-02-01T00:00:00+08:00'), who: 'officer', recordedAt: '2026-02-03T02:00:00Z' },
  },
] };
