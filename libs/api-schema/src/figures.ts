import { DECISION_STATES, FIGURE_PURPOSES, SOURCE_KINDS } from '@yanshou/telemetry';
import { z } from 'zod';
import { operations } from './operation.js';
import { id, isoTime, label, sha256, text } from './primitives.js';
import { ofProject } from './projects.js';

const declaredKinds = SOURCE_KINDS.filter((kind): kind is Exclude<typeof kind, 'collected'> => kind !== 'collected');
const status = z.enum(DECISION_STATES).meta({ id: 'DecisionState' });

const figureFields = {
  indicator: id, purpose: z.enum(FIGURE_PURPOSES), quantity: text, amount: z.number(), unit: label(50),
  sourceKind: z.enum(declaredKinds as [typeof declaredKinds[number], ...typeof declaredKinds]), evidence: id.optional(), explanation: text.optional(),
};

/** A figure that somebody states; it counts once accepted. */
export const declaredFigure = z.object({
  id, ...figureFields, status, statedBy: z.string(), statedAt: isoTime, decidedBy: z.string().optional(),
}).meta({ id: 'DeclaredFigure' });
export type DeclaredFigureView = z.infer<typeof declaredFigure>;

export const evidence = z.object({
  id, indicator: id.optional(), kind: z.string(), title: z.string(), fileName: z.string(), mediaType: z.string(), bytes: z.int(), sha256,
  datedAt: isoTime.optional(), status, submittedBy: z.string().optional(), submittedAt: isoTime.optional(), decidedBy: z.string().optional(),
}).meta({ id: 'Evidence' });
export type EvidenceView = z.infer<typeof evidence>;

const decision = z.strictObject({ decision: z.enum(['accept', 'reject']) });

export const figureOperations = operations({
  listFigures: {
    method: 'get', path: '/projects/{p}/baselines', tag: 'figures', need: 'read-project',
    summary: { zh: '填报数值：基期、报告期、单位自报、核查', en: 'declared figures: baseline, reporting period, the unit\'s own, audited' },
    params: ofProject, answer: { status: 200, json: z.object({ items: z.array(declaredFigure) }) },
  },
  stateFigure: {
    method: 'post', path: '/projects/{p}/baselines', tag: 'figures', need: 'state-figure',
    summary: { zh: '填报数值；核查数值只由核查人员填报', en: 'state a figure; audited figures are stated by auditors only' },
    params: ofProject, body: { kind: 'json', schema: z.strictObject({ id: id.optional(), ...figureFields }) }, answer: { status: 201, json: declaredFigure },
  },
  decideFigure: {
    method: 'post', path: '/projects/{p}/figures/{f}/decision', tag: 'figures', need: 'decide-project',
    summary: { zh: '采纳或退回填报数值；不得由填报人本人决定', en: 'accept or reject a figure; never by the person who stated it' },
    params: ofProject.extend({ f: id }), body: { kind: 'json', schema: decision }, answer: { status: 200, json: declaredFigure },
  },
  listEvidence: {
    method: 'get', path: '/projects/{p}/evidence', tag: 'figures', need: 'read-project',
    summary: { zh: '佐证材料', en: 'evidence files' }, params: ofProject, answer: { status: 200, json: z.object({ items: z.array(evidence) }) },
  },
  submitEvidence: {
    method: 'post', path: '/projects/{p}/evidence', tag: 'figures', need: 'work-project',
    summary: { zh: '上传佐证材料（不超过 50 MB）', en: 'submit an evidence file (up to 50 MB)' }, params: ofProject,
    body: { kind: 'multipart', fields: z.strictObject({ title: text, kind: text, id: id.optional(), indicator: id.optional(), datedAt: isoTime.optional() }) },
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
    params: ofProject.extend({ e: id }), body: { kind: 'json', schema: decision }, answer: { status: 200, json: evidence },
  },
});
