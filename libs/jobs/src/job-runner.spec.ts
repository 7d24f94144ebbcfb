import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_MILLISECOND, ManualClock, ok } from '@yanshou/telemetry';
import type { Job, JobWindow, WindowBook, WindowClaim } from './job.js';
import { NotYet } from './job.js';
import { JobRunner } from './job-runner.js';

const LEASE_MILLIS = 60;
const WINDOW: JobWindow = { project: 'p', job: 'days', unit: 'day', from: 0, to: 1 };

/** A ledger of one window; the test's clock says when a lease ends. */
class OneWindow implements WindowBook<string> {
  readonly finished: string[] = [];
  renewals = 0;
  fault: Error | undefined;
  private claim: WindowClaim | undefined;

  constructor(private readonly clock: ManualClock) {}

  plannedSpans = async () => [];
  planWindows = async () => 0;
  releaseWindow = async () => true;
  postponeWindow = async () => true;

  claimWindow = async (owner: string, leaseMillis: number) => {
    if (this.finished.length > 0 || (this.claim !== undefined && this.claim.leaseUntil > this.clock.now())) return undefined;
    return (this.claim = { ...WINDOW, owner, attempt: (this.claim?.attempt ?? 0) + 1, leaseUntil: this.until(leaseMillis), causes: 0 });
  };

  renewWindow = async (claim: WindowClaim, leaseMillis: number) => {
    this.renewals += 1;
    if (this.fault !== undefined) throw this.fault;
    if (!this.isHeld(claim)) return false;
    this.claim = { ...claim, leaseUntil: this.until(leaseMillis) };
    return true;
  };

  finishWindow = async (claim: WindowClaim, made: string) => {
    if (!this.isHeld(claim)) return ok({ finished: false });
    this.finished.push(made);
    return ok({ finished: true });
  };

  private isHeld = ({ owner, attempt }: WindowClaim): boolean => this.claim?.owner === owner && this.claim.attempt === attempt;
  private until = (leaseMillis: number): number => this.clock.now() + leaseMillis * MICROS_PER_MILLISECOND;
}

function setUp() {
  const clock = new ManualClock(0);
  const windows = new OneWindow(clock);
  const begun: string[] = [];
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => { end = resolve; });
  const runner = (owner: string): JobRunner<string> => {
    const job: Job<string> = { id: 'days', unit: 'day', graceMicros: 0, run: async () => { begun.push(owner); await ended; return owner; } };
    return new JobRunner(job, { windows, clock, owner, leaseMillis: LEASE_MILLIS, onError: (_, error) => { throw error; } });
  };
  /** Lets most of a lease pass, and the holder renew it as often as he would. */
  const pass = async (): Promise<void> => {
    const before = windows.renewals;
    while (windows.renewals < before + 2) await new Promise((resolve) => setTimeout(resolve, 1));
    clock.advance(40 * MICROS_PER_MILLISECOND);
  };
  return { clock, windows, begun, end, runner, pass };
}

describe('a window that takes longer than its lease', () => {
  it('stays with whoever works on it, and is computed once', async () => {
    const { windows, begun, end, runner, pass } = setUp();
    const working = runner('one').drain();
    for (let leases = 0; leases < 6; leases += 1) {
      await pass();
      expect(await runner('other').drain()).toBe(0);
    }
    end();
    expect([await working, begun, windows.finished]).toEqual([1, ['one'], ['one']]);
    const { renewals } = windows;
    await new Promise((resolve) => setTimeout(resolve, 2 * LEASE_MILLIS));
    expect(windows.renewals).toBe(renewals);
  });

  it('goes to another when it cannot be renewed, and nothing is kept of the first', async () => {
    const { clock, windows, begun, end, runner, pass } = setUp();
    const first = runner('one').drain();
    windows.fault = new Error('the database is away');
    await pass();
    clock.advance(LEASE_MILLIS * MICROS_PER_MILLISECOND);
    windows.fault = undefined;
    const second = runner('other').drain();
    await pass();
    end();
    expect([await first, await second, begun, windows.finished]).toEqual([0, 1, ['one', 'other'], ['other']]);
  });
});

/** A ledger of many windows; each is taken and ended at once. */
class ManyWindows implements WindowBook<string> {
  readonly taken: string[] = [];
  readonly givenBack: (readonly [window: string, how: 'released' | 'postponed', afterMillis: number])[] = [];
  private readonly due: { readonly window: JobWindow; attempts: number; at: number }[];

  constructor(private readonly clock: ManualClock, windows: readonly JobWindow[]) {
    this.due = windows.map((window) => ({ window, attempts: 0, at: 0 }));
  }

  plannedSpans = async () => [];
  planWindows = async () => 0;
  renewWindow = async () => true;
  claimWindow = async (owner: string, _leaseMillis: number, _job?: string, leftOut: readonly string[] = []) => this.take(owner, leftOut);
  finishWindow = async ({ owner, ...claim }: WindowClaim, _made: string, next?: number, leftOut: readonly string[] = []) => {
    this.due.splice(this.due.findIndex(({ window }) => nameOf(window) === nameOf(claim)), 1);
    const following = next === undefined ? undefined : this.take(owner, leftOut);
    return ok({ finished: true, ...(following && { next: following }) });
  };
  releaseWindow = async (claim: WindowClaim, _error: string, at: number) => this.giveBack(claim, 'released', at);
  postponeWindow = async (claim: WindowClaim, _why: string, at: number) => this.giveBack(claim, 'postponed', at);

  private take(owner: string, leftOut: readonly string[]): WindowClaim | undefined {
    const found = this.due.find(({ window, at }) => at <= this.clock.now() && !leftOut.includes(window.project));
    if (found === undefined) return undefined;
    this.taken.push(nameOf(found.window));
    // Working through so many windows takes longer than the pause of one that has to wait.
    this.clock.advance(100_000 * MICROS_PER_MILLISECOND);
    found.attempts += 1;
    return { ...found.window, owner, attempt: found.attempts, leaseUntil: Infinity, causes: 0 };
  }

  private giveBack(claim: WindowClaim, how: 'released' | 'postponed', at: number): boolean {
    const found = this.due.find(({ window }) => nameOf(window) === nameOf(claim));
    if (found === undefined) return false;
    this.givenBack.push([nameOf(claim), how, (at - this.clock.now()) / MICROS_PER_MILLISECOND]);
    Object.assign(found, { at, attempts: how === 'postponed' ? claim.attempt - 1 : claim.attempt });
    return true;
  }
}

const nameOf = ({ project, from }: Pick<JobWindow, 'project' | 'from'>): string => `${project}${from}`;
const windowsOf = (project: string, ...starts: readonly number[]): JobWindow[] => starts.map((from) => ({ project, job: 'days', unit: 'day', from, to: from + 1 }));

describe('windows that cannot be told yet', () => {
  it('are in nobody\'s way when their project is left out, whether a window is claimed or follows one that ended', async () => {
    const clock = new ManualClock(0);
    const windows = new ManyWindows(clock, [...windowsOf('behind', 1, 2, 3), ...windowsOf('a', 4, 5), ...windowsOf('behind', 6), ...windowsOf('b', 7)]);
    const job: Job<string> = { id: 'days', unit: 'day', graceMicros: 0, leftOut: () => ['behind'], run: async ({ project }) => project };
    const runner = new JobRunner(job, { windows, clock, owner: 'o', onError: (_, error) => { throw error; } });
    expect([await runner.drain(), windows.taken, windows.givenBack]).toEqual([3, ['a4', 'a5', 'b7'], []]);
  });

  it('are asked again after a minute, as no attempt: the first failure after many waits but ten seconds', async () => {
    const clock = new ManualClock(0);
    const windows = new ManyWindows(clock, windowsOf('a', 1));
    const errors: unknown[] = [];
    let waits = 12;
    const job: Job<string> = {
      id: 'days', unit: 'day', graceMicros: 0,
      run: async () => {
        waits -= 1;
        throw waits < 0 ? new Error('broken') : new NotYet('wait');
      },
    };
    const runner = new JobRunner(job, { windows, clock, owner: 'o', onError: (_, error) => void errors.push(error) });
    while (errors.length === 0) {
      await runner.drain();
      clock.advance(60_000 * MICROS_PER_MILLISECOND);
    }
    expect(windows.givenBack).toEqual([...Array.from({ length: 12 }, () => ['a1', 'postponed', 60_000]), ['a1', 'released', 10_000]]);
  });
});
