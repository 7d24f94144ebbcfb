import { z } from 'zod';
import { operations } from './operation.js';
import { bilingual } from './primitives.js';
import { ofProject } from './projects.js';

const eligibilityCheck = z.object({
  rule: z.string(), zh: z.string(), en: z.string(), verdict: z.enum(['passed', 'not-passed', 'cannot-be-told']), reason: bilingual, clause: z.string(),
  limit: z.object({ comparator: z.string(), value: z.number(), unit: z.string() }).nullable(), value: z.number().nullable(), numerator: z.number().nullable(), denominator: z.number().nullable(),
  inputs: z.array(z.string()),
  telemetry: z.object({
    indicator: z.string(), unit: z.string(), coverage: z.number().nullable(), platformCoverage: z.number().nullable(), formulaVersion: z.string(), inputsDigest: z.string(), origins: z.array(z.string()),
  }).nullable(),
}).meta({ id: 'EligibilityCheck' });

export const eligibilityOperations = operations({
  readEligibility: {
    method: 'get', path: '/projects/{p}/eligibility', tag: 'life', need: 'read-project',
    summary: {
      zh: '申报条件逐条核对：满足、不满足、无法判定，附条款与依据；以平台数据判定的附完整率与输入摘要；数值与材料的指标名为 eligibility.{条件编号}',
      en: 'conditions of application one by one: passed, not passed, cannot be told, with clause and inputs; what readings show, with coverage and digest; figures and evidence name eligibility.{rule} as their indicator',
    },
    params: ofProject, answer: { status: 200, json: z.object({ items: z.array(eligibilityCheck) }) },
  },
});
