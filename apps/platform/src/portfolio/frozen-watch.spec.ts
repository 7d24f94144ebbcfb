import { describe, expect, it } from '@jest/globals';
import type { WindowAggregate, WindowQuery } from '@yanshou/store';
import type { MetricDefinition, ProjectInventory } from '@yanshou/telemetry';
import { MICROS_PER_DAY, MICROS_PER_HOUR } from '@yanshou/telemetry';
import { FrozenWatch } from './frozen-watch.js';

const NOW = 20_000 * MICROS_PER_DAY;
const metric = (name: string, more: Partial<MetricDefinition> = {}): MetricDefinition => ({ name, unit: '', valueType: 'number', kind: 'process', resolution: 1, reporting: 'periodic', ...more });
const inventory = {
  project: 'pond', demonstration: false, classes: [{ id: 'c', metrics: [
    metric('oxygen', { role: 'dissolved-oxygen' }), metric('temperature', { role: 'water-temperature' }), metric('ph', { role: 'ph', reporting: 'by-exception' }), metric('mercury', { role: 'mercury' }), metric('setpoint'),
  ] }],
  devices: [{ id: 'd2', classId: 'c' }, { id: 'd1', classId: 'c' }],
} as unknown as ProjectInventory;

function watching(answer: (query: WindowQuery) => Partial<WindowAggregate>) {
  const asked: string[] = [];
  const watch = new FrozenWatch({ windows: async (query) => {
    asked.push(`${query.device}/${query.metric}`);
    return [{ numeric: 1_440, min: 7, max: 7, ...answer(query) } as WindowAggregate];
  } });
  return { watch, asked };
}

describe('levels that stand still', () => {
  it('are looked for among periodic levels of nature, once an hour, with since when', async () => {
    const { watch, asked } = watching(({ device, metric: name }) => (device === 'd1' && name === 'oxygen' ? {} : { max: 8 }));
    const frozen = [{ device: 'd1', metric: 'oxygen', since: NOW - MICROS_PER_DAY }];
    expect(await watch.frozen(inventory, NOW)).toEqual(frozen);
    expect(asked).toEqual(['d1/oxygen', 'd1/temperature', 'd2/oxygen', 'd2/temperature']);
    const left = watching(() => ({}));
    await left.watch.frozen({ ...inventory, devices: inventory.devices.map((one) => ({ ...one, ...(one.id === 'd2' ? { decommissionedAt: NOW } : {}) })) }, NOW);
    expect(left.asked).toEqual(['d1/oxygen', 'd1/temperature']);
    expect(await watch.frozen(inventory, NOW + MICROS_PER_HOUR - 1)).toEqual(frozen);
    expect(asked).toHaveLength(4);
    await watch.frozen(inventory, NOW + MICROS_PER_HOUR);
    expect(asked).toHaveLength(8);
  });

  it.each([['moves', { min: 7, max: 7.1 }], ['reads 0', { min: 0, max: 0 }], ['hardly reports', { numeric: 23 }], ['never reported', { numeric: 0, min: null, max: null }]] as const)('are none where a level %s', async (_, facts) => {
    expect(await watching(() => facts).watch.frozen(inventory, NOW)).toEqual([]);
  });
});
