import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_MILLISECOND, ManualClock, ok } from '@yanshou/telemetry';
import type { Job, JobWindow, WindowBook, WindowClaim } from './job.js';
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
