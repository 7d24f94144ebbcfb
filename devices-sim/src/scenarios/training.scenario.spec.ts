import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_DAY, parseIsoMicros } from '@yanshou/telemetry';
import { scenarioProject } from '../scenario-project.js';
import { readings } from '../simulated-source.js';

const NOW = parseIsoMicros('2026-11-22T09:30:00+08:00') as number;
const project = scenarioProject('training', { now: NOW, seed: 1 });
const { to } = project.contract.window;

/** Every session of two weeks by device: its name, source time, and score where it has one. */
const sessions = [...readings(project, { from: to - 14 * MICROS_PER_DAY, to, seed: 1 })].flatMap(({ payload }) =>
  payload.flatMap(({ device, elements }) => elements.flatMap(({ ts, values: { session, score } }) => (typeof session === 'string' ? [{ device, ts, session, score }] : []))));

describe('the training centre', () => {
  it('sends sessions that no two of a device share, in working hours only', () => {
    expect(sessions.length).toBeGreaterThan(200);
    expect(new Set(sessions.map(({ device, session }) => `${device} ${session}`)).size).toBe(sessions.length);
    const hours = sessions.map(({ ts }) => new Date(Number(ts) + 8 * 3_600_000).getUTCHours());
    expect([Math.min(...hours), Math.max(...hours)]).toEqual([9, 16]);
  });

  it('scores each session of a headset at its own time, and none of an older simulator', () => {
    const scored = (prefix: string): unknown[] => sessions.filter(({ device }) => device.startsWith(prefix)).map(({ score }) => typeof score);
    expect(new Set(scored('VR-'))).toEqual(new Set(['number']));
    expect(new Set(scored('SIM-'))).toEqual(new Set(['undefined']));
  });

  it('has hours without anybody: they are gaps, not sessions', () => {
    const elements = [...readings(project, { from: to - 14 * MICROS_PER_DAY, to, seed: 1 })].flatMap(({ payload }) => payload.flatMap((part) => part.elements));
    expect(elements.length).toBeGreaterThan(sessions.length);
    expect(elements.filter(({ values }) => values['session'] === null && typeof values['score'] === 'number')).toEqual([]);
  });
});
