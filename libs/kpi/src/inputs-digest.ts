import canonicalize from 'canonicalize';
import { DEFAULT_LATE_DELIVERY_HOURS, LEGS, PROJECT_SCOPE, sufficiencyTerms } from '@yanshou/telemetry';
import type { CalendarPart, DeclaredFigure, DeviceClass, InventoryDevice, MetricDefinition, MetricRole, Micros, ProjectInventory, ScopedCalendar } from '@yanshou/telemetry';
import { SUFFICIENCY } from '@yanshou/catalogue';
import type { ComputedIndicator, IndicatorDefinition, InputName, LegDay, SeriesWindow, WindowInputs } from '@yanshou/catalogue';
import type { EffectiveTarget } from './effective-target.js';
import { DEFAULT_DEVICE_COVERAGE } from './device-coverage.js';
import type { EvaluationContext, SeriesQuality } from './evaluation-context.js';
import type { LostSpan } from './lost-sessions.js';
import { membershipOf } from './membership.js';
import type { Measurement } from './measurement.js';
import type { MergedMinutes } from './merged-minutes.js';
import type { MinuteRange } from './minute-range.js';
import { downtime } from './platform-silence.js';
import { roleMetrics } from './role-metrics.js';
import { sha256Hex } from './sha256.js';
import { isGatedByDevices, rolesRead } from './sufficiency/gated-roles.js';
import { traceFacts } from './trace-inputs.js';

// The package is CommonJS behind an ESM-style declaration: its default import is the function itself.
const canonicalJson = canonicalize as unknown as (value: unknown) => string;

export interface DigestQuestion {
  readonly definition: IndicatorDefinition;
  readonly target: EffectiveTarget;
  /** Whether the row shows what the data is worth: then the terms of that are part of it. */
  readonly isShown: boolean;
  /** Lost sessions that the row tells of. */
  readonly lost: readonly LostSpan[];
}

/**
 * `sha256:` of the canonical JSON (RFC 8785) of the definition's version, the contract's terms and every input that the
 * definition names. Rows may come in any order, split or repeated: the digest is of what they say together.
 */
export function inputsDigest({ definition, target, isShown, lost }: DigestQuestion, measurement: Measurement): string {
  const { contract, platformCoverage, origins } = measurement.context;
  const facts = {
    indicator: definition.id,
    formulaVersion: definition.formulaVersion,
    project: contract.project,
    window: contract.window,
    target,
    minimumPlatformCoverage: contract.minimumPlatformCoverage,
    platformCoverage,
    origins: [...new Set(origins)].sort(),
    ...(lost.length > 0 && { lostSessions: lost.map(({ from, to }) => ({ from, to })) }),
    ...(isGatedByDevices(definition) ? { sufficiency: sufficiencyFacts(measurement, definition) } : isShown && { sufficiency: termFacts(measurement) }),
  };
  const names = (definition.computed ? definition.inputs : []).map(({ name }) => name);
  const inputs = objectOf(names.map((name) => [name, name === 'inventory' ? inventoryText(measurement, definition) : canonicalJson(FACTS[name](measurement, definition))]));
  return sha256(objectOf([...Object.entries(facts).map(([name, fact]) => [name, canonicalJson(fact)] as const), ['inputs', inputs]]));
}

/** Canonical JSON of an object from that of its members: what is the same for all indicators is not written anew for each. */
const objectOf = (members: readonly (readonly [name: string, json: string | undefined])[]): string =>
  `{${[...new Map(members)].filter(([, json]) => json !== undefined).sort(([left], [right]) => (left < right ? -1 : 1)).map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;

const INVENTORIES = { stated: new WeakMap<Measurement, string>(), accepted: new WeakMap<Measurement, string>() } as const;

/** As stated; with what was accepted of it for who reads that. An approval changes no other digest: those were written before there was one. */
function inventoryText(measurement: Measurement, definition: IndicatorDefinition): string {
  const isAccepted = definition.computed && definition.readsApproval === true;
  const known = INVENTORIES[isAccepted ? 'accepted' : 'stated'];
  const text = known.get(measurement) ?? canonicalJson(inventoryFacts(measurement, isAccepted));
  known.set(measurement, text);
  return text;
}

const FACTS: Readonly<Record<Exclude<InputName, 'inventory'>, (measurement: Measurement, definition: IndicatorDefinition) => unknown>> = {
  'minute-masks': (measurement) => ({
    plannedTime: measurement.context.contract.plannedTime,
    ...calendarFacts(measurement),
    everConnected: measurement.merged.devices.filter((device) => measurement.context.everConnected.has(device)),
    masks: masksFacts(measurement.merged),
    ...downFacts(measurement),
    ...overdueFacts(measurement.merged),
  }),
  'series-activity': (measurement) => measurement.activity,
  'networked-threshold': (measurement) => measurement.context.contract.networkedThreshold,
  'role-quantities': roleFacts,
  'series-windows': windowFacts,
  'contract-scope': scopeFacts,
  'messages': ({ inputs }) => inputs.messages,
  'training-sessions': ({ inputs }) => inputs.training.map((row) => canonicalJson(row)).sort(),
  'trace-batches': ({ inputs }) => traceFacts(inputs.trace),
  'declared-figures': ({ inputs }, definition) => sortedById(inputs.figures.filter((figure) => figure.indicator === definition.id && isInput(figure, definition)).map(figureFact)),
  'evidence': ({ inputs }, { id }) => ({ term: inputs.term, units: [...inputs.units].sort(), items: sortedById(inputs.evidence.filter((item) => item.indicator === id)) }),
};

/** The quantities of the roles that the indicator reads, and the terms and the baseline that they are judged by. */
function roleFacts({ context, baseline }: Measurement, definition: IndicatorDefinition): unknown {
  const { contract, quantities } = context;
  const roles = definition.computed ? definition.roles : undefined;
  const rows = quantities.filter((row) => roles === undefined || roles.includes(row.role));
  return {
    quantities: rows.map((row) => canonicalJson(row)).sort(),
    efficiency: contract.efficiency ?? null,
    energy: contract.energy ?? null,
    ...(contract.cost && { cost: contract.cost }),
    minimumDeviceCoverage: contract.minimumDeviceCoverage ?? DEFAULT_DEVICE_COVERAGE,
    baseline: contract.baseline ?? null,
    baselineMasks: baseline && masksFacts(baseline),
    ...downFacts({ context }),
    ...toldFacts(context, roles),
  };
}

/** What single series told of that downtime: nothing where they told nothing. */
function toldFacts({ told = [], inventory }: EvaluationContext, roles: readonly MetricRole[] | undefined): { readonly told?: string } {
  const read = new Set(roleMetrics(inventory).filter(({ metric }) => roles === undefined || roles.includes(metric.role)).map(({ device, metric }) => `${device}\n${metric.name}`));
  const rows = told.filter(({ device, metric }) => read.has(`${device}\n${metric}`));
  return rows.length === 0 ? {} : { told: sha256(rows.map((row) => canonicalJson(row)).sort().join('\n')) };
}

/** The terms that the data is judged by, and what the readings are worth: of the roles that the indicator reads. */
function sufficiencyFacts(measurement: Measurement, definition: ComputedIndicator): unknown {
  const { contract, quality } = measurement.context;
  const roles = rolesRead(definition, contract);
  return {
    ...termFacts(measurement),
    series: (quality?.series ?? []).filter(({ role }) => roles.includes(role)).map(rowFact).sort(),
  };
}

const WORTHS = new WeakMap<SeriesQuality, string>();

/** A series' row is read by several indicators, and a year of its days is long: written once. */
function rowFact(row: SeriesQuality): string {
  const { days, spans, ...facts } = row;
  const text = WORTHS.get(row) ?? canonicalJson({ ...facts, days: sha256(days.map(({ day, steps }) => `${day} ${steps}`).join('\n')), spans: sha256(spans.join(' ')) });
  WORTHS.set(row, text);
  return text;
}

const termFacts = ({ context: { contract } }: Measurement) => ({
  version: SUFFICIENCY.version,
  terms: sufficiencyTerms(contract),
  lateDeliveryHours: contract.lateDeliveryHours ?? DEFAULT_LATE_DELIVERY_HOURS,
});

/** What was taken out because it came too late: one hash, and nothing where there is none. An hour may be given any number of times, in any order. */
function overdueFacts({ devices, firstHour, overdue }: MergedMinutes): { readonly overdue?: string } {
  const rows = [...overdue].sort(([left], [right]) => left - right).flatMap(([row, hours]) => {
    const taken = new Map<number, readonly [low: number, high: number]>();
    for (const { hour, low, high } of hours) taken.set(hour, [(taken.get(hour)?.[0] ?? 0) | low, (taken.get(hour)?.[1] ?? 0) | high]);
    return [...taken].filter(([, [low, high]]) => (low | high) !== 0).sort(([left], [right]) => left - right).map(([hour, [low, high]]) => `${devices[row] ?? ''} ${firstHour + hour} ${low} ${high}`);
  });
  return rows.length === 0 ? {} : { overdue: sha256(rows.join('\n')) };
}

/** Calendars of sites, classes and devices, and of other times; where there are none, nothing is said of them. */
function calendarFacts({ context: { contract: { calendars = [] }, inventory } }: Pick<Measurement, 'context'>): { readonly calendars?: readonly unknown[]; readonly sites?: readonly string[] } {
  return calendars.length === 0 ? {} : { calendars: [...calendars].sort((a, b) => (a.scope < b.scope ? -1 : 1)).map(readOf), sites: siteFacts(inventory) };
}

/** Where the wider calendars count, the planned time that is shown beside that is computed from nowhere; nothing is wider than the project's. */
function readOf({ earlier, ...last }: ScopedCalendar): unknown {
  const partOf = ({ plannedTime, ...part }: CalendarPart) => (part.wider === true && last.scope !== PROJECT_SCOPE ? part : { ...part, plannedTime });
  return { ...partOf(last), ...(earlier !== undefined && { earlier: earlier.map(partOf) }) };
}

const siteFacts = ({ devices }: ProjectInventory): readonly string[] => devices.filter(({ siteId }) => siteId !== undefined).map(({ id, siteId }) => `${id} ${siteId ?? ''}`).sort();

/** The platform's downtime decides what is expected; where there is none, nothing is said of it. */
function downFacts({ context }: Pick<Measurement, 'context'>): { readonly platformDown?: readonly MinuteRange[] } {
  const down = downtime(context.platformSilence);
  return down.length === 0 ? {} : { platformDown: down.map(({ from, to }) => ({ from, to })) };
}

/** What is not said of most days stands with its name. */
const dayFact = ({ day, hours, planned, drained, platformDown, downSpans }: LegDay): string => [
  day, hours, planned, ...(drained === undefined ? [] : [`drained ${drained}`]), ...(platformDown === undefined ? [] : [`down ${platformDown.join()} ${(downSpans ?? []).join(' ')}`]),
].join(' ');

/** Windows of the roles that the indicator reads so, and the terms that they are judged by. A year of hours is long: one hash a series. */
function windowFacts({ context: { contract }, inputs: { windows } }: Measurement, definition: IndicatorDefinition): unknown {
  const roles = definition.computed ? (definition.windowRoles ?? []) : [];
  const legFacts = ({ days, siteDays, series }: WindowInputs): unknown => ({
    days: days.map(dayFact),
    ...(siteDays && { siteDays: Object.entries(siteDays).map(([site, own]) => `${site} ${sha256(own.map(dayFact).join('\n'))}`) }),
    series: series.filter(({ role }) => roles.includes(role)).map(({ windows: held, days: own, ...facts }) =>
      canonicalJson({ ...facts, ...(own && { days: sha256(own.map(dayFact).join('\n')) }), windows: sha256(held.map(windowFact).join('\n')) })).sort(),
  });
  return { zone: contract.plannedTime.zone, lateDeliveryHours: contract.lateDeliveryHours ?? DEFAULT_LATE_DELIVERY_HOURS, environment: contract.environment ?? null, energy: contract.energy ?? null, baseline: legFacts(windows.baseline), reporting: legFacts(windows.reporting) };
}

/** What the contract says of links and bases, and where the devices stand. */
function scopeFacts({ context: { contract, inventory } }: Measurement): unknown {
  return {
    managedLinks: contract.managedLinks ?? null,
    bases: contract.bases ?? null,
    sites: siteFacts(inventory),
  };
}

const windowFact = ({ day, hour, steps, readings, held, least, most, known, above, stopped, bridged, levels = [] }: SeriesWindow): string =>
  [day, hour, steps, readings, held, least, most, known, above, stopped, bridged, ...levels.map(({ from, to, level }) => `${from}-${to}${level}`)].join(' ');

const isInput = ({ purpose }: DeclaredFigure, definition: IndicatorDefinition): boolean =>
  ((definition.computed ? definition.figurePurposes : undefined) ?? LEGS).some((read) => read === purpose);

/** JSON has no infinities; such an amount gives no value, and the digest says which it was. */
const figureFact = (figure: DeclaredFigure) => ({ ...figure, amount: Number.isFinite(figure.amount) ? figure.amount : String(figure.amount) });

const sortedById = <T extends { readonly id: string }>(rows: readonly T[]): readonly T[] =>
  [...rows].sort((left, right) => (left.id < right.id ? -1 : left.id > right.id ? 1 : canonicalJson(left) < canonicalJson(right) ? -1 : 1));

function inventoryFacts({ context: { inventory } }: Measurement, isAccepted: boolean): unknown {
  const classes = new Map(inventory.classes.map((one) => [one.id, one]));
  const devices = [...inventory.devices].sort((left, right) => (left.id < right.id ? -1 : 1));
  const metrics = new Map(inventory.classes.map((one) => [one.id, one.metrics.map(metricFact).sort()]));
  const facts = (device: InventoryDevice) => deviceFacts(device, classes.get(device.classId), metrics.get(device.classId) ?? []);
  return devices.map((device) => ({ ...facts(device), ...(isAccepted && device.intelligentApproval && { intelligentApproval: device.intelligentApproval.number }) }));
}

const deviceFacts = (device: InventoryDevice, defined: DeviceClass | undefined, metrics: readonly string[]) => ({
  id: device.id,
  assetKind: device.assetKind,
  classId: device.classId,
  intelligent: device.intelligent,
  commissionedAt: device.commissionedAt ?? null,
  ...endFact(device),
  verifiedOnSite: device.verifiedOnSite ?? false,
  judgingIntervalMinutes: defined?.judgingIntervalMinutes ?? null,
  metrics,
});

/** Of a device that left: the others say nothing of it. */
function endFact(device: InventoryDevice): { readonly until?: Micros } {
  const { until } = membershipOf(device);
  return until === Infinity ? {} : { until };
}

const metricFact = ({ kind, name, role }: MetricDefinition): string => (role === undefined ? `${kind}:${name}` : `${kind}:${name}:${role}`);

const HASHED = new WeakMap<MergedMinutes, string>();

/** The masks of a long window are megabytes: hashed once for all indicators of a measurement. */
function masksFacts(merged: MergedMinutes): unknown {
  const hash = HASHED.get(merged) ?? sha256(littleEndian(merged.halves));
  HASHED.set(merged, hash);
  return { firstHour: merged.firstHour, hours: merged.hours, int32LowHighByDeviceAndHour: hash };
}

const IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** The bytes that are hashed do not depend on the machine. */
function littleEndian(halves: Int32Array): Uint8Array {
  const bytes = new Uint8Array(halves.buffer, halves.byteOffset, halves.byteLength);
  return IS_LITTLE_ENDIAN ? bytes : swapped(bytes);
}

function swapped(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at += 1) copy[at] = bytes[at ^ 3] as number;
  return copy;
}

const sha256 = (bytes: string | Uint8Array): string => `sha256:${sha256Hex(bytes)}`;
