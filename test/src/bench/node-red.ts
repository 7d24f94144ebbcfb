import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { freePorts } from '@yanshou/telemetry/testing';
import { until } from '../platform-under-test/until.js';
import { remark } from './bench-line.js';
import { nodeRedFlow } from './node-red-flow.js';
import type { FlowPlace } from './node-red-flow.js';

/** No dependency of ours: installed when the benchmark first asks for it. */
const FOLDER = resolve(import.meta.dirname, '../../../.cache/node-red');
export const NODE_RED_PACKAGES = ['node-red@4.1.8', 'node-red-contrib-aedes@0.6.0', 'node-red-contrib-influxdb@0.7.0'] as const;
const START_MILLIS = 60_000;

async function install(): Promise<void> {
  if (existsSync(join(FOLDER, 'node_modules/node-red/red.js'))) return;
  remark(`installing ${NODE_RED_PACKAGES.join(' ')} …`);
  mkdirSync(FOLDER, { recursive: true });
  await promisify(execFile)('npm', ['install', '--prefix', FOLDER, '--ignore-scripts', '--no-audit', '--no-fund', ...NODE_RED_PACKAGES]);
}

export interface NodeRed {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Node-RED with the flow, without its editor, in a process of its own; resolves when its broker listens. */
export async function startNodeRed(place: Omit<FlowPlace, 'mqttPort'>): Promise<NodeRed> {
  await install();
  const directory = mkdtempSync(join(tmpdir(), 'yanshou-node-red-'));
  const [port = 0, uiPort = 0] = await freePorts(2);
  writeFileSync(join(directory, 'flows.json'), JSON.stringify(nodeRedFlow({ ...place, mqttPort: port })));
  writeFileSync(join(directory, 'settings.cjs'), `module.exports = ${JSON.stringify({
    uiPort, httpAdminRoot: false, flowFile: join(directory, 'flows.json'), credentialSecret: false, userDir: FOLDER, logging: { console: { level: 'fatal', metrics: false, audit: false } },
  })};\n`);
  const child = spawn(process.execPath, [join(FOLDER, 'node_modules/node-red/red.js'), '--settings', join(directory, 'settings.cjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
  await until(() => listens(port, child), START_MILLIS);
  const stop = async (): Promise<void> => {
    const gone = new Promise((settle) => child.once('exit', settle));
    child.kill('SIGKILL');
    await gone;
    rmSync(directory, { recursive: true, force: true });
  };
  return { port, pid: child.pid ?? 0, stop };
}

function listens(port: number, child: ChildProcess): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`Node-RED ended with ${child.exitCode}`);
  return new Promise((settle) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      settle(true);
    });
    socket.once('error', () => settle(false));
  });
}
