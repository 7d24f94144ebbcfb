import { describe, expect, it } from '@jest/globals';
import { BatchBuilder, MemoryStore } from '@yanshou/store/testing';
import { MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { ProjectInventory, TraceBatchItem } from '@yanshou/telemetry';
import { traceReadingsOfBatches } from './trace-readings.js';

const START = 29_000_000;
const at = (minute: number): number => (START + minute) * MICROS_PER_MINUTE;
const inventoryOf = (demonstration: boolean): ProjectInventory => ({
  project: 'p', zone: 'Asia/Shanghai', demonstration, acceptedFrom: 0, unknownMetric: 'accept', gateways: [],
  classes: [{ id: 'c', nameZh: '冷藏车', nameEn: 'lorry', judgingIntervalMinutes: 5, metrics: [{ name: 't', unit: '°C', valueType: 'number', kind: 'process', resolution: 0.1, reporting: 'periodic' }] }],
  devices: [{ id: 'd', assetNumber: 'd', nameZh: '', nameEn: '', assetKind: 'vehicle', classId: 'c', intelligent: false, reporting: 'periodic' }],
});
const batch = (id: string, from: number, until: number): TraceBatchItem => ({
  id, product: '种子', base: 'b', producedAt: at(0), withdrawn: false,
  events: [{ id: 'e', step: 'cold-chain', at: at(from), until: at(until), place: { site: 'b' }, readings: { device: 'd', metric: 't' } }],
});

/** The platform was heard from minute 0 to 200, without 20 to 40; a reading every five minutes, those of the outage lost but one. */
async function rowsOf(batches: readonly TraceBatchItem[], demonstration = false) {
  const [store, builder] = [new MemoryStore(), new BatchBuilder()];
  for (let minute = 0; minute < 200; minute += 1) if (minute < 20 || minute >= 40) builder.platformMinute(START + minute);
  for (let minute = 0; minute < 200; minute += 5) if (minute < 20 || minute >= 40 || minute === 30) builder.reading({ device: 'd', metric: 't', at: at(minute), value: 4, origin: demonstration ? 1 : 0 });
  await store.commit(builder.build());
  const rows = await traceReadingsOfBatches(store, { inventory: inventoryOf(demonstration), terms: null, batches, period: { from: 0, to: Number.MAX_SAFE_INTEGER } });
  return rows.map(({ expected, platformFault, covered }) => [expected, platformFault, covered]);
}

describe('the cold chains of batches', () => {
  it('are not asked for what the heartbeats around each prove to be downtime', async () => {
    expect(await rowsOf([batch('a', 0, 100), batch('b', 10, 30), batch('c', 50, 100)])).toEqual([[17, 3, 17], [2, 2, 2], [10, 0, 10]]);
    expect(await rowsOf([batch('a', 20, 25)])).toEqual([[0, 1, 0]]);
  });

  it('are asked for all of it where nothing is proven: before the first heartbeat and after the last one', async () => {
    expect(await rowsOf([batch('a', -50, 10), batch('b', 190, 300)])).toEqual([[12, 0, 2], [22, 0, 2]]);
  });

  it('of a demonstration are asked for all of it', async () => {
    expect(await rowsOf([batch('a', 0, 100)], true)).toEqual([[20, 0, 17]]);
  });
});
