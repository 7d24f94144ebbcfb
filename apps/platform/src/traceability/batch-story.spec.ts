import { describe, expect, it } from '@jest/globals';
import { operationList } from '@yanshou/api-schema';
import type { TraceBatch, TraceEvent } from '@yanshou/telemetry';
import { judgeTraces } from './batch-story.js';
import type { StorySources } from './batch-story.js';

const batch = (id: string): TraceBatch =>
  ({ project: 'p', id, publicId: id, product: '黄瓜', base: 'b', quantity: 1, unit: 'kg', producedAt: 0, recordedBy: 'm', recordedAt: 0 });
const event = (of: string): TraceEvent =>
  ({ project: 'p', batch: of, id: 'e', step: 'sale', at: 0, place: { site: 'b' }, actor: '农场', recordedBy: 'm', recordedAt: 0 });

describe('a page of batches', () => {
  it('is judged by one query of events, whatever its length, each batch by its own', async () => {
    const asked: (readonly string[])[] = [];
    const registry = {
      inventory: async () => undefined, contract: async () => undefined, sites: async () => [],
      traceEvents: async (_project: string, batches: readonly string[]) => {
        asked.push(batches);
        return [event('b2'), event('b3')];
      },
    };
    const telemetry = { traceReadings: async () => [] } as unknown as StorySources['telemetry'];
    const judged = await judgeTraces({ registry, telemetry } satisfies StorySources, 'p', ['b1', 'b2', 'b3'].map(batch));
    expect(asked).toEqual([['b1', 'b2', 'b3']]);
    expect(judged.map(({ batch: { id }, events }) => [id, events.map(({ batch: of }) => of)])).toEqual([['b1', []], ['b2', ['b2']], ['b3', ['b3']]]);
  });

  it('has two hundred of them at most', () => {
    const query = operationList().find(({ id }) => id === 'listBatches')?.query;
    expect([query?.safeParse({ limit: '200' }).success, query?.safeParse({ limit: '201' }).success]).toEqual([true, false]);
  });
});
