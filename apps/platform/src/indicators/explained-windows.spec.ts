import { describe, expect, it } from '@jest/globals';
import type { IndicatorRow } from '@yanshou/kpi';
import type { Registry } from '@yanshou/registry';
import { BatchBuilder, MemoryStore } from '@yanshou/store/testing';
import { ManualClock, MICROS_PER_DAY, MICROS_PER_HOUR, parseIsoMicros } from '@yanshou/telemetry';
import type { InventoryDevice, PeriodUnit, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { TelemetryService } from '../telemetry/telemetry-service.js';
import type { TelemetryParts } from '../telemetry/telemetry-service.js';
import { IndicatorEvaluator } from './indicator-evaluator.js';
import type { IndicatorEvaluatorParts } from './indicator-evaluator.js';
import { explainedFacts } from './window-facts.js';

const ZONE = 'Asia/Shanghai';
const FROM = parseIsoMicros('2026-09-01T00:00:00+08:00') ?? NaN;
const SPAN = { from: FROM, to: FROM + 4 * MICROS_PER_DAY };
const DAY = { from: FROM + MICROS_PER_DAY, to: FROM + 2 * MICROS_PER_DAY };
const HOUR = { from: DAY.from, to: DAY.from + MICROS_PER_HOUR };
const LATER = { shifts: [{ start: '08:00', end: '20:00' }], zone: ZONE };
const INDICATOR = 'networked-device-ratio';

const contract: ProjectContract = {
  project: 'p', programme: 'P1', direction: 'P1.1.1', networkedThreshold: 0.8, minimumPlatformCoverage: 0, window: SPAN, plannedTime: { zone: ZONE, shifts: [] },
  targets: [{ indicator: INDICATOR, comparator: '>=', value: 70, unit: '%', clause: '任务书' }],
};

const inventoryOf = (leaves: Partial<InventoryDevice>): ProjectInventory => ({
  project: 'p', zone: ZONE, demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine', gateways: [],
  classes: [{ id: 'c', nameZh: '机床', nameEn: 'machine', judgingIntervalMinutes: 60, metrics: [{ name: 'm', unit: '', valueType: 'number', kind: 'process', resolution: 1, reporting: 'periodic' }] }],
  devices: ['stays', 'leaves'].map((id) => ({ id, assetNumber: id, nameZh: '', nameEn: '', assetKind: 'production', classId: 'c', intelligent: true, reporting: 'periodic', ...(id === 'leaves' && leaves) })),
});

async function filled(): Promise<MemoryStore> {
  const [store, builder] = [new MemoryStore(), new BatchBuilder()];
  for (const device of ['stays', 'leaves']) {
    for (let at = FROM; at < SPAN.to; at += MICROS_PER_HOUR) builder.reading({ device, metric: 'm', at, value: at, origin: 0, received: at, late: false, replayed: false });
  }
  await store.commit(builder.build());
  return store;
}

interface Terms {
  readonly leaves?: Partial<InventoryDevice>;
  readonly calendars?: ProjectContract['calendars'];
}

/** The evaluator over a registry that knows these terms of the project. */
async function evaluatorOf({ leaves = {}, calendars }: Terms): Promise<IndicatorEvaluator> {
  const registry: Partial<Registry> = {
    inventory: async () => inventoryOf(leaves), contract: async () => ({ ...contract, ...(calendars && { calendars, plannedTime: LATER }) }), evidence: async () => [], figures: async () => [],
    legalChanges: async () => [], programmeSettings: async () => undefined, traceItems: async () => [],
  };
  const clock = new ManualClock(SPAN.to + MICROS_PER_DAY);
  const telemetry = new TelemetryService({ store: await filled() } as unknown as TelemetryParts);
  return new IndicatorEvaluator({ registry, telemetry, clock, pending: async () => 0, knownUntil: async () => clock.now() } as unknown as IndicatorEvaluatorParts);
}

type Read = (evaluator: IndicatorEvaluator) => Promise<IndicatorRow | undefined>;
const kept = (span: typeof SPAN, unit: PeriodUnit): Read => async (evaluator) => (await evaluator.window('p', { ...span, unit }))[0];
const explained = (span: typeof SPAN): Read => async (evaluator) => (await evaluator.explain('p', INDICATOR, (facts) => explainedFacts(facts, span)))?.row;
const charted = (span: typeof SPAN): Read => async (evaluator) => (await evaluator.charted('p', span))?.rows[0];

const DECOMMISSIONED: Terms = { leaves: { decommissionedAt: DAY.to + MICROS_PER_HOUR, decommissionReason: '报废' } };
const COMMISSIONED: Terms = { leaves: { commissionedAt: DAY.to + MICROS_PER_HOUR } };
const OTHER_SHIFT: Terms = { calendars: [{ scope: 'project', plannedTime: LATER, validFrom: DAY.to, earlier: [{ plannedTime: contract.plannedTime }] }] };

describe('a window that is kept, its explanation and what is drawn of it', () => {
  it.each([['a device leaves', DECOMMISSIONED], ['a device comes', COMMISSIONED], ['another shift begins', OTHER_SHIFT]])('are of the same inputs where %s later', async (_, terms) => {
    const evaluator = await evaluatorOf(terms);
    for (const [span, unit] of [[DAY, 'day'], [HOUR, 'hour']] as const) {
      const [stored, ...others] = await Promise.all([kept(span, unit), explained(span), charted(span)].map((read) => read(evaluator)));
      expect(stored?.inputsDigest).toMatch(/^sha256:/);
      for (const row of others) expect([unit, row?.value, row?.inputsDigest]).toEqual([unit, stored?.value, stored?.inputsDigest]);
    }
  });

  it('a part is as it was before anybody knew of the departure; the whole window is not', async () => {
    const [before, after] = [await evaluatorOf({}), await evaluatorOf(DECOMMISSIONED)];
    const digest = async (read: Read, evaluator: IndicatorEvaluator) => (await read(evaluator))?.inputsDigest;
    expect(await digest(explained(DAY), after)).toBe(await digest(explained(DAY), before));
    expect(await digest(explained(SPAN), after)).not.toBe(await digest(explained(SPAN), before));
    expect(await digest(explained(SPAN), after)).toBe(await digest(kept(SPAN, 'reporting'), after));
  });
});
