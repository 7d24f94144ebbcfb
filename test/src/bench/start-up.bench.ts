import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { BenchLine } from './bench-line.js';
import { BenchPlatform, FULL_SPEED } from './ingest-run.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const MESSAGES = 3_400_000;

/** `npm start` with nothing stale and ten million readings stored: the command as a whole, and our own process of it. */
export async function startUpBench(): Promise<readonly BenchLine[]> {
  const platform = await BenchPlatform.start(50);
  const { totals } = await platform.ingest({ ...FULL_SPEED, clients: 50, seconds: 900, messages: MESSAGES });
  await platform.child.stop();
  const env = { YANSHOU_DATA_DIR: platform.directory, YANSHOU_HTTP_PORT: '0', YANSHOU_MQTT_PORT: '0' };
  const own = await secondsUntilRunning(process.execPath, [resolve(ROOT, 'apps/platform/dist/main.js')], env);
  const whole = await secondsUntilRunning('npm', ['start'], env);
  platform.remove();
  const config = { storedReadings: totals.stored, journalMessages: totals.messages };
  return [
    { name: 'start-up', value: whole, unit: 's', better: 'lower', config: { ...config, command: 'npm start' } },
    { name: 'start-up-own-process', value: own, unit: 's', better: 'lower', config: { ...config, command: 'node apps/platform/dist/main.js' } },
  ];
}

/** Seconds from the start of the command until it says that it is running; ends it afterwards. */
function secondsUntilRunning(command: string, args: readonly string[], env: Record<string, string>): Promise<number> {
  const started = performance.now();
  const child = spawn(command, [...args], { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  return new Promise((resolve, reject) => {
    let seconds = 0;
    child.stderr.on('data', (chunk: Buffer) => {
      if (seconds > 0 || !chunk.toString().includes('Yanshou is running')) return;
      seconds = Math.round(performance.now() - started) / 1000;
      // npm does not pass signals on: the whole group is ended.
      process.kill(-(child.pid ?? 0), 'SIGTERM');
    });
    child.once('exit', (code) => (seconds > 0 ? resolve(seconds) : reject(new Error(`${command} ended with ${code} before it was running`))));
  });
}
