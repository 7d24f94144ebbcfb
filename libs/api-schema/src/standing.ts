import { z } from 'zod';
import { indicatorSummary, verdict } from './indicator-row.js';
import { operations } from './operation.js';
import { bilingual } from './primitives.js';
import { rollUpRule, ruleDocument } from './programme-settings.js';
import { ofProject } from './projects.js';

/** Value ÷ target, or target ÷ value where lower is better; 1 at the target, not capped. */
const completion = z.object({ rate: z.number().nullable(), counted: z.number().nullable(), reverse: z.boolean(), reason: bilingual.nullable() }).meta({ id: 'Completion' });

export const standing = z.object({
  /** The document that the project is judged by; null where the contract names no batch. */
  rule: z.object({ document: ruleDocument, approval: z.string().nullable(), remarks: z.array(bilingual) }).nullable(),
  indicators: z.array(z.object({ indicator: indicatorSummary, isKey: z.boolean(), completion })),
  /** Targets of the direction that the contract leaves out. */
  omitted: z.array(z.object({ indicator: z.string(), target: z.number(), unit: z.string(), zh: z.string(), en: z.string() })),
  /** 平台测算: an estimate, never a conclusion. */
  rollUp: z.object({
    label: bilingual, rule: rollUpRule, estimate: verdict, met: z.int(), of: z.int(), meanCompletion: z.number().nullable(),
    meanWithUndecidedAsZero: z.number().nullable(), undecided: z.array(z.string()),
  }),
}).meta({ id: 'Standing' });

export const standingOperations = operations({
  readStanding: {
    method: 'get', path: '/projects/{p}/standing', tag: 'indicators', need: 'read-project',
    summary: { zh: '平台测算：适用规则文件、各指标完成率、未列指标与汇总（非验收结论）', en: "the platform's estimate: rule document, completion rates, targets left out, roll-up; no conclusion" },
    params: ofProject, answer: { status: 200, json: standing },
  },
});
