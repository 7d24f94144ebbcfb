import type { BodyInputOf, Contract, OPERATIONS, OperationId } from '@yanshou/api-schema';
import { CLASS, CONTRACT, DEVICE, PROJECT } from './workshop.js';

/** The operations that take a JSON body. */
export type JsonOperationId = { [Id in OperationId]: (typeof OPERATIONS)[Id] extends { readonly body: { readonly kind: 'json' } } ? Id : never }[OperationId];

const [{ from, to }, { plannedTime }] = [CONTRACT.window, CONTRACT];
const FULL_CONTRACT: Contract = {
  ...CONTRACT, window: { from, to, days: ['2026-01-05'] }, baseline: { from: PROJECT.acceptedFrom, to: from }, minimumDeviceCoverage: 0.5,
  plannedTime: {
    ...plannedTime, shifts: [{ start: '08:00', end: '17:00', weekdays: [1, 2] }], holidays: ['2026-01-01'], exemptions: [{ from, to, reason: '检修' }], days: ['2026-01-05'],
  },
  efficiency: { definition: 'oee', standards: [{ device: 'press-0000', millisecondsPerPiece: 1_000 }] },
  energy: { definition: 'reduction', factors: [{ device: 'press-0000', metric: 'power', kgcePerUnit: 0.1229 }] },
};

/** One body for each that its schema takes, with as many fields filled as fit together. */
export const GOOD_BODIES: { readonly [Id in JsonOperationId]: BodyInputOf<Id> } = {
  logIn: { username: 'somebody', password: 'a-password-1' },
  useLoginLink: { token: 'x'.repeat(43) },
  createProgramme: { id: 'P9', nameZh: '计划', nameEn: 'programme' },
  createProject: { ...PROJECT, id: 'project-9', programme: 'P2', contract: FULL_CONTRACT },
  changeProject: { nameZh: '项目', nameEn: 'project', contract: FULL_CONTRACT, approval: '批复 1 号' },
  saveSite: { id: 'site-9', nameZh: '车间', nameEn: 'hall' },
  saveCalendar: { scope: 'project', plannedTime: FULL_CONTRACT.plannedTime, approval: '批复 1 号' },
  createDevice: { ...DEVICE, classId: 'press', factorySerial: 'F-1', controllerSerial: 'C-1', commissionedAt: PROJECT.acceptedFrom, verifiedOnSite: true },
  saveGateway: { id: 'gateway-9', nameZh: '网关', nameEn: 'gateway', children: ['press-0000'] },
  saveClass: CLASS,
  stateFigure: { id: 'figure-9', indicator: 'new-economic-benefit', purpose: 'baseline', quantity: 'sales-income', amount: 1, unit: '万元', sourceKind: 'entered', explanation: '年报' },
  replaceController: { newSerial: 'C-9', reason: '主板损坏', replacedAt: from },
  replaceGateway: { newSerial: 'G-9', reason: '主板损坏', replacedAt: from },
  decideFigure: { decision: 'accept' },
  decideEvidence: { decision: 'accept', originalSeen: true },
  createAssessment: { from, to, note: '中期' },
  createUser: { id: 'user-9', name: '王工', role: 'member', scope: ['project:bench'], password: 'a-password-of-9' },
  changeUser: { name: '王工', role: 'member', scope: ['project:bench'], disabled: true, password: 'a-password-of-9', currentPassword: 'before-before' },
  createToken: { name: '导出', role: 'member', scope: ['project:bench'], expiresAt: '2099-01-01T00:00:00Z' },
};
