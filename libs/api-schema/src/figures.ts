import { DECISION_STATES, EVIDENCE_KINDS, FIGURE_PURPOSES, FIGURE_STATES, LEGAL_STATES, SOURCE_KINDS } from '@yanshou/telemetry';
import { z } from 'zod';
import { operations } from './operation.js';
import { bilingual, id, isoTime, label, sha256, text } from './primitives.js';
import { ofProject } from './projects.js';

const declaredKinds = SOURCE_KINDS.filter((kind): kind is Exclude<typeof kind, 'collected'> => kind !== 'collected');
/** Audited figures come with an auditor's opinion. */
const STATED_PURPOSES = FIGURE_PURPOSES.filter((purpose): purpose is Exclude<typeof purpose, 'audited'> => purpose !== 'audited');
const status = z.enum(DECISION_STATES).meta({ id: 'DecisionState' });

const figureFields = {
  indicator: id, purpose: z.enum(FIGURE_PURPOSES), quantity: text, amount: z.number(), unit: label(50),
  period: z.strictObject({ from: isoTime, to: isoTime }).optional().meta({ description: '数值所属期间：自（含）至（不含） / the period that the figure is of: from (included) to (not included)' }),
  item: label(100).optional().meta({ description: '分项：计量它的测点名，或无计量的一项，如 natural-gas；不填为全部 / a part of the quantity: the metric that meters it, or what nobody meters; all of it when absent' }),
  sourceKind: z.enum(declaredKinds as [typeof declaredKinds[number], ...typeof declaredKinds]), evidence: id.optional(), explanation: text.optional(),
};

/** A figure that somebody states; it counts once accepted. */
export const declaredFigure = z.object({
  id, ...figureFields, status: z.enum(FIGURE_STATES).meta({ id: 'FigureState' }), withdrawal: z.object({ reason: z.string(), askedBy: z.string(), askedAt: isoTime, status, decidedBy: z.string().optional() }).optional(), statedBy: z.string(), statedAt: isoTime, decidedBy: z.string().optional(),
  opinion: z.object({ assessment: id, number: z.int() }).optional().meta({ description: '核查数值所在的核查意见 / the signed opinion that an audited figure is told from' }),
}).meta({ id: 'DeclaredFigure' });
export type DeclaredFigureView = z.infer<typeof declaredFigure>;

/** What is written on the paper; items that are counted one by one need all of them but the pages. */
const paperFields = {
  number: text.optional().meta({ description: '文号、申请号或登记号 / number of the document, application or registration', example: '202410123456.7' }),
  owner: text.optional().meta({ description: '申请人或权利人，须为任务书所列单位 / applicant or owner: a unit of the contract' }),
  issuer: text.optional().meta({ description: '出具单位 / who issued it' }),
  legalState: z.enum(LEGAL_STATES).optional().meta({ description: '法律状态：applied 受理，granted 授权或登记，published 发布，deployed 上线，expired 失效，withdrawn 撤回，refused 驳回，revoked 撤销或无效 / legal state' }),
};
const kind = z.enum(EVIDENCE_KINDS).meta({ id: 'EvidenceKind' });
const pages = z.int().min(1).max(100_000);

/** A later legal state: stated with its proof, decided by somebody else. */
const legalChange = z.object({
  number: z.int(), state: z.enum(LEGAL_STATES), at: isoTime, proof: id, reason: z.string().optional(), status, statedBy: z.string(), statedAt: isoTime,
  decidedBy: z.string().optional(), decidedAt: isoTime.optional(), decisionNote: z.string().optional(),
}).meta({ id: 'LegalChange' });

export const evidence = z.object({
  id, indicator: id.optional(), kind, ...paperFields, pages: pages.optional(), originalSeenBy: z.string().optional(), title: z.string(), fileName: z.string(), mediaType: z.string(), bytes: z.int(), sha256,
  legalStateNow: z.enum(LEGAL_STATES).optional().meta({ description: '当前法律状态；legalState 为材料所载 / as it stands now; legalState is what the paper says' }), legalChanges: z.array(legalChange),
  datedAt: isoTime.optional(), status, submittedBy: z.string().optional(), submittedAt: isoTime.optional(), decidedBy: z.string().optional(),
}).meta({ id: 'Evidence' });
export type EvidenceView = z.infer<typeof evidence>;

/** The same paper in another project: a lead to be looked into (疑点线索), named only where the caller may see that project. */
const evidenceFinding = z.object({
  code: z.enum(['number-elsewhere', 'file-elsewhere']), evidence: id, title: z.string(), number: z.string().optional(), message: bilingual,
  others: z.array(z.object({ project: id, nameZh: z.string(), nameEn: z.string(), programme: id, evidence: id, title: z.string() })),
  beyondScope: z.int().meta({ description: '您无权查看的其他项目中的件数 / items in projects that are not for the caller to see' }),
}).meta({ id: 'EvidenceFinding' });

const decision = z.strictObject({ decision: z.enum(['accept', 'reject']) });

export const figureOperations = operations({
  listFigures: {
    method: 'get', path: '/projects/{p}/baselines', tag: 'figures', need: 'read-project',
    summary: { zh: '填报数值：基期、报告期、单位自报、核查', en: 'declared figures: baseline, reporting period, the unit\'s own, audited' },
    params: ofProject, answer: { status: 200, json: z.object({ items: z.array(declaredFigure) }) },
  },
  stateFigure: {
    method: 'post', path: '/projects/{p}/baselines', tag: 'figures', need: 'work-project',
    summary: { zh: '填报数值；核查数值由核查人员在核查意见中填报', en: 'state a figure; audited figures are stated in auditors\' opinions' },
    params: ofProject, body: { kind: 'json', schema: z.strictObject({ id: id.optional(), ...figureFields, purpose: z.enum(STATED_PURPOSES) }) }, answer: { status: 201, json: declaredFigure },
  },
  decideFigure: {
    method: 'post', path: '/projects/{p}/figures/{f}/decision', tag: 'figures', need: 'decide-project',
    summary: { zh: '采纳或退回填报数值；不得由填报人本人决定', en: 'accept or reject a figure; never by the person who stated it' },
    params: ofProject.extend({ f: id }), body: { kind: 'json', schema: decision }, answer: { status: 200, json: declaredFigure },
  },
  askWithdrawal: {
    method: 'post', path: '/projects/{p}/figures/{f}/withdrawal', tag: 'figures', need: 'work-project',
    summary: { zh: '申请撤回已采纳的填报数值；由另一人决定', en: 'ask that an accepted figure count no more; another person decides' },
    params: ofProject.extend({ f: id }), body: { kind: 'json', schema: z.strictObject({ reason: text }) }, answer: { status: 201, json: declaredFigure },
  },
  decideWithdrawal: {
    method: 'post', path: '/projects/{p}/figures/{f}/withdrawal/decision', tag: 'figures', need: 'decide-project',
    summary: { zh: '同意或不同意撤回填报数值；不得由申请人本人决定', en: 'agree that a figure is withdrawn, or do not; never by the person who asked' },
    params: ofProject.extend({ f: id }), body: { kind: 'json', schema: decision }, answer: { status: 200, json: declaredFigure },
  },
  listEvidence: {
    method: 'get', path: '/projects/{p}/evidence', tag: 'figures', need: 'read-project',
    summary: { zh: '佐证材料', en: 'evidence files' }, params: ofProject, answer: { status: 200, json: z.object({ items: z.array(evidence) }) },
  },
  submitEvidence: {
    method: 'post', path: '/projects/{p}/evidence', tag: 'figures', need: 'work-project',
    summary: { zh: '上传佐证材料（不超过 50 MB）', en: 'submit an evidence file (up to 50 MB)' }, params: ofProject,
    body: { kind: 'multipart', fields: z.strictObject({ title: text, kind, id: id.optional(), indicator: id.optional(), datedAt: isoTime.optional(), ...paperFields, pages: z.coerce.number().pipe(pages).optional() }) },
    answer: { status: 201, json: evidence },
  },
  readEvidenceFile: {
    method: 'get', path: '/projects/{p}/evidence/{e}/file', tag: 'figures', need: 'read-project',
    summary: { zh: '下载佐证材料', en: 'download an evidence file' }, params: ofProject.extend({ e: id }),
    answer: { status: 200, media: ['application/octet-stream'] },
  },
  decideEvidence: {
    method: 'post', path: '/projects/{p}/evidence/{e}/decision', tag: 'figures', need: 'decide-project',
    summary: { zh: '采纳或退回佐证材料；不得由提交人本人决定', en: 'accept or reject evidence; never by the person who submitted it' },
    params: ofProject.extend({ e: id }), answer: { status: 200, json: evidence },
    body: { kind: 'json', schema: decision.extend({ originalSeen: z.boolean().optional().meta({ description: '已核对原件 / the original was held beside it' }) }) },
  },
  changeLegalState: {
    method: 'post', path: '/projects/{p}/evidence/{e}/legal-states', tag: 'figures', need: 'work-project',
    summary: { zh: '申报法律状态变更（如受理转授权、失效），附证明材料；他人批准后自其日期起计', en: 'state that evidence came into another legal state, with its proof; it counts from its date once somebody else has accepted it' },
    params: ofProject.extend({ e: id }), body: { kind: 'json', schema: z.strictObject({ state: z.enum(LEGAL_STATES), at: isoTime, proof: id, reason: text.optional() }) }, answer: { status: 201, json: evidence },
  },
  decideLegalChange: {
    method: 'post', path: '/projects/{p}/evidence/{e}/legal-states/{k}/decision', tag: 'figures', need: 'decide-project',
    summary: { zh: '批准或退回法律状态变更；不得由申报人本人决定', en: 'accept or reject a change of a legal state; never by the person who stated it' },
    params: ofProject.extend({ e: id, k: z.coerce.number().pipe(z.int().min(1)) }), body: { kind: 'json', schema: decision.extend({ note: text.optional() }) }, answer: { status: 200, json: evidence },
  },
  listEvidenceFindings: {
    method: 'get', path: '/projects/{p}/evidence/findings', tag: 'figures', need: 'decide-project',
    summary: { zh: '疑点线索（待核实）：编号或文件与其他项目相同的佐证', en: 'leads to look into: evidence whose number or file is in another project too' },
    params: ofProject, answer: { status: 200, json: z.object({ items: z.array(evidenceFinding) }) },
  },
});
