import type { BodyInputOf, Contract, OPERATIONS, OperationId } from '@yanshou/api-schema';
import { CLASS, CONTRACT, DEVICE, PROJECT } from './workshop.js';

/** The operations that take a JSON body. */
export type JsonOperationId = { [Id in OperationId]: (typeof OPERATIONS)[Id] extends { readonly body: { readonly kind: 'json' } } ? Id : never }[OperationId];

const [{ from, to }, { plannedTime }] = [CONTRACT.window, CONTRACT];
const FULL_CONTRACT: Contract = {
  ...CONTRACT, window: { from, to, days: ['2026-01-05'] }, baseline: { from: PROJECT.acceptedFrom, to: from }, minimumDeviceCoverage: 0.5,
  lateDeliveryHours: 48, sufficiency: { minimumHoursOfDay: 0.5, longestGapHours: 6, minimumDays: 0.9, minimumUniqueValues: 0.1, maximumLate: 0.1, maximumServerStamped: 1, minimumBaselineDays: 1, maximumBaselineDays: 366 },
  plannedTime: {
    ...plannedTime, shifts: [{ start: '08:00', end: '17:00', weekdays: [1, 2] }], holidays: ['2026-01-01'], exemptions: [{ from, to, reason: '检修', kind: 'maintenance' }], days: ['2026-01-05'],
  },
  efficiency: { definition: 'oee', standards: [{ device: 'press-0000', millisecondsPerPiece: 1_000 }] },
  traceability: {
    scope: 'all', varieties: [{ name: '津优一号', vegetable: true }], bases: ['site-9'], steps: ['production', 'cold-chain', 'sale'], dueDays: 30,
    coldChain: { unit: '°C', ranges: [{ low: 0, high: 8 }, { product: '冻品', low: -30, high: -18 }], minimumCoverage: 0.8, minimumInRange: 0.9 },
  },
  energy: { definition: 'reduction', factors: [{ device: 'press-0000', metric: 'power', kgcePerUnit: 0.1229 }] },
};

const LIBRARY_ENTRY = {
  id: 'iot-9', batch: '2018', libraryClass: 'application', field: 'smart-manufacturing', nameZh: '车间物联网', nameEn: 'workshop of things', summary: '设备联网与能效', region: '天津市',
  applicant: { name: '某公司', creditCode: '91120000MA0000000X' }, recommender: { kind: 'province', name: '天津市工业和信息化局' }, approval: '批复 1 号',
} as const;

/** One body for each that its schema takes, with as many fields filled as fit together. */
export const GOOD_BODIES: { readonly [Id in JsonOperationId]: BodyInputOf<Id> } = {
  logIn: { username: 'somebody', password: 'a-password-1' },
  useLoginLink: { token: 'x'.repeat(43) },
  createProgramme: { id: 'P9', nameZh: '计划', nameEn: 'programme' },
  createProject: { ...PROJECT, id: 'project-9', programme: 'P2', contract: FULL_CONTRACT },
  changeProject: { nameZh: '项目', nameEn: 'project', contract: FULL_CONTRACT, approval: '批复 1 号' },
  saveSite: { id: 'site-9', nameZh: '车间', nameEn: 'hall' },
  saveCalendar: { scope: 'project', plannedTime: FULL_CONTRACT.plannedTime, approval: '批复 1 号' },
  removeCalendar: { scope: 'site:pond-9', approval: '批复 1 号' },
  createDevice: { ...DEVICE, classId: 'press', factorySerial: 'F-1', controllerSerial: 'C-1', commissionedAt: PROJECT.acceptedFrom, verifiedOnSite: true },
  decommissionDevice: { at: '2099-01-01T00:00:00Z', reason: '报废' },
  saveGateway: { id: 'gateway-9', nameZh: '网关', nameEn: 'gateway', children: ['press-0000'] },
  saveClass: CLASS,
  stateFigure: { id: 'figure-9', indicator: 'new-economic-benefit', purpose: 'baseline', quantity: 'sales-income', amount: 1, unit: '万元', period: { from, to }, item: 'inland', sourceKind: 'entered', explanation: '年报' },
  replaceController: { newSerial: 'C-9', reason: '主板损坏', replacedAt: from },
  replaceGateway: { newSerial: 'G-9', reason: '主板损坏', replacedAt: from },
  approveIntelligence: { number: '认定〔2026〕1 号' },
  decideFigure: { decision: 'accept' },
  askWithdrawal: { reason: '笔误' },
  decideWithdrawal: { decision: 'accept' },
  decideEvidence: { decision: 'accept', originalSeen: true },
  changeLegalState: { state: 'granted', at: to, proof: 'paper-a1', reason: '已授权' },
  decideLegalChange: { decision: 'accept', note: '属实' },
  createAssessment: { from, to, note: '中期' },
  giveOpinion: { statement: `sha256:${'a'.repeat(64)}`, indicators: ['connected-equipment'], conclusion: 'disagrees', text: '现场清点不符', figures: [{ indicator: 'connected-equipment', value: 2, unit: '台', source: '底稿 3', evidence: 'paper-a1', explanation: '一台已拆除' }], corrects: 1 },
  reprojectHours: { from, to },
  createUser: { id: 'user-9', name: '王工', role: 'member', scope: ['project:bench'], password: 'a-password-of-9' },
  changeUser: { name: '王工', role: 'member', scope: ['project:bench'], disabled: true, password: 'a-password-of-9', currentPassword: 'before-before' },
  saveProgrammeSettings: {
    ruleDocuments: [{ number: '津科规〔2018〕1号', title: '管理办法', validFrom: '2018-01-01', validTo: '2023-12-31', batches: ['2018-1'], figures: { subsidy: { percent: 20, cap: { amount: '300', unit: '万元' }, clause: '办法 五' }, quotas: [{ direction: 'P1.1.1', projects: 10, clause: '办法 六' }] } }], rollUp: { kind: 'key-met', share: 0.8 },
    dayCounts: { apply: 90, decideExtension: 30, formalCheck: 15, resubmit: 30, expertsMeeting: 60, rectification: 90, remindBefore: [30, 7] },
    targets: [{ direction: 'P1.1.1', indicator: 'standards', comparator: '>=', value: 2, unit: '项', clause: '通知 2', approval: '批复 1 号', batches: ['2018-1'] }],
  },
  saveFreeze: { at: '2099-01-01T00:00:00Z', approval: '批复 1 号' },
  proposeChange: { id: 'change-9', change: { kind: 'calendar', scope: 'project', plannedTime: FULL_CONTRACT.plannedTime, validFrom: from }, reason: '增加夜班' },
  decideChange: { decision: 'accept', approval: '批复 2 号', approvedAt: from, file: 'paper-a1', note: '同意' },
  designate: { id: 'named-9', level: 'agriculture-park', subject: '示范园区', document: { number: '文号 9', datedAt: from, file: 'paper-a1' } },
  endDesignation: { reason: '复核未通过', document: { number: '文号 10', datedAt: to, file: 'paper-a1' } },
  createMilestone: { id: 'step-9', nameZh: '节点', nameEn: 'step', planned: '设备到货', due: to },
  planMilestones: { planned: '按任务书进度' },
  reportMilestone: { state: '已到货', done: true, asOf: from, evidence: 'paper-a1' },
  moveMilestone: { to, reason: '供货延迟', approvedAt: from, approval: '批复 3 号', file: 'paper-a1' },
  takeLifeCycleStep: { to: 'extension-asked', at: from, reason: '供货延迟', approval: '批复 4 号', file: 'paper-a1', until: to },
  stateMoney: {
    applicant: { code: '91120000MA0000000X', name: '某公司' }, districtMatching: { amount: '200', unit: '万元' }, construction: { from: '2019-01-01', to: '2020-12-31' },
    items: [{ id: 'item-9', line: 'equipment', kind: 'eligible', investedOn: '2019-05-01', budget: { amount: '1000', unit: '万元' }, requested: { amount: '2000000', unit: '元' } }],
    sources: [{ year: 2019, own: { amount: '800', unit: '万元' }, programme: { amount: '200', unit: '万元' } }],
  },
  auditMoney: { named: true, amounts: [{ item: 'item-9', audited: { amount: '999.99', unit: '万元' } }], evidence: 'paper-a1' },
  createBatch: { id: 'batch-9', label: 'urn:epc:id:sgtin:690123.0000001.9', product: '黄瓜种子', variety: '津优一号', base: 'site-9', quantity: 1.5, unit: 'kg', producedAt: from },
  importTrace: {
    batches: [{ id: 'batch-8', product: '黄瓜种子', base: 'site-9', quantity: 1, unit: 'kg', producedAt: from }],
    events: [{ batch: 'batch-8', id: 'event-8', step: 'production', at: from, place: { site: 'site-9' }, actor: '某农场' }],
  },
  addTraceEvent: {
    id: 'event-9', step: 'cold-chain', at: from, until: to, place: { name: '加工厂' }, to: { site: 'site-9' }, actor: '某冷运', readings: { device: 'press-0000', metric: 'temperature' },
    corrects: 'event-8', reason: '误录',
  },
  decideCorrection: { decision: 'accept', note: '属实' },
  withdrawBatch: { reason: '误录' },
  saveSelfAssessment: { basedOn: 0, reason: '首次编制', entries: [{ row: 'budget-execution', weight: 10, score: 9.5, deviation: '审计未完成', level: 'cost' }] },
  issueSelfAssessment: { basedOn: 1 },
  registerRecommender: { id: 'province-9', kind: 'province', name: '天津市工业和信息化局' },
  recommendProject: LIBRARY_ENTRY,
  recommendToLibrary: { ...LIBRARY_ENTRY, programme: 'P4' },
  decideLibraryProject: { to: 'in-review', reason: '齐全', approval: '名单 1 号' },
  promoteLibraryProject: { on: '2018-10-01', form: '座谈会', place: '天津', note: '30 家企业参加' },
  createToken: { name: '导出', role: 'member', scope: ['project:bench'], expiresAt: '2099-01-01T00:00:00Z' },
};
