import type { DeviceWithState } from '@yanshou/api-schema';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countStates, filterDevices, pageOf } from './device-filter.js';

const device = (id: string, state: DeviceWithState['state'], nameZh = '机床'): DeviceWithState => ({
  id, assetNumber: `A-${id}`, nameZh, nameEn: 'machine', assetKind: 'production', classId: 'cnc', intelligent: true, reporting: 'periodic', state, lastReceived: null, messages: 0,
});
const devices = [device('M01', 'live'), device('M02', 'silent', '磨床'), device('M03', 'never'), device('M04', 'live')];
const ids = (found: readonly DeviceWithState[]): string[] => found.map(({ id }) => id);

describe('devices', () => {
  it('are found by state and by words', () => {
    expect(ids(filterDevices(devices, { state: 'live', text: '' }))).toEqual(['M01', 'M04']);
    expect(ids(filterDevices(devices, { state: 'all', text: '磨' }))).toEqual(['M02']);
    expect(ids(filterDevices(devices, { state: 'all', text: 'machine a-m03' }))).toEqual(['M03']);
    expect(ids(filterDevices(devices, { state: 'never', text: 'M01' }))).toEqual([]);
  });

  it('are counted by state, those in service', () => expect(countStates([...devices, device('M05', 'decommissioned')])).toEqual({ live: 2, silent: 1, never: 1, unjudged: 0 }));

  it('are all on the pages, once each and in order', () => {
    fc.assert(fc.property(fc.array(fc.nat(), { maxLength: 200 }), fc.integer({ min: 1, max: 40 }), (all, size) => {
      const { pages } = pageOf(all, 0, size);
      const paged = Array.from({ length: pages }, (_, page) => pageOf(all, page, size));
      expect(paged.flatMap(({ items }) => items)).toEqual(all);
      for (const { items, first, last } of paged) expect(all.slice(first - 1, last)).toEqual(items);
    }));
  });

  it('a page beyond the last is the last', () => {
    expect(pageOf([1, 2, 3], 9, 2)).toEqual({ items: [3], page: 1, pages: 2, first: 3, last: 3 });
  });
});
