import { describe, expect, it } from '@jest/globals';
import type { Contract, PlannedTimeView } from '@yanshou/api-schema';
import { OPERATIONS } from '@yanshou/api-schema';
import type { ProjectRecord } from '@yanshou/registry';
import { AIR_STANDARDS, CONFIDENCE_LEVELS, EFFICIENCY_DEFINITIONS, ENERGY_DEFINITIONS, EXEMPTION_KINDS, MANAGEMENT_LINKS, MICROS_PER_HOUR, formatIsoMicros, parseIsoMicros } from '@yanshou/telemetry';
import fc from 'fast-check';
import { contractOf, contractView, plannedTimeOf, plannedTimeView, projectOf, projectView } from './contract-view.js';

const PROJECT: ProjectRecord = {
  id: 'p1', programme: 'P1', nameZh: '车间', nameEn: 'workshop', zone: 'Asia/Shanghai', demonstration: false, acceptedFrom: 1_750_000_000_000_001, unknownMetric: 'quarantine',
};
const accepts = (contract: unknown): boolean =>
  OPERATIONS.createProject.body.schema.safeParse({ ...PROJECT, acceptedFrom: '2026-01-01T00:00:00+08:00', contract }).success;
const acceptsPlannedTime = (plannedTime: unknown): boolean => OPERATIONS.saveCalendar.body.schema.safeParse({ plannedTime }).success;
/** As it goes over the wire. */
const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const anyMicros = fc.integer({ min: parseIsoMicros('1970-01-01T00:00:00Z') ?? 0, max: parseIsoMicros('2200-01-01T00:00:00Z') ?? 0 });
const written = (at: number, inShanghai: boolean): string =>
  (inShanghai ? formatIsoMicros(at + 8 * MICROS_PER_HOUR).replace('Z', '+08:00') : formatIsoMicros(at));
const anyPeriod = fc.tuple(anyMicros, anyMicros, fc.boolean()).filter(([from, to]) => from !== to)
  .map(([one, other, inShanghai]) => ({ from: written(Math.min(one, other), inShanghai), to: written(Math.max(one, other), inShanghai) }));
const anyText = fc.constantFrom('S000 一(二)1', 'a', '断电检修');
const anyDay = fc.constantFrom('2026-01-01', '2026-02-28', '2026-12-31');
const anyClock = fc.constantFrom('00:00', '08:30', '23:59', '24:00');
const anyShare = fc.double({ min: 0, max: 1, noNaN: true, noDefaultInfinity: true }).map((share) => share + 0);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(value, { maxLength: 3 });

const anyPlannedTime: fc.Arbitrary<PlannedTimeView> = fc.record({
  zone: fc.constantFrom('Asia/Shanghai', 'UTC'),
  shifts: maybe(fc.record({ start: anyClock, end: anyClock, weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 })) }, { requiredKeys: ['start', 'end'] })),
  holidays: maybe(anyDay), days: maybe(anyDay),
  exemptions: maybe(fc.tuple(anyPeriod, anyText, fc.constantFrom(undefined, ...EXEMPTION_KINDS)).map(([period, reason, kind]) => ({ ...period, reason, ...(kind && { kind }) }))),
}, { requiredKeys: ['zone', 'shifts'] }).map(sent);

const anyTarget = fc.record({
  indicator: fc.constantFrom('networked-device-ratio', 'standards'), comparator: fc.constantFrom('>=', '<=', '=', '>', '<'), value: fc.integer(), unit: fc.constantFrom('%', ''),
  clause: anyText, approval: anyText, window: anyPeriod, byYear: maybe(fc.record({ year: fc.integer({ min: 1990, max: 2100 }), value: fc.integer() })),
}, { requiredKeys: ['indicator', 'comparator', 'value', 'unit', 'clause'] });

const anyContract: fc.Arbitrary<Contract> = fc.record({
  direction: anyText, targets: maybe(anyTarget), networkedThreshold: anyShare, minimumPlatformCoverage: anyShare, minimumDeviceCoverage: anyShare, lateDeliveryHours: fc.integer({ min: 1, max: 8_760 }),
  sufficiency: fc.record({ minimumDays: anyShare, longestGapHours: fc.nat(8_784), maximumLate: anyShare, minimumBaselineDays: fc.nat(366) }, { requiredKeys: [] }), plannedTime: anyPlannedTime,
  window: fc.oneof(anyPeriod, fc.tuple(anyPeriod, maybe(anyDay)).map(([period, days]) => ({ ...period, days }))), baseline: anyPeriod, term: anyPeriod,
  efficiency: fc.record({ definition: fc.constantFrom(...EFFICIENCY_DEFINITIONS), standards: maybe(fc.record({ device: fc.constant('L1'), millisecondsPerPiece: fc.integer({ min: 1 }) })) }),
  energy: fc.record({
    definition: fc.constantFrom(...ENERGY_DEFINITIONS),
    factors: maybe(fc.record({ device: fc.constant('L1'), metric: fc.constant('电'), kgcePerUnit: fc.constantFrom(0.1229, 1.33) })),
    model: fc.record({ temperature: fc.boolean(), minimumHours: fc.integer({ min: 1, max: 24 }), confidence: fc.constantFrom(...CONFIDENCE_LEVELS), calendar: fc.boolean() }, { requiredKeys: [] }),
  }, { requiredKeys: ['definition'] }),
  cost: fc.record({ prices: maybe(fc.record({ device: fc.constant('L1'), metric: fc.constant('电'), yuanPerUnit: fc.constantFrom(0.72, 3) })) }),
  managedLinks: maybe(fc.record({ link: fc.constantFrom(...MANAGEMENT_LINKS), devices: maybe(fc.constant('L1')), evidence: maybe(fc.constant('e1')) })),
  bases: fc.record({ sites: maybe(fc.constant('s1')), parameters: maybe(fc.constantFrom('ph', 'aeration')) }),
  environment: fc.record({ airStandard: fc.constantFrom(...AIR_STANDARDS), waterBody: fc.constantFrom('river' as const, 'lake' as const), salmonid: fc.boolean() }, { requiredKeys: [] }),
}, { requiredKeys: ['direction', 'targets', 'networkedThreshold', 'minimumPlatformCoverage', 'plannedTime', 'window'] }).map(sent);

describe('a contract', () => {
  it('that is accepted is the same when it is shown and entered again', () => {
    fc.assert(fc.property(anyContract, (entered) => {
      fc.pre(accepts(entered));
      const contract = contractOf(PROJECT, entered);
      const shown = sent(contractView(contract));
      expect(accepts(shown)).toBe(true);
      expect(contractOf(PROJECT, shown)).toStrictEqual(contract);
    }));
  });

  it('has the fields that it was entered with and no others, its times to the microsecond', () => {
    fc.assert(fc.property(anyContract, (entered) => {
      const shown = sent(contractView(contractOf(PROJECT, entered)));
      expect(Object.keys(shown).sort()).toEqual(Object.keys(entered).sort());
      expect([shown.window, shown.baseline ?? shown.window, shown.term ?? shown.window].map(({ from, to }) => [from, to].map(parseIsoMicros)))
        .toEqual([entered.window, entered.baseline ?? entered.window, entered.term ?? entered.window].map(({ from, to }) => [from, to].map(parseIsoMicros)));
      const times = ({ targets }: Contract) => targets.map(({ window, ...target }) => [target, window && [window.from, window.to].map(parseIsoMicros)]);
      expect(times(shown)).toEqual(times(entered));
      expect([shown.efficiency, shown.energy, shown.environment, shown.cost, shown.managedLinks, shown.bases, shown.window.days])
        .toEqual([entered.efficiency, entered.energy, entered.environment, entered.cost, entered.managedLinks, entered.bases, entered.window.days]);
    }));
  });

  it('is of its project and programme, which stand beside it when it is shown', () => {
    const entered: Contract = {
      direction: 'P1.1.2', targets: [], networkedThreshold: 0.8, minimumPlatformCoverage: 0.9, plannedTime: { zone: 'UTC', shifts: [] },
      window: { from: '2026-01-01T00:00:00+08:00', to: '2027-01-01T00:00:00+08:00' },
    };
    const contract = contractOf(PROJECT, entered);
    expect(contract).toMatchObject({ project: 'p1', programme: 'P1', window: { from: Date.UTC(2025, 11, 31, 16) * 1_000, to: Date.UTC(2026, 11, 31, 16) * 1_000 } });
    expect(contractView(contract)).toStrictEqual({ ...entered, window: { from: '2025-12-31T16:00:00.000Z', to: '2026-12-31T16:00:00.000Z' } });
  });
});

describe('planned time', () => {
  it('that is accepted is the same when it is shown and entered again', () => {
    fc.assert(fc.property(anyPlannedTime, (entered) => {
      fc.pre(acceptsPlannedTime(entered));
      const planned = plannedTimeOf(entered);
      const shown = sent(plannedTimeView(planned));
      expect(acceptsPlannedTime(shown)).toBe(true);
      expect(plannedTimeOf(shown)).toStrictEqual(planned);
      expect({ ...shown, exemptions: undefined }).toEqual({ ...entered, exemptions: undefined });
    }));
  });

  it('has the reasons of its exemptions, and no exemptions where there were none', () => {
    const exemption = { from: '2026-01-01T00:00:00.000Z', to: '2026-01-02T00:00:00.000001Z', reason: '断电' };
    expect(plannedTimeView(plannedTimeOf({ zone: 'UTC', shifts: [], exemptions: [exemption] })).exemptions).toEqual([exemption]);
    expect(plannedTimeView(plannedTimeOf({ zone: 'UTC', shifts: [] }))).toStrictEqual({ zone: 'UTC', shifts: [] });
  });
});

describe('a project', () => {
  it('is the same when it is shown and entered again', () => {
    expect(projectView(PROJECT).acceptedFrom).toBe('2025-06-15T15:06:40.000001Z');
    expect(projectOf(projectView(PROJECT))).toStrictEqual(PROJECT);
  });

  it('is kept without what is no field of it', () => {
    expect(projectOf({ ...projectView(PROJECT), contract: null } as ReturnType<typeof projectView>)).toStrictEqual(PROJECT);
  });
});
