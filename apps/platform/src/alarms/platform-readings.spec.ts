import { describe, expect, it } from '@jest/globals';
import { ManualClock, MICROS_PER_SECOND } from '@yanshou/telemetry';
import { FixedHistogram } from '../health/fixed-histogram.js';
import type { PlatformStatus } from '../platform-status.js';
import { ReadingsOfStatus } from './platform-readings.js';

const BEGIN = 1_000 * MICROS_PER_SECOND;

function watched() {
  const clock = new ManualClock(BEGIN);
  const acknowledgements = new FixedHistogram();
  const readings = new ReadingsOfStatus(clock);
  const state = { pending: 0 as number | undefined, condition: 'running', stopped: null, projectedUntil: undefined as number | undefined, storeClockSeconds: undefined as number | undefined, warnings: [] as object[], commits: { messages: 0, quarantinedMessages: 0 } };
  const stored = { isSilent: false };
  const intake = { brokerChecks: [{ ok: true }], journal: { kind: 'ok' } };
  const look = (after: number) => {
    clock.advance(after * MICROS_PER_SECOND);
    return readings.take({ registrySilentSeconds: 0, ...(stored.isSilent ? { silence: { code: 'telemetry-silent' } } : { stored: { ...state } }), intake } as unknown as PlatformStatus, { acknowledgements: acknowledgements.snapshot(), diskFreeShare: 0.5, jobSeconds: undefined });
  };
  return { clock, acknowledgements, state, stored, intake, look };
}

describe('what is read from the status', () => {
  it('the lag: nothing while nothing waits, then no older than the last moment without, or the last record that was projected', () => {
    const { state, look } = watched();
    expect(look(60)['projection-lag']).toBe(0);
    state.pending = 5;
    expect(look(10)['projection-lag']).toBe(10);
    state.projectedUntil = BEGIN + 68 * MICROS_PER_SECOND;
    expect(look(0)['projection-lag']).toBe(2);
    state.pending = 0;
    expect(look(5)['projection-lag']).toBe(0);
  });

  it('how far the clock of the server is off, whichever is ahead; nothing where there is none', () => {
    const { state, look } = watched();
    expect(look(5)['store-clock']).toBeUndefined();
    for (const [ahead, value] of [[0, 0], [90, 90], [-7_200, 7_200]] as const) {
      state.storeClockSeconds = ahead;
      expect(look(5)['store-clock']).toBe(value);
    }
  });

  it('the share of its room that the journal has left, of the limit where servers set one; nothing where nothing bounds it', () => {
    const { intake, look } = watched();
    for (const [journalRoom, share] of [[undefined, undefined], [{ usedBytes: 5, freeBytes: Infinity }, undefined], [{ usedBytes: 60, freeBytes: 20 }, 0.25], [{ usedBytes: 0, freeBytes: 0 }, 0], [{ usedBytes: 30, freeBytes: 10, limitBytes: 100 }, 0.1]] as const) {
      Object.assign(intake, { journalRoom });
      expect(look(5)['journal-space']).toBe(share);
    }
  });

  it('for how long the broker has not delivered, and the journal has refused', () => {
    const { intake, look } = watched();
    look(5);
    Object.assign(intake, { brokerChecks: [{ ok: false }], journal: { kind: 'full' } });
    look(5);
    expect(look(30)).toMatchObject({ 'broker-lost': 30, 'journal-refusing': 30 });
    Object.assign(intake, { brokerChecks: [{ ok: true }], journal: { kind: 'low' } });
    expect(look(5)).toMatchObject({ 'broker-lost': 0, 'journal-refusing': 0 });
  });

  it('for how long a warning of the store has stood, since before this process too', () => {
    const { state, look } = watched();
    expect(look(5)).toMatchObject({ 'store-data-missing': 0, 'store-short-memory': 0, 'store-databases-full': 0 });
    state.warnings = [{ code: 'store-data-missing', since: BEGIN - 3_600 * MICROS_PER_SECOND }];
    expect(look(5)).toMatchObject({ 'store-data-missing': 3_610, 'store-short-memory': 0 });
    state.warnings = [{ code: 'store-short-memory', since: BEGIN + 3_600 * MICROS_PER_SECOND }];
    expect(look(5)).toMatchObject({ 'store-data-missing': 0, 'store-short-memory': 1 });
  });

  it('the percentile of the last minute, once there are enough', () => {
    const { acknowledgements, look } = watched();
    acknowledgements.observe(9, 1_000);
    look(0);
    acknowledgements.observe(0.002, 19);
    expect(look(5)['acknowledgement-latency']).toBeUndefined();
    acknowledgements.observe(0.002, 100);
    expect(look(5)['acknowledgement-latency']).toBeLessThan(0.0026);
    acknowledgements.observe(4, 50);
    expect(look(5)['acknowledgement-latency']).toBeGreaterThan(2.5);
    expect(look(61)['acknowledgement-latency']).toBeUndefined();
  });

  it('the share of quarantined messages over ten minutes', () => {
    const { state, look } = watched();
    look(0);
    state.commits = { messages: 100, quarantinedMessages: 25 };
    expect(look(5)['quarantine-share']).toBe(0.25);
    state.commits = { messages: 400, quarantinedMessages: 25 };
    look(600);
    expect(look(5)['quarantine-share']).toBe(0);
  });

  it('the share counts what came before the first look', () => {
    const { state, look } = watched();
    state.commits = { messages: 40, quarantinedMessages: 30 };
    expect(look(5)['quarantine-share']).toBe(0.75);
  });

  it('the lag goes on from what waited last while nobody can tell what does', () => {
    const { state, look } = watched();
    state.pending = undefined;
    expect(look(10)['projection-lag']).toBe(0);
    state.pending = 5;
    look(0);
    state.pending = undefined;
    expect(look(10)['projection-lag']).toBe(20);
    state.pending = 0;
    expect(look(5)['projection-lag']).toBe(0);
  });

  it('of a telemetry thread that is silent: a fault; what it said last stands', () => {
    const { state, stored, look } = watched();
    state.storeClockSeconds = 90;
    state.warnings = [{ code: 'store-data-missing', since: BEGIN - 10 * MICROS_PER_SECOND }];
    look(5);
    stored.isSilent = true;
    look(5);
    expect(look(30)).toMatchObject({ 'telemetry-fault': 30, 'store-clock': 90, 'store-data-missing': 50 });
    stored.isSilent = false;
    expect(look(5)).toMatchObject({ 'telemetry-fault': 0 });
  });

  it('for how long the projection has failed', () => {
    const { state, look } = watched();
    expect(look(0)['telemetry-fault']).toBe(0);
    state.condition = 'retrying';
    look(5);
    expect(look(30)['telemetry-fault']).toBe(30);
    state.condition = 'running';
    expect(look(5)['telemetry-fault']).toBe(0);
  });
});
