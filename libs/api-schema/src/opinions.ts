import { CONCLUSIONS } from '@yanshou/telemetry';
import { z } from 'zod';
import { operations } from './operation.js';
import { id, isoTime, label, note, sha256, text } from './primitives.js';
import { ofProject } from './projects.js';

const ofAssessment = ofProject.extend({ a: id });
const number = z.int().min(1);
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/).meta({ example: `sha256:${'a'.repeat(64)}` });
const conclusion = z.enum(CONCLUSIONS).meta({ id: 'OpinionConclusion', description: 'agrees 认可，agrees-with-reservations 有保留认可，disagrees 不认可，cannot-conclude 无法核实 / what the auditor concludes' });

const figureFields = { indicator: id, value: z.number(), unit: label(50), source: text.meta({ description: '出处：审计报告、底稿或清点记录 / the paper or count that it was taken from' }), explanation: text.optional() };

const opinionBody = z.strictObject({
  statement: digest.meta({ description: '所核查报告（report.json）的 SHA-256 / SHA-256 of the statement that was read (report.json)' }),
  indicators: z.array(id).max(1_000).default([]).meta({ description: '所涉指标；空为全部 / the indicators that it is about; none: the whole statement' }),
  conclusion, text: note.min(1),
  figures: z.array(z.strictObject({ ...figureFields, evidence: id.optional() })).max(1_000).default([]).meta({ description: '核查数值；与平台值不同时须说明 / audited figures; one that differs from the platform\'s is explained' }),
  corrects: number.optional().meta({ description: '所更正的本人先前意见 / the earlier opinion of one\'s own that this one puts right' }),
});

/** One auditor's opinion on an issued assessment. It is never changed: a later one may put it right. */
export const opinion = z.object({
  number, assessment: id, statement: digest, auditor: z.object({ id: z.string(), name: z.string() }), at: isoTime, indicators: z.array(z.string()), conclusion, text: z.string(),
  figures: z.array(z.object({
    ...figureFields, period: z.object({ from: isoTime, to: isoTime }), evidence: z.object({ id, sha256 }).optional(),
    platform: z.number().nullable().meta({ description: '报告中的平台值 / the platform\'s value in the statement' }), difference: z.number().nullable().meta({ description: '核查数值 − 平台值 / audited − platform' }),
  })),
  corrects: number.nullable(), correctedBy: number.nullable(), supersededBy: id.nullable().meta({ description: '出具时已有更正的核算 / the assessment that had superseded this one already' }),
  previous: digest.nullable(), digest: digest.meta({ description: '本条签名的摘要，后一条以此衔接 / of its signature: the next one names it' }),
}).meta({ id: 'AuditOpinion' });
export type OpinionView = z.infer<typeof opinion>;

export const opinionOperations = operations({
  listOpinions: {
    method: 'get', path: '/projects/{p}/assessments/{a}/opinions', tag: 'opinions', need: 'read-project',
    summary: { zh: '对一次指标核算的核查意见', en: 'what auditors say of an assessment' }, params: ofAssessment,
    answer: { status: 200, json: z.object({ statement: digest, items: z.array(opinion) }) },
  },
  giveOpinion: {
    method: 'post', path: '/projects/{p}/assessments/{a}/opinions', tag: 'opinions', need: 'give-opinion',
    summary: { zh: '出具核查意见与核查数值：平台代为签名，不可更改；限核查人员本人登录', en: 'give an opinion and audited figures, signed by the platform and never changed; auditors only, logged in themselves' }, params: ofAssessment,
    body: { kind: 'json', schema: opinionBody }, answer: { status: 201, json: opinion },
  },
  readOpinion: {
    method: 'get', path: '/projects/{p}/assessments/{a}/opinions/{o}', tag: 'opinions', need: 'read-project',
    summary: { zh: '一条核查意见及其签名', en: 'one opinion with its signature' }, params: ofAssessment.extend({ o: z.coerce.number().pipe(number) }),
    answer: { status: 200, json: opinion.extend({ jws: z.string() }) },
  },
  exportOpinions: {
    method: 'get', path: '/projects/{p}/assessments/{a}/opinions.jws', tag: 'opinions', need: 'read-project',
    summary: { zh: '导出全部核查意见：每行一个签名，可与报告包一起离线核验', en: 'all opinions, a signature a line: verified off line beside the bundle' }, params: ofAssessment,
    answer: { status: 200, media: ['application/jose'] },
  },
});
