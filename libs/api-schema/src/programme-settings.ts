import { z } from 'zod';
import { operations } from './operation.js';
import { day, id, label, share, text } from './primitives.js';

const ruleDocument = z.strictObject({
  number: label(100).min(1).meta({ example: '津工信规〔2020〕3号' }), title: text, validFrom: day, validTo: day.optional(), batches: z.array(text).max(100),
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

/** Rule documents with their batches, how indicators are rolled up, and how many days each step may take. */
export const programmeSettings = z.strictObject({ ruleDocuments: z.array(ruleDocument).max(200), rollUp: rollUpRule, dayCounts }).meta({ id: 'ProgrammeSettings' });
export { ruleDocument };

const ofProgramme = z.strictObject({ g: id });

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
});
