import { z } from 'zod';
import { comparator, contractTarget } from './contract.js';
import { amount } from './amount.js';
import { operations } from './operation.js';
import { bilingual, day, id, label, share, text } from './primitives.js';

const clause = text.meta({ description: '文件中的出处 / where it stands in the document' });
const subsidyFigure = z.strictObject({ percent: z.number().gt(0).max(100), cap: amount, clause });

/** Rates, caps, days and quotas as a rule document has them; what it does not say is left out. */
export const ruleFigures = z.strictObject({
  subsidy: subsidyFigure.optional(), named: subsidyFigure.optional(), investmentFrom: z.strictObject({ day, clause }).optional(), construction: z.strictObject({ years: z.int().min(1).max(20), clause }).optional(),
  matching: z.strictObject({ percent: z.int().min(1).max(1_000), clause }).optional(), quotas: z.array(z.strictObject({ direction: text, projects: z.int().min(1).max(10_000), clause })).max(100).optional(),
}).meta({ id: 'RuleFigures' });

const ruleDocument = z.strictObject({
  number: label(100).min(1).meta({ example: '津工信规〔2020〕3号' }), title: text, validFrom: day, validTo: day.optional(), batches: z.array(text).max(100),
  figures: ruleFigures.optional().meta({ description: '文件载明的补助比例、上限、起算日、名额；不填则按指标目录中该计划文件的数值 / rates, caps, first day and quotas of the document; those of the catalogue\'s document when left out' }),
}).meta({ id: 'RuleDocument' });

export const rollUpRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all-met') }),
  z.strictObject({ kind: z.literal('key-met'), share }),
  z.strictObject({ kind: z.literal('mean-completion'), minimum: share }),
]).meta({ id: 'RollUpRule' });

const days = z.int().min(1).max(3_650);
const dayCounts = z.strictObject({
  apply: days, decideExtension: days, formalCheck: days, resubmit: days, expertsMeeting: days, rectification: days, remindBefore: z.array(days).max(20),
}).meta({ id: 'DayCounts' });

const directionTarget = z.strictObject({
  direction: text, indicator: id, comparator, value: z.number(), unit: label(50), clause: text,
  approval: text.optional().meta({ description: '低于文件要求时的批准文号 / number of the approval of one that is less demanding than the document' }),
  batches: z.array(text).min(1).max(100).optional(),
}).meta({ id: 'DirectionTarget' });

/** Rule documents with their batches, how indicators are rolled up, and how many days each step may take. */
export const programmeSettings = z.strictObject({ ruleDocuments: z.array(ruleDocument).max(200), rollUp: rollUpRule, dayCounts, targets: z.array(directionTarget).max(1_000).optional() }).meta({ id: 'ProgrammeSettings' });
export { ruleDocument };

const ofProgramme = z.strictObject({ g: id });

const limit = z.object({ comparator, value: z.number(), unit: z.string() });
const contractTemplate = z.object({
  direction: z.string(), nameZh: z.string(), nameEn: z.string(),
  /** To be taken over into a contract as they are, or raised. */
  targets: z.array(z.object({ target: contractTarget, nameZh: z.string(), nameEn: z.string(), setBy: z.enum(['document', 'programme']), documentTarget: z.number().nullable(), loweredFrom: z.number().nullable() })),
  /** Without a number in document and settings: the contract has to state one. */
  open: z.array(z.object({ indicator: z.string(), nameZh: z.string(), nameEn: z.string(), comparator, unit: z.string(), clause: z.string() })),
  contractDefined: z.array(bilingual.extend({ indicators: z.array(z.string()).optional() })),
  eligibility: z.array(bilingual.extend({ rule: z.string(), indicator: z.string(), basis: z.enum(['inventory', 'telemetry', 'declared', 'document']), clause: z.string(), limit: limit.nullable() })),
}).meta({ id: 'ContractTemplate' });

export const settingsOperations = operations({
  readProgrammeSettings: {
    method: 'get', path: '/programmes/{g}/settings', tag: 'programmes', need: 'read-programme',
    summary: { zh: '计划的规则文件、汇总规则与办理时限（天数为平台默认值，计划可改）', en: 'rule documents, roll-up rule and day counts of a programme' },
    params: ofProgramme, answer: { status: 200, json: programmeSettings },
  },
  saveProgrammeSettings: {
    method: 'put', path: '/programmes/{g}/settings', tag: 'programmes', need: 'administer',
    summary: { zh: '保存计划的规则文件、汇总规则与办理时限', en: 'save rule documents, roll-up rule and day counts of a programme' },
    params: ofProgramme, body: { kind: 'json', schema: programmeSettings }, answer: { status: 200, json: programmeSettings },
  },
  readContractTemplate: {
    method: 'get', path: '/programmes/{g}/directions/{d}/contract-template', tag: 'programmes', need: 'read-programme',
    summary: { zh: '方向的任务书模板：指标与默认目标（计划设定优先于文件）、须由任务书规定的指标、申报条件', en: "what a contract of a direction starts from: indicators with default targets (the programme's before the document's), what the contract has to state, conditions of application" },
    params: ofProgramme.extend({ d: text }), query: z.strictObject({ batch: text.optional() }), answer: { status: 200, json: contractTemplate },
  },
});
