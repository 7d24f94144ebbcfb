import { describe, expect, it } from '@jest/globals';
import { measure } from '../measurement.js';
import { attributeGaps } from './attribute.js';
import { FIRST, at, gapExample } from '../testing/gap-example.js';
import type { GapExample, Span } from '../testing/gap-example.js';

const GATEWAYS = { G1: ['A1', 'A2', 'A3'], G2: ['B1', 'B2'] };
const reported = (example: Omit<GapExample, 'gateways'> & Partial<GapExample>) => attributeGaps(gapExample({ gateways: GATEWAYS, ...example }));

/** cause, minutes, devices, intervals */
const told = (example: Omit<GapExample, 'gateways'> & Partial<GapExample>) =>
  reported(example).events.map(({ cause, from, to, devices, intervals }) => [cause, from / 60e6 - FIRST, to / 60e6 - FIRST, devices.join(' '), intervals]);

const during = (ids: readonly string[], span: Span) => Object.fromEntries(ids.map((id) => [id, [span]]));

describe('a gap', () => {
  it('of one device whose gateway delivers from others is the collection of its data', () => {
    expect(told({ silent: during(['A1'], [10, 30]) })).toEqual([['collection', 10, 30, 'A1', 4]]);
  });

  it('of all devices of a gateway is one event of the gateway', () => {
    expect(reported({ silent: during(['A1', 'A2', 'A3'], [10, 30]) })).toMatchObject({
      missing: 12, events: [{ cause: 'gateway', gateway: 'G1', site: null, from: at(10), to: at(30), devices: ['A1', 'A2', 'A3'], intervals: 12 }],
    });
  });

  it('of a gateway begins when its last device falls silent: before, each is a matter of its own', () => {
    expect(told({ silent: { A1: [[0, 40]], A2: [[20, 40]], A3: [[20, 50]] } })).toEqual([
      ['collection', 0, 20, 'A1', 4], ['gateway', 20, 40, 'A1 A2 A3', 12], ['collection', 40, 50, 'A3', 2],
    ]);
  });

  it('of a gateway with one device is unknown: nothing tells the two apart', () => {
    expect(told({ gateways: { G1: ['A1'], G2: ['B1', 'B2'] }, silent: during(['A1'], [10, 30]) })).toEqual([['unknown', 10, 30, 'A1', 4]]);
  });

  it('of a device on its own line is unknown', () => {
    expect(told({ direct: ['D1'], silent: during(['D1'], [10, 30]) })).toEqual([['unknown', 10, 30, 'D1', 4]]);
  });

  it('of a device that never delivered does not witness against its gateway', () => {
    expect(told({ gateways: { G1: ['A1', 'A2'], G2: ['B1', 'B2'] }, silent: { A1: [[0, 120]], A2: [[10, 30]] } })).toEqual([
      ['collection', 0, 10, 'A1', 2], ['unknown', 10, 30, 'A1', 4], ['unknown', 10, 30, 'A2', 4], ['collection', 30, 120, 'A1', 18],
    ]);
  });

  it('of everything while the platform lives is the network', () => {
    const all = ['A1', 'A2', 'A3', 'B1', 'B2'];
    expect(told({ silent: during(all, [10, 30]) })).toEqual([['network', 10, 30, all.join(' '), 20]]);
    expect(told({ silent: during(all, [10, 30]), context: { platformSilence: [{ from: FIRST + 10, to: FIRST + 30, proven: false }] } }).map(([cause]) => cause)).toEqual(all.map(() => 'unknown'));
  });

  it('of everything behind the only gateway is the gateway, unless heartbeats say nothing of the data', () => {
    const example = { gateways: { G1: ['A1', 'A2'] }, silent: during(['A1', 'A2'], [10, 30]) };
    expect(told(example)).toEqual([['gateway', 10, 30, 'A1 A2', 8]]);
    const { platformSilence: _, ...context } = gapExample(example).context;
    expect(attributeGaps(measure(context)).events.map(({ cause }) => cause)).toEqual(['unknown', 'unknown']);
  });

  it('of a site while others deliver is the network of the site', () => {
    const facts = { A1: { siteId: 'north' }, A2: { siteId: 'north' }, A3: { siteId: 'north' }, B1: { siteId: 'south' }, B2: { siteId: 'south' }, C1: { siteId: 'north' } };
    const silent = during(['A1', 'A2', 'A3', 'C1'], [10, 30]);
    expect(reported({ direct: ['C1'], facts, silent }).events).toEqual([expect.objectContaining({ cause: 'network', site: 'north', devices: ['A1', 'A2', 'A3', 'C1'], intervals: 16 })]);
  });

  it('in which the platform was down is the platform’s, and one event', () => {
    const context = { platformSilence: [{ from: FIRST + 12, to: FIRST + 30, proven: true }] };
    const all = ['A1', 'A2', 'A3', 'B1', 'B2'];
    // In the interval in which it went down, nobody can say who was first.
    expect(told({ silent: during(all, [10, 30]), context })).toEqual([...all.map((id) => ['unknown', 10, 15, id, 1]), ['platform', 15, 30, all.join(' '), 15]]);
  });

  it('of a machine that said it is off is the machine’s, though its gateway be silent too', () => {
    const context = { gapEvidence: { off: [{ device: 'A1', from: FIRST + 9, to: FIRST + 40 }], late: [] } };
    expect(told({ silent: during(['A1'], [10, 60]), context })).toEqual([['machine-off', 10, 40, 'A1', 6], ['collection', 40, 60, 'A1', 4]]);
    expect(told({ silent: during(['A1', 'A2', 'A3'], [10, 30]), context })).toEqual([['machine-off', 10, 30, 'A1', 4], ['gateway', 10, 30, 'A2 A3', 8]]);
  });

  it('of a device that reports by exception is its own rest while its gateway lives', () => {
    const facts = { A1: { reporting: 'by-exception' as const } };
    expect(told({ facts, silent: during(['A1'], [10, 30]) })).toEqual([['machine-off', 10, 30, 'A1', 4]]);
  });

  it('in planned-time exemptions is theirs, with the approved reason', () => {
    const plannedTime = {
      exemptions: [{ from: at(10), to: at(20), reason: '检修批复 3 号' }, { from: at(20), to: at(40), reason: '清塘', kind: 'drained' as const }],
    };
    const { events, missing } = reported({ silent: during(['A1'], [10, 50]), plannedTime });
    expect([missing, events]).toEqual([8, [
      expect.objectContaining({ cause: 'maintenance', from: at(10), to: at(20), intervals: 2, reasons: ['检修批复 3 号'] }),
      expect.objectContaining({ cause: 'closed-season', from: at(20), to: at(40), intervals: 4, reasons: ['清塘'] }),
      expect.objectContaining({ cause: 'collection', from: at(40), to: at(50), intervals: 2, reasons: [] }),
    ]]);
  });

  it('on a holiday is the holiday’s; outside the shifts nothing is missing, and an event goes on', () => {
    expect(told({ silent: during(['A1'], [0, 120]), plannedTime: { holidays: ['2026-10-01'] } })).toEqual([['holiday', 0, 120, 'A1', 24]]);
    const shifts = [{ start: '00:00', end: '00:30' }, { start: '01:00', end: '01:30' }];
    expect(told({ silent: during(['A1', 'A2', 'A3'], [0, 120]), plannedTime: { shifts } })).toEqual([
      ['unknown', 0, 90, 'A1', 12], ['unknown', 0, 90, 'A2', 12], ['unknown', 0, 90, 'A3', 12],
    ]);
    expect(told({ silent: during(['A1', 'A2', 'A3'], [10, 80]), plannedTime: { shifts } })).toEqual([['gateway', 10, 80, 'A1 A2 A3', 24]]);
  });

  it('begins with the commissioning of the device', () => {
    expect(told({ facts: { A1: { commissionedAt: at(32) } }, silent: during(['A1'], [0, 60]) })).toEqual([['collection', 35, 60, 'A1', 5]]);
    expect(told({ facts: { A1: { decommissionedAt: at(32) } }, silent: during(['A1'], [0, 60]) })).toEqual([['collection', 0, 30, 'A1', 6]]);
  });

  it('is told by the intervals of each device: one that reports by the hour is not silent for a minute', () => {
    const facts = { A1: { classId: 'c1' }, A2: { classId: 'c60' }, A3: { classId: 'c60' } };
    expect(told({ facts, silent: { A1: [[10, 15]], A2: [[0, 30]], A3: [[0, 30]] } })).toEqual([['collection', 10, 15, 'A1', 5]]);
    expect(told({ facts, silent: { A1: [[60, 120]], A2: [[60, 120]], A3: [[60, 120]] } })).toEqual([['gateway', 60, 120, 'A1 A2 A3', 62]]);
  });

  it('that late data fills is none; how much came late is counted', () => {
    const minutes = { leg: 'reporting', device: 'A1', hour: Math.floor(FIRST / 60), low: 0b11_1110_0000, high: 0 } as const;
    expect(reported({ silent: {}, context: { gapEvidence: { off: [], late: [minutes] } } })).toMatchObject({ missing: 0, events: [], delivered: { valid: 120, late: 1, overdue: 0 } });
    expect(reported({ silent: {}, context: { overdue: [minutes] } })).toMatchObject({ missing: 1, delivered: { valid: 119, late: 0, overdue: 1 } });
  });
});
