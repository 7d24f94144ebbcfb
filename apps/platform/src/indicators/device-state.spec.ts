import { describe, expect, it } from '@jest/globals';
import type { PrincipalTotals } from '@yanshou/store';
import { hourOf } from '@yanshou/telemetry';
import { deviceCounts, heardUntil } from './device-state.js';
import { dueHours } from './due-hours.js';

const NOW = 1_800_000_001_000_000;
const totals = (device: string, lastHour: number) => ({ principal: { device }, lastHour }) as unknown as PrincipalTotals;

describe('devices by their state', () => {
  it('are those in service: what was taken out is neither silent nor counted', () => {
    const inventory = [{ id: 'live' }, { id: 'silent' }, { id: 'never' }, { id: 'scrapped', decommissionedAt: NOW }, { id: 'leaving', decommissionedAt: NOW + 1 }].map((one) => ({ classId: 'c', ...one }));
    const last = hourOf(NOW);
    const heard = [totals('live', last), totals('silent', last - 2), totals('scrapped', last - 2), totals('leaving', last - 2)];
    expect(deviceCounts(inventory, heard, { ...heardUntil(NOW, NOW), due: dueHours(undefined) }, NOW).devices).toEqual({ total: 4, live: 1, silent: 2, never: 1, unjudged: 0 });
    expect(deviceCounts(inventory, heard, { ...heardUntil(NOW, NOW), due: dueHours(undefined) }, NOW - 1).devices).toMatchObject({ total: 5, silent: 3 });
  });
});
