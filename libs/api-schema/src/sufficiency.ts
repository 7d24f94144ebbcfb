import { SUFFICIENCY_RULES } from '@yanshou/catalogue';
import { LEGS } from '@yanshou/telemetry';
import { z } from 'zod';

const share = { numerator: z.int(), denominator: z.int() };

const worst = z.looseObject({
  device: z.string(), nameZh: z.string(), nameEn: z.string(), metric: z.string().optional(), ...share,
  missingIn: z.enum(LEGS).optional().meta({ description: '缺数的一期（两期测点一致）/ the leg in which the series has no reading' }),
  hours: z.object({ planned: z.int(), present: z.int() }).optional(),
  gap: z.object({ hours: z.int(), from: z.string(), to: z.string() }).nullable().optional().meta({ description: '最长缺口（计划小时）/ the longest gap in planned hours' }),
});

const rule = z.looseObject({
  rule: z.enum(SUFFICIENCY_RULES), limit: z.number(), upperLimit: z.number().optional(), measured: z.object(share).nullable(), held: z.boolean(),
  devices: z.int(), failing: z.int(), worst: z.array(worst).meta({ description: '最差的至多五台设备 / the worst devices, five at most' }),
  repairableUntil: z.string().nullable().meta({ description: '最迟何时收到的数据仍计入；null：符合要求，或补传不能补救 / data received until then counts at the latest; null where the rule holds or no data repairs it' }),
});

/** What the data behind a value is worth, rule by rule and leg by leg. */
export const sufficiency = z.looseObject({
  version: z.string(), gates: z.boolean().meta({ description: 'false：仅列示，不影响结论 / shown only' }), lateDeliveryHours: z.number(),
  legs: z.array(z.looseObject({ leg: z.enum(LEGS), rules: z.array(rule), outliers: z.array(z.object({ device: z.string(), metric: z.string(), days: z.array(z.string()) })) })),
}).meta({ id: 'Sufficiency' });
