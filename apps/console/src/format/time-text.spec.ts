import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayText, lastDay, periodText, startOfDay, timeText } from './time-text.js';

const SHANGHAI = 'Asia/Shanghai';

describe('times of a project', () => {
  it('are written in its zone', () => {
    expect(timeText('2026-10-31T16:30:00Z', SHANGHAI)).toBe('2026-11-01 00:30');
    expect(timeText('2026-10-31T16:30:00Z', 'UTC')).toBe('2026-10-31 16:30');
    expect(dayText('2026-10-31T16:30:00Z', SHANGHAI)).toBe('2026-11-01');
  });

  it('periods of whole days name the first and the last day', () => {
    expect(periodText({ from: '2026-10-01T00:00:00+08:00', to: '2026-11-01T00:00:00+08:00' }, SHANGHAI)).toBe('2026-10-01 – 2026-10-31');
    expect(periodText({ from: '2026-10-01T00:00:00+08:00', to: '2026-10-02T00:00:00+08:00' }, SHANGHAI)).toBe('2026-10-01');
    expect(lastDay('2026-11-01T00:00:00+08:00', SHANGHAI)).toBe('2026-10-31');
  });

  it('other periods name both instants', () => {
    expect(periodText({ from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z' }, SHANGHAI)).toBe('2026-10-01 08:00 – 2026-11-01 08:00');
    expect(periodText({ from: '2026-10-01T00:00:00+08:00', to: '2026-10-31T12:30:00+08:00' }, SHANGHAI)).toBe('2026-10-01 00:00 – 2026-10-31 12:30');
  });
});

describe('the start of a day', () => {
  it('carries the offset of the zone', () => {
    expect(startOfDay('2026-10-01', SHANGHAI)).toBe('2026-10-01T00:00:00+08:00');
    expect(startOfDay('2026-10-31', SHANGHAI, 1)).toBe('2026-11-01T00:00:00+08:00');
    expect(startOfDay('2026-07-01', 'America/St_Johns')).toBe('2026-07-01T00:00:00-02:30');
  });

  it('is where the day begins, whatever the zone does to its clocks', () => {
    const day = fc.integer({ min: 0, max: 20_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
    const zone = fc.constantFrom(SHANGHAI, 'UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Africa/Cairo');
    fc.assert(fc.property(day, zone, (wanted, where) => {
      const start = Date.parse(startOfDay(wanted, where));
      expect(dayText(new Date(start).toISOString(), where)).toBe(wanted);
      expect(dayText(new Date(start - 1).toISOString(), where) < wanted).toBe(true);
    }));
  });
});
