import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_DAY, parseIsoMicros } from '@yanshou/telemetry';
import { encodeMessage } from '../encode-message.js';
import type { SimulatedMessage } from '../message.js';
import { scenarioProject } from '../scenario-project.js';
import { simulatedSource } from '../simulated-source.js';
import { FLOOD_MESSAGES, GARBAGE, WRONG_CLOCKS } from './content.fault.js';
import type { Fabrication } from './fabricated.fault.js';
import { fabricatedSource } from './fabricated.fault.js';
import { parseFaults } from './parse-faults.js';

const NOW = parseIsoMicros('2026-11-22T09:30:00+08:00') as number;
const project = scenarioProject('air', { now: NOW, seed: 1 });
const span = { from: NOW - 12 * MICROS_PER_DAY, to: NOW, seed: 1 };
const clean = [...simulatedSource(project, span).messagesOf('AIR-01')];
const with_ = (faults: string, seed = 1): SimulatedMessage[] => [...parseFaults(faults, seed).distort(clean)];
const bytes = (messages: readonly SimulatedMessage[]): string[] => messages.map((message) => encodeMessage(message).toString());

describe('faults', () => {
  it('are the same for the same seed, others for another, none for none', () => {
    const all = 'wrong-clock,garbage,flood,late,out-of-order,duplicate,lost-connection';
    expect(bytes(with_(all))).toEqual(bytes(with_(all)));
    expect(bytes(with_(all, 2))).not.toEqual(bytes(with_(all)));
    expect(with_('')).toEqual(clean);
  });

  it('duplicate: sends some messages twice in a row, and loses none', () => {
    const sent = bytes(with_('duplicate'));
    expect(sent.length).toBeGreaterThan(clean.length);
    expect(sent.filter((payload, index) => payload !== sent[index - 1])).toEqual(bytes(clean));
  });

  it('lost-connection: cuts after some messages and changes none', () => {
    const sent = with_('lost-connection');
    expect(bytes(sent)).toEqual(bytes(clean));
    expect(sent[1]?.cutAfter).toBe(true);
    expect(sent.filter(({ cutAfter }) => cutAfter === true).length).toBeLessThan(clean.length / 2);
  });

  it('out-of-order: the same elements, not in time order', () => {
    const times = with_('out-of-order').flatMap(({ payload }) => payload.flatMap(({ elements }) => elements.map(({ ts }) => Number(ts))));
    const sorted = clean.flatMap(({ payload }) => payload.flatMap(({ elements }) => elements.map(({ ts }) => Number(ts))));
    expect(times).not.toEqual(sorted);
    expect(times.toSorted((left, right) => left - right)).toEqual(sorted);
  });

  it('late: some messages are due two hours later, in the order in which they are due', () => {
    const sent = with_('late');
    const due = sent.map(({ dueAt }) => dueAt);
    expect(due.toSorted((left, right) => left - right)).toEqual(due);
    expect(bytes(sent).toSorted()).toEqual(bytes(clean).toSorted());
    expect(sent.filter(({ dueAt, payload }) => dueAt - Number(payload[0]?.elements.at(-1)?.ts) * 1_000 > 3_600_000_000).length).toBeGreaterThan(0);
  });

  it('wrong-clock: one kind of wrong clock, on the first message and some others', () => {
    const first = (messages: readonly SimulatedMessage[]): number[] => messages.map(({ payload }) => Number(payload[0]?.elements[0]?.ts));
    const right = first(clean);
    const sent = first(with_('wrong-clock'));
    const kind = WRONG_CLOCKS.find((wrong) => wrong(right[0] as number) === sent[0]);
    expect(kind).toBeDefined();
    expect(sent.every((ts, index) => ts === right[index] || ts === kind?.(right[index] as number))).toBe(true);
    expect(WRONG_CLOCKS.map((wrong) => wrong(1_794_700_800_000))).toEqual([1_794_700_800, 0, 1_794_787_200_000]);
  });

  it('garbage: adds payloads that are no telemetry and leaves the good ones alone', () => {
    const sent = with_('garbage');
    expect(bytes(sent.filter(({ raw }) => raw === undefined))).toEqual(bytes(clean));
    const bad = sent.filter(({ raw }) => raw !== undefined);
    expect(bad.length).toBeGreaterThan(0);
    expect(bytes(bad).every((payload) => GARBAGE.includes(payload))).toBe(true);
  });

  it('flood: one burst of distinct single elements', () => {
    const sent = with_('flood');
    expect(sent.length).toBe(clean.length + FLOOD_MESSAGES);
    expect(new Set(bytes(sent)).size).toBe(sent.length);
  });

  it('an unknown one is named', () => {
    expect(() => parseFaults('duplicate,gremlins', 1)).toThrow('gremlins');
    expect(() => parseFaults('fabricated:flat,fabricated:copied', 1)).toThrow('not together');
  });
});

describe('fabricated', () => {
  const devices = project.inventory.devices.filter(({ id }) => id !== 'AIR-N-01');
  const valuesOf = (principal: string, kind?: Fabrication): string[] => [...simulatedSource(project, {
    ...span, ...(kind === undefined ? {} : { source: fabricatedSource(kind, devices, 1) }),
  }).messagesOf(principal)].flatMap(({ payload }) => payload.flatMap(({ elements }) => elements.map(({ values }) => JSON.stringify(values))));

  it('flat: one set of values for ever, while its neighbours vary', () => {
    expect(new Set(valuesOf('AIR-01', 'flat')).size).toBe(1);
    expect(new Set(valuesOf('AIR-01')).size).toBeGreaterThan(200);
  });

  it('replayed: the same three days again', () => {
    const series = [...simulatedSource(project, { ...span, source: fabricatedSource('replayed', devices, 1) }).messagesOf('AIR-01')];
    const byTime = new Map(series.flatMap(({ payload }) => payload.flatMap(({ elements }) => elements.map(({ ts, values }) => [Math.floor(Number(ts) / 3_600_000), values] as const))));
    const pairs = [...byTime].flatMap(([hour, values]) => (byTime.has(hour + 72) ? [[values['temperature'], byTime.get(hour + 72)?.['temperature']]] : []));
    expect(pairs.length).toBeGreaterThan(150);
    expect(pairs.filter(([left, right]) => Math.abs(Number(left) - Number(right)) > 1).length).toBe(0);
  });

  it('copied: the values of the first device of its class, wherever both delivered', () => {
    const at = (principal: string, kind?: Fabrication) => new Map([...simulatedSource(project, { ...span, ...(kind === undefined ? {} : { source: fabricatedSource(kind, devices, 1) }) })
      .messagesOf(principal)].flatMap(({ payload }) => payload.flatMap(({ elements }) => elements.map(({ ts, values }) => [Math.floor(Number(ts) / 3_600_000), Number(values['temperature'])] as const))));
    const [model, copy, honest] = [at('AIR-01', 'copied'), at('AIR-02', 'copied'), at('AIR-02')];
    const distance = (left: ReadonlyMap<number, number>, right: ReadonlyMap<number, number>): number =>
      [...left].reduce((sum, [hour, value]) => sum + Math.abs(value - (right.get(hour) ?? value)), 0) / left.size;
    expect(distance(model, copy)).toBeLessThan(0.6);
    expect(distance(model, honest)).toBeGreaterThan(distance(model, copy) * 2);
  });
});
