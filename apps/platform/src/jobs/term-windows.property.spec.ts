import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JobRunner } from '@yanshou/jobs';
import { evaluateAll } from '@yanshou/kpi';
import type { IndicatorRow } from '@yanshou/kpi';
import type { KpiValueVersion, Registry, WindowResult } from '@yanshou/registry';
import { BatchBuilder, MemoryStore } from '@yanshou/store/testing';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, ManualClock, parseIsoMicros } from '@yanshou/telemetry';
import fc from 'fast-check';
import { windowContract, withOwnWindowNote } from '../indicators/contract-at.js';
import type { WindowSpan } from '../indicators/contract-at.js';
import { readProjectFacts } from '../indicators/project-facts.js';
import type { ProjectFacts } from '../indicators/project-facts.js';
import { windowFacts } from '../indicators/window-facts.js';
import { readWindowContext } from '../telemetry/indicator-inputs.js';
import { isEndOpen } from '../telemetry/open-end.js';
import { termEdits } from './testing/term-edits.js';
import type { Edit } from './testing/term-edits.js';
import { WindowLedger, kept } from './testing/window-ledger.js';
import { KEPT_UNITS, WindowIndicatorsJob } from './window-indicators.job.js';

const ZONE = 'Asia/Shanghai';
/** The last day of a quarter and the first of the next; the baseline is the day before. */
const FROM = parseIsoMicros('2026-09-30T00:00:00+08:00') ?? NaN;
const { deviceClass, devices, contract, edits, labels } = termEdits(FROM, ZONE);
/** Hours are most of the windows: where each edit has its turn they are left out. */
const LONGER = KEPT_UNITS.filter((unit) => unit !== 'hour');
const OF_CONTRACT = /^任务书或专项目标有变 .* the contract or a target of its programme was changed$/;
const [OF_INVENTORY, OF_CALENDAR, OF_FIGURE] = [/^设备台账有变 .* the inventory was changed$/, /^计划时间有变 .* planned time was changed$/, /^申报数的认定有变 .* a declared figure was accepted or withdrawn$/];
/** What a version says of why it is there, where that is not the contract. */
const CAUSES: Readonly<Record<string, RegExp>> = {
  ...Object.fromEntries(['commissioned', 'decommissioned', 'added', 'assetKind', 'interval', 'resolution', 'reporting'].map((name) => [name, OF_INVENTORY])),
  planned: OF_CALENDAR, calendar: OF_CALENDAR, calendarRemoved: OF_CALENDAR, figure: OF_FIGURE,
};
const GAINS = ['energy-utilisation-gain', 'production-efficiency-gain'];

/** Two machines over the baseline and the window, each with hours of its own in which it said nothing, and a third that the inventory knows later. */
async function filled(): Promise<MemoryStore> {
  const [store, builder] = [new MemoryStore(), new BatchBuilder()];
  for (const [place, device] of ['d1', 'd2', 'd3'].entries()) {
    for (let hour = -24; hour < 48; hour += 1) {
      if ((hour + 24 + 5 * place) % (7 - place) === 0) continue;
      const [at, lateHours] = [FROM + hour * MICROS_PER_HOUR + (place + 2) * MICROS_PER_MINUTE, (hour + 24) % 11 === 0 ? 40 : 0];
      const reading = { device, at, resolution: 1, received: at + lateHours * MICROS_PER_HOUR, late: lateHours > 0 };
      for (const [metric, value] of [['good', 500 + hour * (place + 1)], ['energy', 900 + 3 * hour], ['oxygen', 3 + (hour + 24) % 4]] as const) builder.reading({ ...reading, metric, value });
      builder.reading({ ...reading, metric: 'running', value: hour % 5 !== 0 });
    }
  }
  for (let minute = -24 * 60; minute < 60 * 60; minute += 1) if (minute % 1_000 > 40) builder.platformMinute(FROM / MICROS_PER_MINUTE + minute);
  await store.commit(builder.build());
  return store;
}

describe('stored windows of a project whose inventory and terms are edited', () => {
  const clock = new ManualClock(FROM);
  let ledger: WindowLedger;
  let registry: Registry;
  let store: MemoryStore;
  beforeAll(async () => {
    ledger = await WindowLedger.open(clock, ZONE);
    ({ registry } = ledger);
    store = await filled();
  }, 120_000);
  afterAll(() => ledger.close());

  /** As the platform computes a window, from what the registry says now, and from what is kept of closed days or from readings alone. The store knows the readings as those of `p`. */
  async function rowsOf(project: string, span: WindowSpan, isKept = false): Promise<readonly IndicatorRow[]> {
    const { inventory, contract: signed, ...rest } = (await readProjectFacts(registry, project)) as ProjectFacts;
    const facts = windowFacts({ ...rest, inventory: { ...inventory, project: 'p' }, contract: signed }, span);
    const judged = windowContract(facts.contract, span, facts);
    const rows = evaluateAll(await readWindowContext({ store, inventory: facts.inventory, contract: judged, pending: 0, ...(isKept && { closedUntil: span.to }) }));
    return rows.map((row) => withOwnWindowNote(row, signed, judged));
  }

  async function opened(): Promise<string> {
    const project = await ledger.newProject();
    for (const saving of [registry.saveClass(project, deviceClass), registry.saveDevices(project, devices), registry.saveContract(contract(project))]) expect(await saving).toMatchObject({ ok: true });
    return project;
  }

  /** Answers a tick of a project: everything that is due by the clock or by an edit is computed; how many windows that were. */
  function ticking(project: string, units: readonly (typeof KEPT_UNITS)[number][] = KEPT_UNITS): (hour: number) => Promise<number> {
    const runners = units.map((unit) => new JobRunner<WindowResult>(
      new WindowIndicatorsJob(unit, { evaluate: (of, span) => rowsOf(of, span, true), isEndOpen: (_, span) => isEndOpen(store, 'p', span) }),
      { windows: registry, clock, owner: 'jobs', onError: (_, error) => { throw error; } }));
    return async (hour) => {
      clock.set(FROM + hour * MICROS_PER_HOUR);
      const { window, baseline } = (await registry.contract(project)) ?? contract(project);
      let finished = 0;
      for (const runner of runners) {
        await runner.plan([{ project, zone: ZONE, from: window.from, to: window.to, ...(baseline && { baseline }) }]);
        finished += await runner.drain();
      }
      return finished;
    };
  }

  async function expectRecomputed(project: string): Promise<readonly KpiValueVersion[]> {
    const values = await registry.kpiValues(project);
    const bySpan = new Map<string, readonly IndicatorRow[]>();
    for (const stored of values) {
      const key = `${stored.unit} ${stored.from} ${stored.to}`;
      const rows = bySpan.get(key) ?? (await rowsOf(project, stored));
      bySpan.set(key, rows);
      const now = rows.find(({ indicator }) => indicator === stored.indicator);
      // A gain for which a figure stands has no window any more; the value before is history.
      if (now === undefined) expect(GAINS).toContain(stored.indicator);
      else expect({ ...kept(stored), verdict: (stored.detail as IndicatorRow).verdict, target: (stored.detail as IndicatorRow).target }).toEqual({ ...kept(now), verdict: now.verdict, target: now.target });
    }
    return values;
  }

  let restated = 0;
  const edit = (of: Readonly<Record<string, Edit>>) => fc.record({ name: fc.constantFrom(...Object.keys(of)), variant: fc.nat({ max: 59 }) });

  it('are what is computed anew, to the bit, after whatever edits between ticks; every version says why', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.array(edit({ ...edits, ...labels }), { minLength: 1, maxLength: 3 }), { minLength: 3, maxLength: 5 }), async (rounds) => {
      const project = await opened();
      const tick = ticking(project);
      await tick(26);
      for (const [round, ones] of rounds.entries()) {
        for (const { name, variant } of ones) expect([name, await ({ ...edits, ...labels })[name]?.(registry, project, variant)]).toMatchObject([name, { ok: expect.any(Boolean) }]);
        await tick(30 + 10 * round);
      }
      const values = await expectRecomputed(project);
      expect(new Set(values.map(({ unit }) => unit))).toEqual(new Set(KEPT_UNITS));
      for (const { version, reason } of values) expect(reason === undefined).toBe(version === 1);
      restated += values.filter(({ version }) => version > 1).length;
    }), { numRuns: 3, endOnFailure: true });
    expect(restated).toBeGreaterThan(0);
  }, 600_000);

  it.each(Object.keys(edits))('are touched by an edit of %s, are then what is computed anew, and say why', async (name) => {
    const project = await opened();
    const tick = ticking(project, LONGER);
    await tick(60);
    let computed = 0;
    for (const variant of [2, 3]) {
      expect(await edits[name]?.(registry, project, variant)).toEqual({ ok: true, value: expect.anything() });
      computed += await tick(60 + variant);
    }
    const reasons = (await expectRecomputed(project)).flatMap(({ reason }) => reason ?? []);
    expect([...new Set(reasons)].filter((reason) => !(CAUSES[name] ?? OF_CONTRACT).test(reason))).toEqual([]);
    expect(computed).toBeGreaterThan(0);
  }, 300_000);

  it.each(Object.keys(labels))('are left alone by an edit of %s', async (name) => {
    const project = await opened();
    const tick = ticking(project);
    await tick(60);
    const before = await registry.kpiValues(project);
    for (const variant of [1, 2]) expect([await labels[name]?.(registry, project, variant), await tick(60 + variant)]).toMatchObject([{ ok: true }, 0]);
    expect(await registry.kpiValues(project)).toEqual(before);
    await expectRecomputed(project);
  }, 300_000);

  it('are left as they are by a machine that leaves and a calendar that begins afterwards, and are computed anew from then on', async () => {
    const project = await opened();
    const tick = ticking(project);
    await registry.saveContract({ ...contract(project), targets: contract(project).targets.filter(({ indicator }) => !GAINS.includes(indicator)), networkedThreshold: 0.7 }, { who: 'officer', approval: '批复 1 号' });
    await tick(60);
    await registry.saveEvidence({ project, id: 'paper', kind: 'approval', title: '批复', fileName: 'a.pdf', mediaType: 'application/pdf', bytes: 1, sha256: 'a'.repeat(64), status: 'accepted' });
    clock.set(FROM + 61 * MICROS_PER_HOUR);
    await registry.saveFreeze(project, clock.now(), { who: 'officer' });
    const noon = FROM + MICROS_PER_DAY + 12 * MICROS_PER_HOUR;
    const [, second] = devices;
    const changes = [
      { kind: 'device' as const, device: { ...(second as typeof devices[number]), decommissionedAt: noon, decommissionReason: '报废' } },
      { kind: 'calendar' as const, scope: 'project', plannedTime: { zone: ZONE, shifts: [{ start: '08:00', end: '16:00' }] }, validFrom: noon },
    ];
    for (const [index, change] of changes.entries()) {
      expect(await registry.proposeChange(project, { id: `c${index}`, reason: '更正', change }, { who: 'member' })).toMatchObject({ ok: true });
      expect(await registry.decideChange(project, `c${index}`, { decision: 'accepted', approval: 'JK-1', approvedAt: FROM, file: 'paper' }, { who: 'li' })).toMatchObject({ ok: true });
      // Twelve hours, the day, the month and the quarter that they are in, and the whole.
      expect([index, await tick(62 + index)]).toEqual([index, 16]);
      const values = await expectRecomputed(project);
      const again = values.filter(({ version, unit }) => version > 1 && unit !== 'reporting');
      expect(again.length).toBeGreaterThan(0);
      expect(again.filter(({ to }) => to <= noon)).toEqual([]);
    }
  }, 300_000);
});
