import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseIsoMicros, systemClock } from '@yanshou/telemetry';
import { liveSpan } from './cli/run-command.js';
import { encodeMessage, topicOf } from './encode-message.js';
import { main } from './main.js';
import { scenarioProject } from './scenario-project.js';
import { readings, simulatedSource } from './simulated-source.js';
import { startTinyBroker } from './testing/tiny-broker.js';
import type { TinyBrokerOptions } from './testing/tiny-broker.js';
import { publish } from './publisher/publish.js';

const NOW = '2026-11-22T09:30:00+08:00';
const project = scenarioProject('marine', { now: parseIsoMicros(NOW) as number, seed: 1 });

async function run(args: readonly string[], options: TinyBrokerOptions = {}) {
  const broker = await startTinyBroker(options);
  const [out, err]: [string[], string[]] = [[], []];
  const streams = { stdout: { write: (text: string) => out.push(text) }, stderr: { write: (text: string) => err.push(text) } };
  try {
    const code = await main([...args, '--mqtt', broker.url], streams);
    return { code, broker, out: out.join(''), err: err.join('') };
  } finally {
    await broker.close();
  }
}

const history = ['marine', '--history', '3', '--now', NOW];
const expected = (): Map<string, string> => {
  const { to } = project.contract.window;
  return new Map([...readings(project, { from: to - 3 * 86_400_000_000, to, seed: 1 })].map((message) => [encodeMessage(message).toString(), topicOf(message)]));
};

describe('the simulator against a broker', () => {
  it('publishes the history of every device once, acknowledged, with progress for programs', async () => {
    const { code, broker, out } = await run([...history, '--progress', 'json']);
    expect(code).toBe(0);
    expect(new Map(broker.received.map(({ topic, payload }) => [payload.toString(), topic]))).toEqual(expected());
    expect(broker.received.length).toBe(expected().size);
    const last = JSON.parse(out.trim().split('\n').at(-1) as string) as unknown;
    expect(last).toEqual({ published: expected().size, acknowledged: expected().size, total: expected().size });
    expect(broker.connections()).toBe(7);
  });

  it('loses nothing when its connections are cut', async () => {
    const { code, broker } = await run([...history, '--faults', 'lost-connection']);
    expect(code).toBe(0);
    expect(broker.connections()).toBeGreaterThan(7);
    expect(new Set(broker.received.map(({ payload }) => payload.toString()))).toEqual(new Set(expected().keys()));
  });

  it('authenticates each device by its own credential and never starts without one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'credentials-'));
    try {
      const path = join(folder, 'credentials.json');
      const principals = simulatedSource(project, { from: 0, to: 0, seed: 1 }).principals.map((principal) => `marine/${principal}`);
      await writeFile(path, JSON.stringify(Object.fromEntries(principals.map((name) => [name, 'secret']))));
      const { code, broker } = await run([...history, '--credentials', path]);
      expect(code).toBe(0);
      expect(broker.received.every(({ topic, username }) => topic === `yanshou/v1/${username}/telemetry`)).toBe(true);
      await writeFile(path, '{"marine/BUOY-01": "secret"}');
      const refused = await run([...history, '--credentials', path]);
      expect([refused.code, /no credential for marine\//.test(refused.err)]).toEqual([1, true]);
      await writeFile(path, 'not json');
      expect((await run([...history, '--credentials', path])).code).toBe(2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is refused by a broker that refuses, and gives up on one that is silent', async () => {
    expect((await run(history, { connackCode: 5 })).code).toBe(1);
    const broker = await startTinyBroker({ mute: true });
    const source = simulatedSource(project, { from: 0, to: 86_400_000_000, seed: 1 });
    await expect(publish([source], { url: broker.url, clock: systemClock, patienceMillis: 300 })).rejects.toMatchObject({ code: 'broker-silent' });
    await broker.close();
  });

  it('runs live at a rate for a duration', async () => {
    const { code, broker } = await run(['marine', '--rate', '100', '--duration', '1']);
    expect(code).toBe(0);
    expect(broker.received.length).toBeGreaterThan(60);
    expect(broker.received.length).toBeLessThan(130);
    const latest = Math.max(...broker.received.map(({ payload }) => (JSON.parse(payload.toString()) as { ts: number }).ts));
    expect(latest).toBeLessThan(systemClock.now() / 1_000 + 5_000);
  });
});

describe('the command line', () => {
  it.each([
    [[]], [['moon']], [['air', 'water']], [['air', '--seed', 'x']], [['air', '--rate', '0']], [['air', '--bogus']], [['air', '--duration', '1w']],
    [['air', '--faults', 'gremlins']], [['air', '--mqtt', 'http://x']], [['replay']], [['replay', 'x', '--seed', '1']], [['replay', '/nowhere-at-all']], [['air', '--progress', 'loud']],
  ])('%j is one clear line and exit 2', async (args) => {
    const lines: string[] = [];
    const stream = { write: (text: string) => lines.push(text) };
    expect(await main(args, { stdout: stream, stderr: stream })).toBe(2);
    expect(lines.join('').trim().split('\n').length).toBe(1);
    expect(lines.join('').length).toBeGreaterThan(5);
  });

  it('helps in both languages', async () => {
    const lines: string[] = [];
    const stream = { write: (text: string) => lines.push(text) };
    expect(await main(['--help'], { stdout: stream, stderr: stream })).toBe(0);
    expect(lines.join('')).toMatch(/场景[\s\S]*scenarios[\s\S]*workshop[\s\S]*lost-connection/);
  });

  it('a run faster than life ends at the present', () => {
    const command = { kind: 'scenario', scenario: 'air', seed: 1, speed: 10, faults: '', url: '', progress: 'bar', duration: 60 } as const;
    expect(liveSpan(command, 1_000)).toEqual({ from: 460, to: 1_060 });
    expect(liveSpan({ ...command, speed: 1 }, 1_000)).toEqual({ from: 1_000, to: 1_060 });
  });
});
