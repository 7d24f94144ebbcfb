import { describe, expect, it } from '@jest/globals';
import { evaluateAll } from '@yanshou/kpi';
import type { IndicatorRow } from '@yanshou/kpi';
import { BatchBuilder, MemoryStore } from '@yanshou/store/testing';
import { MICROS_PER_DAY, MICROS_PER_HOUR, parseIsoMicros } from '@yanshou/telemetry';
import type { PeriodUnit, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { readEvaluationContext, readWindowContext } from '../telemetry/indicator-inputs.js';
import { assessedContract, contractAt, explainedContract, windowContract, withOwnWindowNote } from './contract-at.js';

const ZONE = 'Asia/Shanghai';
const FROM = parseIsoMicros('2026-09-01T00:00:00+08:00') ?? NaN;
const SPAN = { from: FROM, to: FROM + 4 * MICROS_PER_DAY };
const OWN = { from: FROM + 2 * MICROS_PER_DAY, to: SPAN.to };
const dayOf = (index: number) => ({ from: FROM + index * MICROS_PER_DAY, to: FROM + (index + 1) * MICROS_PER_DAY });

const inventory: ProjectInventory = {
  project: 'p', zone: ZONE, demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine', gateways: [],
  classes: [{ id: 'c', nameZh: '机床', nameEn: 'machine', judgingIntervalMinutes: 60, metrics: [{ name: 'm', unit: '', valueType: 'number', kind: 'process', resolution: 1, reporting: 'periodic' }] }],
  devices: ['early', 'late'].map((id) => ({ id, assetNumber: id, nameZh: '', nameEn: '', assetKind: 'production', classId: 'c', intelligent: true, reporting: 'periodic' })),
};
const contract: ProjectContract = {
  project: 'p', programme: 'P1', direction: 'P1.1.1', networkedThreshold: 0.8, minimumPlatformCoverage: 0, window: SPAN, plannedTime: { zone: ZONE, shifts: [] },
  targets: [{ indicator: 'networked-device-ratio', comparator: '>=', value: 70, unit: '%', clause: '任务书', window: OWN }],
};

/** One device delivers all the time, the other in the own window only: half of them in all, every one in that. */
async function filled(): Promise<MemoryStore> {
  const [store, builder] = [new MemoryStore(), new BatchBuilder()];
  for (const [device, first] of [['early', 0], ['late', 48]] as const) {
    for (let hour = first; hour < 96; hour += 1) builder.reading({ device, metric: 'm', at: FROM + hour * MICROS_PER_HOUR, value: hour, origin: 0, received: FROM + hour * MICROS_PER_HOUR, late: false, replayed: false });
  }
  await store.commit(builder.build());
  return store;
}

const only = (rows: readonly IndicatorRow[], judged: ProjectContract): IndicatorRow => withOwnWindowNote(rows[0] as IndicatorRow, contract, judged);

describe('a stock figure with a window of its own', () => {
  const stored = async (span: { readonly from: number; readonly to: number }, unit: PeriodUnit): Promise<IndicatorRow> => {
    const judged = windowContract(contract, { ...span, unit });
    return only(evaluateAll(await readWindowContext({ store: await filled(), inventory, contract: judged, pending: 0 })), judged);
  };
  const evaluated = async (judged: ProjectContract): Promise<IndicatorRow> =>
    only(evaluateAll(await readEvaluationContext({ store: await filled(), inventory, contract: judged, pending: 0, figures: [], evidence: [] })), judged);

  it('is kept of the reporting period, and explained over it, as an assessment of it says', async () => {
    const assessed = await evaluated(assessedContract(contract, SPAN));
    expect([assessed.value, assessed.verdict]).toEqual([100, 'met']);
    for (const row of [await stored(SPAN, 'reporting'), await evaluated(explainedContract(contract, SPAN)), await evaluated(contractAt(contract, SPAN.to))]) {
      expect([row.value, row.verdict, row.inputsDigest, row.reasons]).toEqual([100, 'met', assessed.inputsDigest, assessed.reasons]);
    }
  });

  it('is of the whole of any other window, which says how it stands to its own', async () => {
    const said = ({ value, verdict, reasons }: IndicatorRow) => [value, verdict, reasons.at(-1)?.en.split(' the window')[0]];
    expect(said(await stored({ from: dayOf(1).from, to: dayOf(2).to }, 'month'))).toEqual([50, 'not-met', 'not over']);
    expect(said(await stored(dayOf(0), 'day'))).toEqual([50, 'not-met', 'not over']);
    expect(said(await stored(dayOf(3), 'day'))).toEqual([100, 'met', 'over a part only of']);
    expect(said(await evaluated(explainedContract(contract, dayOf(0))))).toEqual([50, 'not-met', 'not over']);
  });
});
