import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { MetricDefinition } from '@yanshou/telemetry';
import { METRIC_NAME, MICROS_PER_DAY, MICROS_PER_HOUR, PRINCIPAL_ID, parseIsoMicros } from '@yanshou/telemetry';
import { MAX_MESSAGE_BYTES, MAX_MESSAGE_VALUES, encodeMessage } from './encode-message.js';
import type { SimulatedMessage } from './message.js';
import { countReadings } from './message.js';
import { scenarioProject } from './scenario-project.js';
import { SCENARIO_NAMES } from './scenarios/index.js';
import { readings } from './simulated-source.js';

const NOW = parseIsoMicros('2026-11-22T09:30:00+08:00') as number;
const digest = (messages: Iterable<SimulatedMessage>): string => {
  const hash = createHash('sha256');
  for (const message of messages) hash.update(`${message.principal} ${message.dueAt}\n`).update(encodeMessage(message));
  return hash.digest('hex');
};
const project = (name: string, seed = 1) => scenarioProject(name, { now: NOW, seed });
/** A Friday: shifts work. */
const lastDay = (name: string) => ({ from: project(name).contract.window.to - 2 * MICROS_PER_DAY, to: project(name).contract.window.to - MICROS_PER_DAY, seed: 1 });

describe('the same seed and time', () => {
  it.each(SCENARIO_NAMES)('%s: give the same bytes, another seed others', (name) => {
    const day = lastDay(name);
    expect(digest(readings(project(name), day))).toBe(digest(readings(project(name), day)));
    expect(digest(readings(project(name, 2), { ...day, seed: 2 }))).not.toBe(digest(readings(project(name), day)));
  });

  it('give the same readings wherever a run begins and however they are batched', () => {
    fc.assert(fc.property(fc.constantFrom(...SCENARIO_NAMES), fc.integer({ min: 0, max: 23 }), (name, hours) => {
      const { from, to, seed } = lastDay(name);
      const cut = from + hours * MICROS_PER_HOUR;
      const flat = (messages: Iterable<SimulatedMessage>): string[] => [...messages]
        .flatMap(({ payload }) => payload.flatMap(({ device, elements }) => elements.map((element) => `${device} ${JSON.stringify(element)}`))).sort();
      const whole = flat(readings(project(name), { from, to, seed }));
      const parts = [...flat(readings(project(name), { from, to: cut, seed })), ...flat(readings(project(name), { from: cut, to, seed, batch: 0 }))];
      expect(parts.sort()).toEqual(whole);
    }), { numRuns: 4 });
  });
});

describe.each(SCENARIO_NAMES)('%s', (name) => {
  const { inventory, contract, sites } = project(name);
  const metrics = new Map(inventory.classes.map((cls) => [cls.id, new Map(cls.metrics.map((metric) => [metric.name, metric]))]));
  const devices = new Map(inventory.devices.map((device) => [device.id, device]));
  const messages = [...readings(project(name), { from: contract.window.to - 2 * MICROS_PER_DAY, to: contract.window.to, seed: 1 })];

  it('has names, sites and a window that a platform accepts', () => {
    expect(inventory.devices.every(({ id, siteId, classId }) => PRINCIPAL_ID.test(id) && sites.some((site) => site.id === siteId) && metrics.has(classId))).toBe(true);
    expect(new Set([...inventory.devices, ...inventory.gateways].map(({ id }) => id)).size).toBe(inventory.devices.length + inventory.gateways.length);
    expect([...metrics.values()].every((own) => [...own.keys()].every((metric) => METRIC_NAME.test(metric)))).toBe(true);
    expect(contract.window.to).toBe(parseIsoMicros('2026-11-22T00:00:00+08:00'));
    expect(contract.window.to - contract.window.from).toBe(30 * MICROS_PER_DAY);
    expect(inventory.demonstration && inventory.acceptedFrom < contract.window.from).toBe(true);
  });

  it('sends every value within its declared type, range and grid, marked as simulated', () => {
    const wrong = messages.flatMap(({ payload }) => payload.flatMap(({ device, elements }) => elements.flatMap(({ values, origin }) =>
      Object.entries(values).filter(([metric, value]) =>
        origin !== 'simulated' || !fits(metrics.get(devices.get(device)?.classId ?? '')?.get(metric), value)))));
    expect(wrong).toEqual([]);
  });

  it('sends in time order per device, inside the limits of a message, after the reading was taken', () => {
    const last = new Map<string, number>();
    for (const message of messages) {
      expect(encodeMessage(message).length).toBeLessThanOrEqual(MAX_MESSAGE_BYTES);
      expect(countReadings(message)).toBeLessThanOrEqual(MAX_MESSAGE_VALUES);
      for (const { device, elements } of message.payload) {
        for (const { ts } of elements) {
          if (Number(ts) <= (last.get(device) ?? 0) || Number(ts) * 1_000 > message.dueAt) throw new Error(`${device} ${ts}`);
          last.set(device, Number(ts));
        }
      }
    }
    expect(last.size).toBeGreaterThan(4);
  });
});

function fits(metric: MetricDefinition | undefined, value: unknown): boolean {
  if (value === null) return metric !== undefined;
  if (metric === undefined || metric.valueType !== (typeof value === 'string' ? 'text' : typeof value)) return false;
  if (typeof value !== 'number') return true;
  const steps = value / metric.resolution;
  return value >= (metric.min ?? -Infinity) && value <= (metric.max ?? Infinity) && Math.abs(steps - Math.round(steps)) < 1e-3;
}

describe('all scenarios together', () => {
  it('need at most 700 000 readings in 12 000 messages for 30 days, by what a week of them needs', () => {
    let [count, messages] = [0, 0];
    for (const name of SCENARIO_NAMES) {
      const { to } = project(name).contract.window;
      for (const message of readings(project(name), { from: to - 7 * MICROS_PER_DAY, to, seed: 1 })) {
        messages += 1;
        count += countReadings(message);
      }
    }
    expect((count * 30) / 7).toBeGreaterThan(500_000);
    expect((count * 30) / 7).toBeLessThanOrEqual(700_000);
    expect((messages * 30) / 7).toBeLessThanOrEqual(12_000);
  });
});

describe('the workshop', () => {
  const week = { from: project('workshop').contract.window.to - 7 * MICROS_PER_DAY, to: project('workshop').contract.window.to, seed: 1 };
  const byDevice = new Map<string, { times: number[]; values: unknown[]; counts: number[] }>();
  for (const { payload } of readings(project('workshop'), week)) {
    for (const { device, elements } of payload) {
      const own = byDevice.get(device) ?? { times: [], values: [], counts: [] };
      byDevice.set(device, own);
      for (const { ts, values } of elements) {
        own.times.push(Number(ts));
        own.values.push(...Object.values(values));
        if (typeof values['part_count'] === 'number') own.counts.push(values['part_count']);
      }
    }
  }

  it('has assets that never connect, a silent one, and one that loses half of its intervals', () => {
    expect([...byDevice.keys()].filter((id) => /^(MAN|CRANE|EDGE|MES)-/.test(id))).toEqual([]);
    expect(byDevice.get('CNC-S-01')?.values.every((value) => value === null)).toBe(true);
    const full = byDevice.get('AGV-01')?.times.length ?? 0;
    expect(full).toBeGreaterThan(5 * 16 * 4 * 0.9);
    expect(byDevice.get('AGV-W-01')?.times.length).toBeLessThan(full * 0.79);
  });

  it('works its two shifts on weekdays only, and counts parts upwards', () => {
    const local = (byDevice.get('CNC-L-01')?.times ?? []).map((ts) => new Date(ts + 8 * 3_600_000));
    expect(local.filter((at) => at.getUTCDay() % 6 === 0 || at.getUTCHours() < 8)).toEqual([]);
    const { counts } = byDevice.get('CNC-L-01') ?? { counts: [] };
    expect(counts.length).toBeGreaterThan(100);
    expect(counts.toSorted((left, right) => left - right)).toEqual(counts);
    expect(counts.at(-1)).toBeGreaterThan(counts[0] ?? Infinity);
  });

  it('carries bound children in one gateway session', () => {
    const carried = [...readings(project('workshop'), week)].filter(({ topicKind }) => topicKind === 'gateway');
    expect(new Set(carried.map(({ principal }) => principal))).toEqual(new Set(['FOCAS-01']));
    const children = project('workshop').inventory.gateways[0]?.children ?? [];
    expect(new Set(carried.flatMap(({ payload }) => payload.map(({ device }) => device)))).toEqual(new Set(children));
    expect(children.length).toBe(5);
  });
});

describe('--devices', () => {
  it('gives exactly that many assets and sends for them', () => {
    fc.assert(fc.property(fc.constantFrom(...SCENARIO_NAMES), fc.integer({ min: 1, max: 400 }), (name, devices) => {
      expect(scenarioProject(name, { now: NOW, seed: 1, devices }).inventory.devices.length).toBe(devices);
    }), { numRuns: 20 });
    const big = scenarioProject('workshop', { now: NOW, seed: 1, devices: 200 });
    const sent = new Set([...readings(big, { from: NOW - 2 * MICROS_PER_DAY - MICROS_PER_DAY, to: NOW, seed: 1 })].flatMap(({ payload }) => payload.map(({ device }) => device)));
    expect(sent.size).toBeGreaterThan(130);
  });

  it('names an unknown scenario', () => {
    expect(() => scenarioProject('moon', { now: NOW, seed: 1 })).toThrow('no scenario "moon"');
  });
});
