import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import { expect } from '@jest/globals';
import { LATE_DATA, LOST_SESSION } from '../projection-batch.js';
import type { ProjectionBatch } from '../projection-batch.js';
import type { TelemetryStore } from '../store.port.js';
import { SAMPLE_START } from './arbitrary-batches.js';
import { BatchBuilder } from './batch-builder.js';

type Answers = Pick<TelemetryStore, 'lostSessions' | 'dirtyHours'>;

/** An empty store or book. */
export interface LossesUnderTest {
  readonly answers: Answers;
  readonly commit: (batch: ProjectionBatch) => Promise<unknown>;
  /** The same after it was closed. */
  readonly reopen: () => Promise<Answers>;
}

const journal = 'journal-1';
const HOUR = Math.floor(SAMPLE_START / MICROS_PER_HOUR);
const touched = (...hours: readonly number[]) => hours.map((hour) => ({ hour: HOUR + hour, causes: LOST_SESSION }));

/** Sessions at a broker that were lost are told once, and they touch the hours of every project. */
export async function expectLostSessions({ answers, commit, reopen }: LossesUnderTest): Promise<void> {
  expect([await answers.lostSessions(0, 1e16), await answers.dirtyHours('p')]).toEqual([[], undefined]);
  const builder = new BatchBuilder();
  const [from, to] = [SAMPLE_START + 50 * MICROS_PER_MINUTE + 7, SAMPLE_START + 130 * MICROS_PER_MINUTE + 9];
  builder.lostSession(from, to - 5);
  builder.lostSession(from + 5, to);
  builder.reading({ device: 'd', metric: 'm', at: SAMPLE_START + 70 * MICROS_PER_MINUTE, value: 1, late: true });
  const first = builder.build();
  await commit(first);
  await commit(first);
  builder.lostSession(to + MICROS_PER_HOUR, to + 2 * MICROS_PER_HOUR);
  await commit(builder.build());
  const kept = await reopen();
  expect(await kept.lostSessions(0, 1e16)).toEqual([{ from, to }, { from: to + MICROS_PER_HOUR, to: to + 2 * MICROS_PER_HOUR }]);
  expect([await kept.lostSessions(to - 1, to), await kept.lostSessions(to, to + MICROS_PER_HOUR), await kept.lostSessions(from - 1, from)]).toEqual([[{ from, to }], [], []]);
  expect((await kept.dirtyHours('p'))?.hours).toEqual([...touched(0), { hour: HOUR + 1, causes: LOST_SESSION | LATE_DATA }, ...touched(2, 3, 4)]);
  expect(await kept.dirtyHours('never-heard-of')).toEqual({ cursor: { journal, sequence: 5 }, hours: touched(0, 1, 2, 3, 4) });
  expect(await kept.dirtyHours('p', { journal, sequence: 4 })).toEqual({ cursor: { journal, sequence: 5 }, hours: touched(3, 4) });
  expect(await kept.dirtyHours('p', { journal, sequence: 5 })).toBeUndefined();
}
