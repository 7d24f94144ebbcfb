import { VERDICTS } from '@yanshou/catalogue';
import type { Verdict } from '@yanshou/catalogue';
import { SOURCE_KINDS } from '@yanshou/telemetry';
import { z } from 'zod';
import { comparator } from './contract.js';
import { bilingual } from './primitives.js';
import { sufficiency } from './sufficiency.js';

export const verdict = z.enum(Object.keys(VERDICTS) as [Verdict, ...Verdict[]]).meta({ id: 'Verdict' });
const origin = z.enum(['live', 'simulated', 'replayed', 'imported']);

/** What stands beside a value wherever it is shown. */
const figure = {
  indicator: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  clause: z.string(),
  /** ISO 8601, from ≤ t < to. */
  from: z.string(),
  to: z.string(),
  value: z.number().nullable(),
  unit: z.string(),
  /** value = scale × numerator ÷ denominator. */
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  scale: z.number(),
  comparator,
  target: z.number().nullable(),
  /** The programme's target where the contract's is less demanding: shown wherever the target is. */
  loweredFrom: z.number().nullable(),
  /** Only of a lowered target: the number of its approval; null without one, which is 未经批准调整. */
  loweredApproval: z.string().nullable().optional(),
  verdict,
  coverage: z.number().nullable(),
  platformCoverage: z.number().nullable(),
  origin: z.enum([...origin.options, 'none']),
  origins: z.array(origin),
  sourceKind: z.enum(SOURCE_KINDS),
  formulaVersion: z.string(),
  inputsDigest: z.string(),
  reasons: z.array(bilingual),
};

export const indicatorSummary = z.object(figure).meta({ id: 'IndicatorSummary' });
export type IndicatorSummary = z.infer<typeof indicatorSummary>;

/** One line of the acceptance table. Versions to come may add fields. */
export const indicatorRow = z.looseObject({
  project: z.string(),
  ...figure,
  uncertainty: z.unknown(),
  devices: z.array(z.string()),
  readings: z.number(),
  figures: z.looseObject({ sufficiency: sufficiency.optional() }),
}).meta({ id: 'IndicatorRow' });
export type IndicatorRowView = z.infer<typeof indicatorRow>;
