import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { InventoryDevice, PlannedTime, ProjectContract, ScopedCalendar } from '@yanshou/telemetry';
import { evaluate } from './evaluate.js';
import { ExtractFold } from './extract-fold.js';
import { attributeGaps } from './gaps/attribute.js';
import { explain } from './trace/explain.js';
import type { IndicatorRow } from './indicator-row.js';
import { FIRST, at, gapExample } from './testing/gap-example.js';
import { WINDOW_FROM, contextOf, contractOf, device, deviceClass, inventoryOf, metric } from './testing/context.js';
import type { MinuteRow } from './testing/context.js';

const SITES: Readonly<Record<string, string>> = { A1: 'pond-1', A2: 'pond-2', A3: 'pond-3' };
const DEVICES = Object.entries(SITES).map(([id, siteId]) => device(id, { siteId }));
/** The second hour is off. */
const off = (reason: string): PlannedTime => ({ zone: 'Asia/Shanghai', shifts: [], exemptions: [{ from: at(60), to: at(120), reason, kind: 'drained' }] });
const ofSite = (site: string): ScopedCalendar => ({ scope: `site:${site}`, plannedTime: off(`清塘 ${site}`) });

/** Every device delivers in the first of two hours, and in the second none. */
function networked(calendars: readonly ScopedCalendar[], devices: readonly InventoryDevice[] = DEVICES): IndicatorRow {
  const rows = devices.flatMap((_, index) => Array.from({ length: 60 }, (__, minute): MinuteRow => [index + 1, FIRST + minute]));
  return evaluate('connected-equipment', contextOf({ inventory: inventoryOf(devices), rows, contract: calendars.length > 0 ? { calendars } : {} }));
}
const counted = (row: IndicatorRow) => row.figures.perDevice?.map(({ id, expected, valid }) => [id, expected, valid]);

describe('the calendar of a site', () => {
  it('counts for its devices, and for no other site\'s', () => {
    expect(counted(networked([]))).toEqual([['A1', 24, 12], ['A2', 24, 12], ['A3', 24, 12]]);
    expect(counted(networked([ofSite('pond-3')]))).toEqual([['A1', 24, 12], ['A2', 24, 12], ['A3', 12, 12]]);
    expect(networked([ofSite('pond-3')])).toMatchObject({ numerator: 1, devices: ['A3'] });
    expect(networked([ofSite('pond-9')]).devices).toEqual([]);
  });

  it('is part of the digest, and so is which device stands in the site', () => {
    const moved = DEVICES.map((one) => (one.id === 'A1' ? { ...one, siteId: 'pond-4' } : one));
    const digests = [networked([]), networked([ofSite('pond-3')]), networked([ofSite('pond-3')], moved), networked([{ ...ofSite('pond-3'), plannedTime: off('另一理由') }])].map(({ inputsDigest }) => inputsDigest);
    expect(new Set(digests).size).toBe(4);
    expect(networked([], moved).inputsDigest).toBe(digests[0]);
  });

  it('is part of the digest as it is computed from: not by what is shown of a time for which the wider one counts', () => {
    const digest = (calendar: Partial<ScopedCalendar>) => networked([{ ...ofSite('pond-3'), ...calendar }]).inputsDigest;
    const [shown, other] = [off('清塘'), off('另一理由')];
    const ended = (plannedTime: PlannedTime): Partial<ScopedCalendar> => ({ plannedTime, wider: true, validFrom: at(90), earlier: [{ plannedTime: shown }] });
    const again = (plannedTime: PlannedTime): Partial<ScopedCalendar> => ({ validFrom: at(100), earlier: [{ plannedTime: shown }, { plannedTime, wider: true, validFrom: at(90) }] });
    for (const calendar of [ended, again]) expect(digest(calendar(shown))).toBe(digest(calendar(other)));
    expect(new Set([digest(ended(shown)), digest({ ...ended(shown), validFrom: at(91) }), digest({ ...ended(shown), earlier: [{ plannedTime: other }] }), digest(again(shown)), digest({ plannedTime: shown })]).size).toBe(5);
    const { wider, ...own } = ended(shown);
    expect(digest(own)).not.toBe(digest({ ...own, plannedTime: other }));
  });

  it('counts from when it holds, and exempts beside those of class and project', () => {
    const later: ScopedCalendar = { ...ofSite('pond-3'), validFrom: at(90), earlier: [{ plannedTime: { zone: 'Asia/Shanghai', shifts: [] } }] };
    expect(counted(networked([later]))?.[2]).toEqual(['A3', 18, 12]);
    const ofClass: ScopedCalendar = { scope: 'class:c5', plannedTime: { zone: 'Asia/Shanghai', shifts: [{ start: '00:30', end: '02:00' }] } };
    expect(counted(networked([ofClass, ofSite('pond-3')]))).toEqual([['A1', 18, 6], ['A2', 18, 6], ['A3', 6, 6]]);
    const share = networked([ofClass, ofSite('pond-3')]).figures.exemptShare;
    expect(share).toBeCloseTo(60 / (3 * 90), 12);
  });
});

describe('the trace of a value', () => {
  it('names whose planned time counted when, and says nothing of it where one holds for all', () => {
    const explained = (contract: Partial<ProjectContract>) => explain('connected-equipment', contextOf({ inventory: inventoryOf(DEVICES), contract })).trace.calendars;
    expect(explained({})).toBeUndefined();
    const later: ScopedCalendar = { ...ofSite('pond-3'), validFrom: at(90), earlier: [{ plannedTime: { zone: 'Asia/Shanghai', shifts: [{ start: '08:00', end: '20:00', weekdays: [1] }] } }] };
    expect(explained({ calendars: [later] })).toMatchObject([
      { scope: 'project', from: null, to: null, text: { zh: '全天', en: 'round the clock' } },
      { scope: 'site:pond-3', from: null, to: '2026-09-30T17:30:00.000Z', text: { zh: '08:00–20:00 (1)' } },
      { scope: 'site:pond-3', from: '2026-09-30T17:30:00.000Z', to: null, text: { zh: '全天；豁免 2026-10-01 01:00 – 2026-10-01 02:00 清塘 pond-3' } },
    ]);
    // Given up again, the project's counts and is not said a second time.
    expect(explained({ calendars: [{ ...later, wider: true }] })?.[2]).toMatchObject({ scope: 'site:pond-3', to: null, text: { zh: '按上一级的计划时间', en: 'as the wider planned time' } });
  });
});

describe('gaps by the calendar of a site', () => {
  const silent = { A1: [[60, 120]], A3: [[60, 120]] } as const;
  const facts = Object.fromEntries(Object.entries(SITES).map(([id, siteId]) => [id, { siteId }]));
  const told = (calendars: readonly ScopedCalendar[]) =>
    attributeGaps(gapExample({ gateways: { g: ['A1', 'A2', 'A3'] }, silent, facts, calendars })).events.map(({ cause, devices, site, reasons, intervals }) => [cause, devices.join(' '), site, reasons.join(), intervals]);

  it('are its time off, with its reason, and what others miss stays theirs', () => {
    expect(told([])).toEqual([['collection', 'A1', null, '', 12], ['collection', 'A3', null, '', 12]]);
    expect(told([ofSite('pond-3')])).toEqual([['closed-season', 'A3', 'pond-3', '清塘 pond-3', 12], ['collection', 'A1', null, '', 12]]);
    expect(told([ofSite('pond-3'), ofSite('pond-1')])).toEqual([['closed-season', 'A1', 'pond-1', '清塘 pond-1', 12], ['closed-season', 'A3', 'pond-3', '清塘 pond-3', 12]]);
  });
});

const DAYS = 4;
const drained = (site: string, [from, to]: readonly [number, number]): ScopedCalendar =>
  ({ scope: `site:${site}`, plannedTime: { zone: 'Asia/Shanghai', shifts: [], exemptions: [{ from: WINDOW_FROM + from * MICROS_PER_DAY, to: WINDOW_FROM + to * MICROS_PER_DAY, reason: '清塘', kind: 'drained' }] } });

/** Two ponds with oxygen every five minutes: fair on the first and the last day, none on the two between. */
function ponds(indicator: string, calendars: readonly ScopedCalendar[], terms: Partial<ProjectContract> = {}): IndicatorRow {
  const inventory = inventoryOf(['P1', 'P2'].map((id) => device(id, { siteId: `pond-${id}` })), { classes: [deviceClass('c5', 5, [{ ...metric('oxygen'), role: 'dissolved-oxygen', unit: 'mg/L' }])] });
  const contract = contractOf({
    targets: [{ indicator, comparator: '>=', value: 100, unit: '%', clause: 'c' }], window: { from: WINDOW_FROM, to: WINDOW_FROM + DAYS * MICROS_PER_DAY },
    ...terms, ...(calendars.length > 0 && { calendars }),
  });
  const fold = new ExtractFold(inventory, contract);
  for (const one of ['P1', 'P2']) {
    for (let moment = contract.window.from; moment < contract.window.to; moment += 5 * MICROS_PER_MINUTE) {
      const hour = (moment - WINDOW_FROM) / MICROS_PER_HOUR;
      if (hour < 24 || hour >= 72) fold.add('reporting', { device: one, metric: 'oxygen', at: moment, kind: 'number', value: 6, quality: 'N', origin: 'live', unused: false });
    }
  }
  return evaluate(indicator, { ...contextOf({ inventory, contract }), ...fold.finish() });
}

describe('a drained pond', () => {
  it('is not judged for oxygen while it is, and the pond beside it is', () => {
    expect(ponds('fishery-oxygen-compliance', [drained('pond-P1', [1, 3]), drained('pond-P2', [1, 3])])).toMatchObject({ value: 100, numerator: 4, denominator: 4 });
    const row = ponds('fishery-oxygen-compliance', [drained('pond-P1', [1, 3])]);
    expect(row.verdict).toBe('insufficient-data');
    expect(row.reasons).toEqual([expect.objectContaining({ zh: expect.stringContaining('“P2”') })]);
  });

  it('owes no hours of a base while it is', () => {
    const bases = { sites: ['pond-P1', 'pond-P2'], parameters: ['dissolved-oxygen'] as const };
    const hours = (calendars: readonly ScopedCalendar[]) => ponds('smart-aquaculture-ratio', calendars, { bases }).figures.tables?.[0]?.rows.map(([site, , have, due]) => [site, have, due]);
    expect(hours([])).toEqual([['pond-P1', 48, 96], ['pond-P2', 48, 96]]);
    expect(hours([drained('pond-P1', [1, 3])])).toEqual([['pond-P1', 48, 48], ['pond-P2', 48, 96]]);
    expect(ponds('smart-aquaculture-ratio', [drained('pond-P1', [1, 3])], { bases })).toMatchObject({ numerator: 1, denominator: 2, devices: ['P1'] });
  });
});
