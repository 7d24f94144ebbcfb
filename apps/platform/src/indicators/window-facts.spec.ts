import { describe, expect, it } from '@jest/globals';
import { plannedCalendars } from '@yanshou/telemetry';
import type { InventoryDevice, PlannedTime, ProjectContract, ProjectInventory, ScopedCalendar } from '@yanshou/telemetry';
import { windowFacts } from './window-facts.js';

const shift = (start: string): PlannedTime => ({ zone: 'UTC', shifts: [{ start, end: '20:00' }] });
const device = (id: string, dates: Partial<InventoryDevice>): InventoryDevice =>
  ({ id, assetNumber: id, nameZh: '', nameEn: '', assetKind: 'production', classId: 'c', intelligent: true, reporting: 'periodic', ...dates });
const inventoryOf = (...devices: readonly InventoryDevice[]): ProjectInventory => ({ project: 'p', zone: 'UTC', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine', gateways: [], classes: [], devices });
const contractOf = (plannedTime: PlannedTime, calendars?: readonly ScopedCalendar[], baseline?: { readonly from: number; readonly to: number }): ProjectContract => ({
  project: 'p', programme: 'P1', direction: 'P1.1.1', networkedThreshold: 0.8, minimumPlatformCoverage: 0, window: { from: 0, to: 900 }, plannedTime, targets: [], ...(calendars && { calendars }), ...(baseline && { baseline }),
});
const DAY = { from: 100, to: 200, unit: 'day' } as const;
const inventory = inventoryOf(device('always', {}), device('came', { commissionedAt: 150 }), device('left', { decommissionedAt: 150, decommissionReason: '报废' }));
const contract = contractOf(shift('08:00'));

describe('what a stored window reads of its project', () => {
  it('is all there is where nothing begins at its end or later', () => {
    const facts = { inventory, contract };
    expect(windowFacts(facts, DAY)).toEqual(facts);
    expect(windowFacts(facts, DAY).contract).toBe(contract);
  });

  it('is the same whatever date a device has from its end on, and another where it has one before', () => {
    const read = (dates: Partial<InventoryDevice>) => windowFacts({ inventory: inventoryOf(device('d', dates)), contract }, DAY).inventory;
    expect(read({ commissionedAt: 200 })).toEqual(read({ commissionedAt: 999, decommissionedAt: 1_000, decommissionReason: '报废' }));
    expect(read({ decommissionedAt: 200, decommissionReason: '报废' })).toEqual(read({}));
    expect(read({ commissionedAt: 200 })).not.toEqual(read({}));
    expect(read({ commissionedAt: 199 })).toEqual(inventoryOf(device('d', { commissionedAt: 199 })));
    expect(read({ commissionedAt: 5, decommissionedAt: 150, decommissionReason: '报废' })).toEqual(inventoryOf(device('d', { commissionedAt: 5, decommissionedAt: 150, decommissionReason: '报废' })));
  });

  it('is of calendars what has begun before its end: the project’s first part holds from the beginning', () => {
    const cut = (plannedTime: PlannedTime, ...calendars: readonly ScopedCalendar[]) => windowFacts({ inventory, contract: contractOf(plannedTime, calendars) }, DAY).contract;
    const [early, late] = [{ plannedTime: shift('06:00') }, { plannedTime: shift('08:00'), validFrom: 200 }];
    expect(cut(late.plannedTime, { scope: 'project', ...late, earlier: [early] })).toEqual(contractOf(shift('06:00')));
    expect(cut(late.plannedTime, { scope: 'site:a', ...late })).toEqual(contractOf(shift('08:00')));
    expect(cut(shift('07:00'), { scope: 'site:a', ...late, earlier: [early] })).toEqual(contractOf(shift('07:00'), [{ scope: 'site:a', ...early }]));
    expect(cut(late.plannedTime, { scope: 'project', ...late, earlier: [early, { plannedTime: shift('07:00'), validFrom: 150 }] }))
      .toEqual(contractOf(shift('07:00'), [{ scope: 'project', plannedTime: shift('07:00'), validFrom: 150, earlier: [early] }]));
    const whole = contractOf(late.plannedTime, [{ scope: 'project', ...late, earlier: [{ plannedTime: shift('05:00'), validFrom: 300 }] }]);
    const before = windowFacts({ inventory, contract: whole }, DAY).contract;
    const held = ({ spans }: { readonly spans: readonly { readonly from: number; readonly plannedTime: PlannedTime }[] }) => spans.filter(({ from }) => from < DAY.to).map(({ plannedTime }) => plannedTime);
    expect(held(plannedCalendars(before).project)).toEqual(held(plannedCalendars(whole).project));
  });

  it('reaches to the end of the baseline, but of an hour; and is all there is of the reporting period', () => {
    const facts = { inventory: inventoryOf(device('d', { commissionedAt: 250 })), contract: contractOf(shift('08:00'), undefined, { from: 200, to: 300 }) };
    for (const unit of ['day', 'month', 'quarter', 'reporting'] as const) expect([unit, windowFacts(facts, { ...DAY, unit }).inventory]).toEqual([unit, facts.inventory]);
    expect(windowFacts(facts, { ...DAY, unit: 'hour' }).inventory).not.toEqual(facts.inventory);
    const after = { ...facts, contract: contractOf(shift('08:00'), undefined, { from: 0, to: 50 }) };
    expect(windowFacts(after, DAY).inventory).not.toEqual(facts.inventory);
    expect(windowFacts(after, { ...DAY, unit: 'reporting' })).toBe(after);
  });
});
