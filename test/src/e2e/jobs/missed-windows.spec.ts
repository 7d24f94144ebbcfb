import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JobRunner } from '@yanshou/jobs';
import type { JobSpan } from '@yanshou/jobs';
import { openRegistry } from '@yanshou/registry';
import type { Registry, WindowResult } from '@yanshou/registry';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_SECOND, ManualClock, parseIsoMicros } from '@yanshou/telemetry';

const at = (text: string): number => parseIsoMicros(text) ?? NaN;
const FROM = at('2026-10-01T00:00:00+08:00');
let project = '';
let projects = 0;

describe('windows of a job over the registry', () => {
  const directory = mkdtempSync(join(tmpdir(), 'yanshou-jobs-'));
  const clock = new ManualClock(FROM);
  let registry: Registry;
  let computed: number[];
  let fault: Error | undefined;
  let whileRunning: (from: number) => void;
  let runner: JobRunner<WindowResult>;
  const spans = (): JobSpan[] => [{ project, zone: 'Asia/Shanghai', from: FROM, to: FROM + 31 * MICROS_PER_DAY }];

  beforeAll(async () => {
    registry = await openRegistry({ embeddedDirectory: join(directory, 'registry') }, clock);
    await registry.saveProgramme({ id: 'P1', nameZh: '测试', nameEn: 'test' });
  }, 180_000);
  afterAll(async () => {
    await registry.close();
    rmSync(directory, { recursive: true, force: true });
  });

  beforeEach(async () => {
    project = `p${(projects += 1)}`;
    await registry.saveProject({ id: project, programme: 'P1', nameZh: '测试', nameEn: 'test', zone: 'Asia/Shanghai', demonstration: false, acceptedFrom: FROM, unknownMetric: 'quarantine' });
    computed = [];
    fault = undefined;
    whileRunning = () => undefined;
    clock.set(FROM);
    const job = { id: `days-of-${project}`, unit: 'day', graceMicros: MICROS_PER_HOUR } as const;
    runner = new JobRunner({ ...job, run: async (window) => {
      if (fault !== undefined) throw fault;
      computed.push(window.from);
      whileRunning(window.from);
      return { inputsDigest: 'sha256:0' };
    } }, { windows: registry, clock, owner: 'this process', onError: () => undefined });
  });

  async function tick(day: number): Promise<number> {
    clock.set(FROM + day * MICROS_PER_DAY + 2 * MICROS_PER_HOUR);
    await runner.plan(spans());
    return runner.drain();
  }

  it('three missed in a downtime are computed once each, oldest first', async () => {
    expect(await tick(2)).toBe(2);
    expect(await tick(5)).toBe(3);
    expect(computed).toEqual([0, 1, 2, 3, 4].map((day) => FROM + day * MICROS_PER_DAY));
    expect(await tick(5)).toBe(0);
    expect(computed).toHaveLength(5);
  });

  it('one that fails is tried again later and holds up none', async () => {
    fault = new Error('no store');
    expect(await tick(2)).toBe(0);
    fault = undefined;
    expect(await runner.drain()).toBe(0);
    clock.advance(11 * MICROS_PER_SECOND);
    expect(await runner.drain()).toBe(2);
    expect((await registry.windowLedger(project)).map(({ status, attempts }) => [status, attempts])).toEqual([['done', 2], ['done', 2]]);
  });

  it('late data makes them due again', async () => {
    await tick(4);
    expect(await registry.reopenWindows(project, FROM + MICROS_PER_DAY, FROM + 2 * MICROS_PER_DAY)).toBe(1);
    expect(await runner.drain()).toBe(1);
    expect(computed.at(-1)).toBe(FROM + MICROS_PER_DAY);
  });

  it('end with the one in hand when they are stopped; the others are due, not leased', async () => {
    clock.set(FROM + 5 * MICROS_PER_DAY + 2 * MICROS_PER_HOUR);
    await runner.plan(spans());
    whileRunning = (from) => { if (from === FROM + MICROS_PER_DAY) void runner.stop(); };
    expect(await runner.drain()).toBe(2);
    await runner.stop();
    expect((await registry.windowLedger(project)).map(({ status }) => status)).toEqual(['done', 'done', 'due', 'due', 'due']);
    expect(await runner.drain()).toBe(0);
  });

  it('calls that come while it runs share its end', async () => {
    clock.set(FROM + 3 * MICROS_PER_DAY + 2 * MICROS_PER_HOUR);
    await runner.plan(spans());
    expect(await Promise.all([runner.drain(), runner.drain()])).toEqual([3, 3]);
    expect(computed).toHaveLength(3);
  });
});
