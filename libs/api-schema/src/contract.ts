import { AIR_STANDARDS, BASE_KINDS, BASE_PARAMETERS, LEAST_REPORTING_DAYS, CONFIDENCE_LEVELS, EFFICIENCY_DEFINITIONS, ENERGY_CARRIERS, ENERGY_DEFINITIONS, EXEMPTION_KINDS, MANAGEMENT_LINKS, TRACE_STEPS } from '@yanshou/telemetry';
import { z } from 'zod';
import { ORDERED, because, day, id, isOrdered, isoTime, label, metricName, period, share, text } from './primitives.js';

export const comparator = z.enum(['>=', '<=', '=', '>', '<']);
export const zone = z.string().max(64).refine(isZone, because('不是 IANA 时区名', 'is no IANA time zone')).meta({ example: 'Asia/Shanghai' });

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/).meta({ example: '08:00' });

/** When data is expected; wall-clock times of `zone`. */
export const plannedTime = z.strictObject({
  zone,
  shifts: z.array(z.strictObject({ start: clockTime, end: clockTime, weekdays: z.array(z.int().min(1).max(7)).max(7).optional() })).max(100),
  holidays: z.array(day).max(1_000).optional(),
  exemptions: z.array(z.strictObject({ from: isoTime, to: isoTime, reason: text, kind: z.enum(EXEMPTION_KINDS).optional() }).refine(isOrdered, ORDERED)).max(1_000).optional(),
  days: z.array(day).max(5_000).optional(),
}).meta({ id: 'PlannedTime' });

/** Of a project (`project`), a site, a class or a device. */
export const calendarScope = z.string().regex(/^(?:project|(?:site|class|device):[A-Za-z0-9][A-Za-z0-9._-]{0,63})$/);

/** Of a site, a class or a device: such a one can be without planned time of its own. */
export const narrowScope = z.string().regex(/^(?:site|class|device):[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);

export const contractTarget = z.strictObject({
  indicator: id, comparator, value: z.number(), unit: label(50), clause: text, approval: text.optional(), isKey: z.boolean().optional(),
  window: period.optional().meta({ description: '存量指标自己的核算时段（在考核时段之内，事先约定）/ own window of a stock figure, within the contract\'s and fixed beforehand' }),
  byYear: z.array(z.strictObject({ year: z.int().min(1990).max(2100), value: z.number() })).max(30).optional()
    .meta({ description: '分年度目标，单位与比较方式同目标值 / targets of single years, by the comparator and in the unit of the target' }),
}).meta({ id: 'ContractTarget' });

const efficiency = z.strictObject({
  definition: z.enum(EFFICIENCY_DEFINITIONS),
  standards: z.array(z.strictObject({ device: id, millisecondsPerPiece: z.int().positive() })).max(10_000),
});
const energy = z.strictObject({
  definition: z.enum(ENERGY_DEFINITIONS),
  factors: z.array(z.strictObject({ device: id, metric: metricName, kgcePerUnit: z.number().positive(), carrier: z.enum(ENERGY_CARRIERS).optional(), evidence: id.optional() })).max(10_000).optional()
    .meta({ description: '折标煤系数；与 GB/T 2589 缺省值不同的在结果中注明，evidence 为实测热值等佐证材料编号 / coal factors; those that differ from the defaults of GB/T 2589 are told with the value, evidence is the id of the paper behind them' }),
  model: z.strictObject({
    temperature: z.boolean().optional(), minimumHours: z.int().min(1).max(24).optional(), minimumReportingDays: z.int().min(LEAST_REPORTING_DAYS).max(7_320).optional(), confidence: z.literal(CONFIDENCE_LEVELS).optional(), calendar: z.boolean().optional(),
  }).optional(),
});
/** By which texts air and water are judged. */
const environment = z.strictObject({
  airStandard: z.enum(AIR_STANDARDS).optional(), waterBody: z.enum(['river', 'lake']).optional(), salmonid: z.boolean().optional(),
});

const cost = z.strictObject({ prices: z.array(z.strictObject({ device: id, metric: metricName, yuanPerUnit: z.number().positive() })).max(10_000) });
const managedLink = z.strictObject({ link: z.enum(MANAGEMENT_LINKS), devices: z.array(id).max(1_000), evidence: z.array(text).max(1_000) });
const baseSites = { sites: z.array(id).min(1).max(10_000), parameters: z.array(z.enum(BASE_PARAMETERS)).min(1).max(100) };
const bases = z.strictObject({
  ...baseSites,
  byKind: z.partialRecord(z.enum(BASE_KINDS), z.strictObject(baseSites)).optional()
    .meta({ description: '按类别分列的场（基地）；未分列的类别用上面的 / bases by kind; kinds without own terms take those above' }),
});

/** What the data behind a value has to be; every term has a default. */
const sufficiency = z.strictObject({
  minimumHoursOfDay: share.optional(), longestGapHours: z.int().min(0).max(8_784).optional(), minimumDays: share.optional(), minimumUniqueValues: share.optional(),
  maximumLate: share.optional(), maximumServerStamped: share.optional(), minimumBaselineDays: z.int().min(0).max(7_320).optional(), maximumBaselineDays: z.int().min(1).max(7_320).optional(),
  seriesChanges: z.array(z.object({ device: z.string(), metric: z.string().optional(), reason: z.string() })).max(10_000).optional(),
}).meta({ id: 'SufficiencyTerms', description: '数据充分性条款，缺省值见 docs/sufficiency.md / terms of sufficiency; defaults in docs/sufficiency.md' });
/** What has to be traceable, and what a batch has to show for it. */
const traceability = z.strictObject({
  scope: z.enum(['vegetables', 'all']), varieties: z.array(z.strictObject({ name: text, vegetable: z.boolean() })).max(1_000), bases: z.array(id).max(1_000),
  steps: z.array(z.enum(TRACE_STEPS)).max(TRACE_STEPS.length).optional(), dueDays: z.int().min(0).max(3_660).optional(),
  coldChain: z.strictObject({
    unit: label(50), ranges: z.array(z.strictObject({ product: text.optional(), low: z.number(), high: z.number() })).min(1).max(1_000), minimumCoverage: share.optional(), minimumInRange: share.optional(),
  }).optional(),
});

/** What a project promised and how it is judged (任务书). Periods are from ≤ t < to. */
export const contract = z.strictObject({
  direction: text,
  targets: z.array(contractTarget).max(200),
  window: z.strictObject({ from: isoTime, to: isoTime, days: z.array(day).max(5_000).optional() }).refine(isOrdered, ORDERED),
  baseline: period.optional(),
  networkedThreshold: share,
  minimumPlatformCoverage: share,
  minimumDeviceCoverage: share.optional(),
  lateDeliveryHours: z.int().min(1).max(8_760).optional().meta({ description: '数据产生后多少小时内补传仍算送达，默认 72 / hours after its source time within which data sent later counts as delivered; 72 when absent' }),
  sufficiency: sufficiency.optional(),
  plannedTime,
  efficiency: efficiency.optional(),
  energy: energy.optional(),
  environment: environment.optional(),
  cost: cost.optional(),
  managedLinks: z.array(managedLink).max(3).optional(),
  bases: bases.optional(),
  traceability: traceability.optional(),
  term: period.optional(),
  units: z.array(z.strictObject({
    name: text, role: z.enum(['lead', 'partner']), creditCode: z.string().regex(/^[0-9A-Z]{18}$/).optional().meta({ description: '统一社会信用代码 / unified social credit code' }),
  })).max(100).optional().meta({ description: '承担单位与参与单位；佐证的申请人或权利人须在其中 / the units of the project: evidence has to be one of theirs' }),
  batch: text.optional(),
  ruleDocument: z.strictObject({ number: text, approval: text.optional() }).optional(),
}).meta({ id: 'Contract' });

export type Contract = z.infer<typeof contract>;
export type PlannedTimeView = z.infer<typeof plannedTime>;
