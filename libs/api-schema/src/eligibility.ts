import { z } from 'zod';
import { operations } from './operation.js';
import { bilingual } from './primitives.js';
import { ofProject } from './projects.js';

const eligibilityCheck = z.object({
  rule: z.string(), zh: z.string(), en: z.string(), verdict: z.enum(['passed', 'not-passed', 'cannot-be-told']), reason: bilingual, clause: z.string(),
  limit: z.object({ comparator: z.string(), value: z.number(), unit: z.string() }).nullable(), value: z.number().nullable(), numerator: z.number().nullable(), denominator: z.number().nullable(),
  inputs: z.array(z.string()),
}).meta({ id: 'EligibilityCheck' });

export const eligibilityOperations = operations({
  readEligibility: {
    method: 'get', path: '/projects/{p}/eligibility', tag: 'life', need: 'read-project',
    summary: {
      zh: '申报条件逐条核对：满足、不满足、无法判定，附条款与依据；数值与材料的指标名为 eligibility.{条件编号}',
      en: 'conditions of application one by one: passed, not passed, cannot be told, with clause and inputs; figures and evidence name eligibility.{rule} as their indicator',
    },
    params: ofProject, answer: { status: 200, json: z.object({ items: z.array(eligibilityCheck) }) },
  },
});
