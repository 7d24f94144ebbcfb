import { describe, expect, it } from '@jest/globals';
import { operationList } from '@yanshou/api-schema';
import type { TraceBatch, TraceEntry, TraceEvent } from '@yanshou/telemetry';
import { judgeTraces, storyOf } from './batch-story.js';
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

  it('tells of a batch the terms that it is judged by, and nothing of those of others', () => {
    const readings = [{ batch: 'b1', event: 'e', unit: '°C', expected: 2, platformFault: 0, covered: 2, inRange: 2, min: 1, max: 2, readings: 2, origins: ['imported' as const] }];
    const terms = { scope: 'all' as const, varieties: [{ name: '他种', vegetable: true }], bases: ['b'], coldChain: { unit: '°C', ranges: [{ low: 0, high: 8 }, { product: '冻品', low: -30, high: -18 }], minimumCoverage: 0.8 } };
    const story = storyOf({ batch: batch('b1'), events: [event('b1')], readings, findings: [], terms, clauses: ['甲', '乙'] }, { zone: 'Asia/Shanghai', demonstration: false }, []);
    expect(story.steps[0]?.readings).toMatchObject({ limits: { low: 0, high: 8 }, origins: ['imported'] });
    expect(story.terms).toEqual({ steps: ['production', 'processing', 'cold-chain', 'sale'], clause: '甲；乙', coverage: { least: 0.8, own: false }, inRange: { least: 0.95, own: true } });
    expect(JSON.stringify(story)).not.toMatch(/他种|冻品|"b1"|"e"/);
  });

  it('tells of a correction once it is accepted', () => {
    const correction: TraceEntry = { ...event('b1'), id: 'c', corrects: 'e', actor: '别的农场', reason: '误录' };
    const actors = (entries: readonly TraceEntry[]) => storyOf({ batch: batch('b1'), events: entries, readings: [], findings: [], terms: null, clauses: [] }, { zone: 'Asia/Shanghai', demonstration: false }, []).steps.map(({ actor, corrected }) => [actor, corrected]);
    const decision = { project: 'p', batch: 'b1', event: 'c', decidedBy: 'o', decidedAt: 1 };
    expect(actors([event('b1'), correction])).toEqual([['农场', false]]);
    expect(actors([event('b1'), { ...correction, decision: { ...decision, decision: 'rejected' } }])).toEqual([['农场', false]]);
    expect(actors([event('b1'), { ...correction, decision: { ...decision, decision: 'accepted' } }])).toEqual([['别的农场', true]]);
  });

  it('has two hundred of them at most', () => {
    const query = operationList().find(({ id }) => id === 'listBatches')?.query;
    expect([query?.safeParse({ limit: '200' }).success, query?.safeParse({ limit: '201' }).success]).toEqual([true, false]);
  });
});
