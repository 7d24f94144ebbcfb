import { z } from 'zod';
import { BASE_KINDS, DECISION_STATES, EVIDENCE_KINDS, FIGURE_PURPOSES, FIGURE_STATES, LEGAL_STATES, LEGS, MASK_INTERVALS, ORIGINS, PRINCIPAL_ID, SOURCE_KINDS, TRACE_STEPS } from '@yanshou/telemetry';
import type { HeartbeatHour, LostSpan, MinuteRange, PlatformSilence } from '@yanshou/kpi';
import type { DeclaredFigure, EvidenceItem, Micros, Origin, ProjectContract, ProjectInventory, TraceBatchItem } from '@yanshou/telemetry';

/** What an extract declares of itself: every stored reading of the project with from ≤ time < to. */
export interface ExtractFacts {
  readonly from: Micros;
  readonly to: Micros;
  readonly rows: number;
}

/** `data/inputs.json`: what an evaluation reads that is in neither contract, inventory nor readings. */
export interface BundleInputs {
  readonly everConnected: readonly string[];
  readonly platformCoverage: { readonly covered: number; readonly total: number };
  /** Of the baseline, where a target reads it; absent where heartbeats say nothing of the data, and from older bundles. */
  readonly baselinePlatformCoverage?: { readonly covered: number; readonly total: number };
  /** Minutes of both legs in which the platform cannot be said to have heard; absent where heartbeats say nothing of the data, and from older bundles. */
  readonly platformSilence?: readonly PlatformSilence[];
  /** Sessions that a broker lost, whole, where they touch a leg; their whole minutes are in `platformSilence`. Absent where there is none. */
  readonly lostSessions?: readonly LostSpan[];
  /** Proven downtime after the legs, in which what was late could not come; absent where there is none. */
  readonly downtimeAfter?: readonly MinuteRange[];
  /** Absent from bundles of platforms that did not count them. */
  readonly messages?: { readonly received: number; readonly stored: number };
  readonly origins: readonly Origin[];
  readonly evidence: readonly EvidenceItem[];
  readonly figures: readonly DeclaredFigure[];
  /** Absent where no indicator of the report reads them. */
  readonly batches?: readonly TraceBatchItem[];
  readonly heartbeats: readonly HeartbeatHour[];
  readonly extracts: { readonly reporting: ExtractFacts; readonly baseline?: ExtractFacts };
}

/** What a verifier reads of `data/report.json`; the rest of the statement follows from it. */
export interface ReportedStatement {
  readonly format: 'yanshou-report/1';
  readonly assessment: string;
  readonly project: { readonly id: string };
  readonly period: { readonly from: string; readonly to: string };
  readonly createdAt: string;
  readonly platformVersion: string;
  readonly note: string | null;
  readonly supersedes: string | null;
  readonly totals: { readonly messages: Readonly<Record<string, number>>; readonly readings: Readonly<Record<string, number>> };
  readonly indicators: readonly { readonly row: Readonly<Record<string, unknown>> & { readonly indicator: string; readonly formulaVersion: string } }[];
}

/** An indicator's definition as data: everything of it but code and examples. */
export interface DefinitionData {
  readonly id: string;
  readonly formulaVersion: string;
}

const text = z.string().max(4096);
const id = z.string().regex(PRINCIPAL_ID);
const micros = z.int();
const mask = z.int().min(0).max(2 ** 30 - 1);
const optional = <T extends z.ZodType>(schema: T): z.ZodOptional<T> => z.optional(schema);
const DEVICES = 100_000;
const many = 10_000;
const BATCHES = 100_000;

/** Ends at the first member that does not fit: a list made wrong a million times over must not be told a million faults. */
const list = (schema: z.ZodType, most = Infinity): z.ZodType => z.array(z.unknown()).max(most).superRefine((members, context) => {
  for (const [index, member] of members.entries()) {
    const issue = schema.safeParse(member).error?.issues[0];
    if (issue !== undefined) return context.addIssue({ code: 'custom', path: [index, ...issue.path], message: issue.message });
  }
});

const metric = z.looseObject({
  name: text, unit: text, valueType: text, kind: text, role: optional(text), resolution: z.number().positive(), reporting: text,
});
const deviceClass = z.looseObject({
  id: text, judgingIntervalMinutes: z.int().refine((minutes) => (MASK_INTERVALS as readonly number[]).includes(minutes)), metrics: list(metric, many),
});
const device = z.looseObject({
  id, assetKind: text, classId: text, intelligent: z.boolean(), commissionedAt: optional(micros), decommissionedAt: optional(micros), verifiedOnSite: optional(z.boolean()),
});
const inventory = z.looseObject({
  project: id, zone: text, demonstration: z.boolean(), classes: list(deviceClass, many), devices: list(device, DEVICES), gateways: z.array(z.unknown()).max(DEVICES),
});

const window = z.looseObject({ from: micros, to: micros, days: optional(z.array(text).max(many)) });
const target = z.looseObject({ indicator: text, comparator: z.enum(['>=', '<=', '=', '>', '<']), value: z.number(), unit: text, clause: text, approval: optional(text), window: optional(z.looseObject({ from: micros, to: micros })), byYear: optional(z.array(z.looseObject({ year: z.int(), value: z.number() })).max(100)) });
const plannedTime = z.looseObject({
  zone: text, shifts: z.array(z.looseObject({ start: text, end: text, weekdays: optional(z.array(z.int())) })).max(100),
  holidays: optional(z.array(text).max(many)), exemptions: optional(list(z.looseObject({ from: micros, to: micros, reason: text }), many)),
  days: optional(z.array(text).max(many)),
});
const calendarPart = { plannedTime, validFrom: optional(micros), wider: optional(z.literal(true)) };
const calendar = z.looseObject({ scope: text, ...calendarPart, earlier: optional(z.array(z.looseObject(calendarPart)).max(1000)) });
const sufficiency = z.looseObject({
  minimumHoursOfDay: optional(z.number()), longestGapHours: optional(z.number()), minimumDays: optional(z.number()), minimumUniqueValues: optional(z.number()),
  maximumLate: optional(z.number()), maximumServerStamped: optional(z.number()), minimumBaselineDays: optional(z.number()), maximumBaselineDays: optional(z.number()),
  seriesChanges: optional(z.array(z.looseObject({ device: id, metric: optional(text), reason: text })).max(many)),
});
const traceability = z.looseObject({
  scope: z.enum(['vegetables', 'all']), varieties: z.array(z.looseObject({ name: text, vegetable: z.boolean() })).max(many), bases: z.array(id).max(many),
  steps: optional(z.array(z.enum(TRACE_STEPS)).max(TRACE_STEPS.length)), dueDays: optional(z.int().min(0)),
  coldChain: optional(z.looseObject({
    unit: text, ranges: z.array(z.looseObject({ product: optional(text), low: z.number(), high: z.number() })).max(1000), minimumCoverage: optional(z.number()), minimumInRange: optional(z.number()),
  })),
});
const baseSites = z.looseObject({ sites: z.array(id).max(many), parameters: z.array(text).max(1000) });
const bases = baseSites.extend({ byKind: optional(z.partialRecord(z.enum(BASE_KINDS), baseSites)) });
const contract = z.looseObject({
  project: id, programme: text, direction: text, targets: list(target, 1000), window, baseline: optional(window),
  networkedThreshold: z.number(), minimumPlatformCoverage: z.number(), lateDeliveryHours: optional(z.int().min(0)), sufficiency: optional(sufficiency), plannedTime, units: optional(z.array(z.looseObject({ name: text })).max(100)),
  traceability: optional(traceability), bases: optional(bases),
  programmeTargets: optional(list(target, 1000)), reportingWindow: optional(window), calendars: optional(list(calendar, many)),
});

const figure = z.looseObject({
  project: id, id: text, indicator: text, purpose: z.enum(FIGURE_PURPOSES), quantity: text, amount: z.number(), unit: text,
  sourceKind: z.enum(SOURCE_KINDS), status: z.enum(FIGURE_STATES), statedBy: text, statedAt: micros,
  period: optional(z.looseObject({ from: micros, to: micros })), item: optional(text),
});
const evidenceItem = z.looseObject({
  id: text, indicator: text, status: z.enum(DECISION_STATES), datedAt: optional(micros), sha256: z.string().regex(/^[0-9a-f]{64}$/),
  kind: optional(z.enum(EVIDENCE_KINDS)), number: optional(text), owner: optional(text), legalState: optional(z.enum(LEGAL_STATES)),
  legalChanges: optional(list(z.strictObject({ state: z.enum(LEGAL_STATES), at: micros }), 1_000)),
});
const place = z.union([z.strictObject({ site: id }), z.strictObject({ name: text })]);
const traceEvent = z.strictObject({
  id: text, step: z.enum(TRACE_STEPS), at: micros, until: optional(micros), place, to: optional(place), readings: optional(z.strictObject({ device: id, metric: text })), corrects: optional(text),
});
const traceBatch = z.strictObject({ id, product: text, variety: optional(text), base: id, producedAt: micros, withdrawn: z.boolean(), events: list(traceEvent, many) });
const extract = z.strictObject({ from: micros, to: micros, rows: z.int().min(0) });
const heard = z.strictObject({ covered: z.int().min(0), total: z.int().min(0) });
const inputs = z.strictObject({
  everConnected: list(text, DEVICES), platformCoverage: heard, baselinePlatformCoverage: optional(heard),
  platformSilence: optional(list(z.strictObject({ from: z.int(), to: z.int(), proven: z.boolean() }))),
  lostSessions: optional(list(z.strictObject({ from: micros, to: micros }))),
  downtimeAfter: optional(list(z.strictObject({ from: z.int(), to: z.int() }))),
  messages: optional(z.strictObject({ received: z.int().min(0), stored: z.int().min(0) })),
  origins: z.array(z.enum(ORIGINS)).max(ORIGINS.length), evidence: list(evidenceItem, many), figures: list(figure, many),
  batches: optional(list(traceBatch, BATCHES)),
  heartbeats: list(z.strictObject({ leg: z.enum(LEGS), device: id, hour: z.int(), low: mask, high: mask })),
  extracts: z.strictObject({ reporting: extract, baseline: optional(extract) }),
});

const gap = z.looseObject({ fromSequence: z.int(), toSequence: z.int(), declaredAt: text, cause: text, reason: text });
const restatedFigures = z.looseObject({ verdict: text, formulaVersion: text, inputsDigest: text });
const restatement = z.looseObject({
  assessment: id, statementDigest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  indicators: list(z.looseObject({ indicator: text, nameZh: text, nameEn: text, unit: text, before: restatedFigures.nullable(), after: restatedFigures.nullable() }), 1000),
}).refine(({ indicators }) => (indicators as { before: unknown; after: unknown }[]).every(({ before, after }) => before !== null || after !== null), 'neither before nor after');
const report = z.looseObject({
  format: z.literal('yanshou-report/1'), assessment: id, project: z.looseObject({ id, nameZh: text, nameEn: text }), period: z.looseObject({ from: text, to: text }),
  createdAt: text, platformVersion: text, note: text.nullable(), supersedes: text.nullable(), restatement: optional(restatement),
  totals: z.looseObject({ messages: z.record(text, z.int()), readings: z.record(text, z.int()) }), gaps: list(gap, many), lostSessions: optional(list(z.looseObject({ from: text, to: text }))),
  indicators: list(z.looseObject({ row: z.looseObject({ indicator: text, formulaVersion: text }) }), 1000),
});
const definitions = list(z.looseObject({ id: text, formulaVersion: text }), 1000);

/** A zod fault as one place and one sentence. */
export interface SchemaFault {
  readonly place: string;
  readonly message: string;
}

const reader = <T>(schema: z.ZodType) => (value: unknown): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: SchemaFault } => {
  const parsed = schema.safeParse(value);
  // Unknown members stay where the format allows them, so the value read is the value written.
  if (parsed.success) return { ok: true, value: value as T };
  const issue = parsed.error.issues[0];
  return { ok: false, reason: { place: (issue?.path ?? []).join('.'), message: issue?.message ?? '' } };
};

export const readInventory = reader<ProjectInventory>(inventory);
export const readContract = reader<ProjectContract>(contract);
export const readInputs = reader<BundleInputs>(inputs);
export const readReport = reader<ReportedStatement>(report);
export const readDefinitions = reader<readonly DefinitionData[]>(definitions);
