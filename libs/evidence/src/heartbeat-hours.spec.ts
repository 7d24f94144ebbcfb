import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DeviceHours, HeartbeatHour } from '@yanshou/kpi';
import { unexplainedMinutes } from './heartbeat-hours.js';

const mask = fc.integer({ min: 0, max: 2 ** 30 - 1 });
const hour = fc.record({ device: fc.constantFrom('M1', 'M2', 'M3'), hour: fc.integer({ min: 490_000, max: 490_005 }), low: mask, high: mask });
const hours = fc.uniqueArray(hour, { selector: ({ device, hour }) => `${device} ${hour}`, maxLength: 18 });
type Hour = Omit<HeartbeatHour, 'leg'>;

const PRINCIPALS = new Map([[3, 'M1'], [9, 'M2'], [4, 'M3']]);
const numberOf = (device: string): number => [...PRINCIPALS].find(([, id]) => id === device)?.[0] ?? 0;

const deviceHours = (rows: readonly Hour[], origin?: readonly number[]): DeviceHours => ({
  principals: PRINCIPALS,
  columns: {
    length: rows.length, principal: Int32Array.from(rows, ({ device }) => numberOf(device)), hour: Int32Array.from(rows, (row) => row.hour),
    low: Int32Array.from(rows, ({ low }) => low), high: Int32Array.from(rows, ({ high }) => high), ...(origin && { origin: Uint8Array.from(origin) }),
  },
});

describe('minutes that only a heartbeat marked', () => {
  it('are what the store has beyond the readings, in the order of device and hour', () => {
    fc.assert(fc.property(hours, hours, (stored, explained) => {
      const rest = unexplainedMinutes('reporting', deviceHours([...stored, ...explained]), deviceHours(explained), [0]);
      const known = new Map(explained.map((row) => [`${row.device} ${row.hour}`, row]));
      for (const { device, hour, low, high } of rest) {
        const by = known.get(`${device} ${hour}`) ?? { low: 0, high: 0 };
        const all = stored.find((row) => row.device === device && row.hour === hour);
        expect([low & by.low, high & by.high, low | by.low, high | by.high]).toEqual([0, 0, (all?.low ?? 0) | by.low, (all?.high ?? 0) | by.high]);
        expect(low | high).not.toBe(0);
      }
      expect(rest).toEqual([...rest].sort((a, b) => (a.device === b.device ? a.hour - b.hour : a.device < b.device ? -1 : 1)));
    }));
  });

  it('are none where readings explain all, or where the origin does not count', () => {
    fc.assert(fc.property(hours, (rows) => {
      expect(unexplainedMinutes('baseline', deviceHours(rows), deviceHours(rows), [0])).toEqual([]);
      expect(unexplainedMinutes('baseline', deviceHours(rows, rows.map(() => 1)), deviceHours([]), [0, 3])).toEqual([]);
    }));
  });
});
