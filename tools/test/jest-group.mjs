// One jest run over a part of the test files, with as many workers as the machine bears.
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { attempt, root, say } from '../lib/workspace.mjs';
import { note, noted } from './tally.mjs';

const GIB = 2 ** 30;
/** What a worker may have grown to when its next file begins; it is replaced then. */
const WORKER_LIMIT = '1500MB';

/** What this process may use: a container has less than its machine. */
const memory = () => Math.min(totalmem(), process.constrainedMemory?.() || Infinity);

/** Workers that the machine bears: `perCore` on a core, while each, with the processes it starts, has its `gibibytes`. */
export const workers = (perCore, gibibytes) =>
  Math.max(1, Math.min(Math.ceil(perCore * availableParallelism()), Math.floor(memory() / (gibibytes * GIB))));

/** The files of `group` that `patterns` name, all of them without any. Notes every file in `tally`, and a run that broke off. */
export async function runGroup({ name, args, only, except = [], maxWorkers }, patterns, { tally, env }) {
  const wanted = (only ?? []).filter((file) => patterns.length === 0 || patterns.some((pattern) => new RegExp(pattern).test(file)));
  if (only !== undefined && wanted.length === 0) return;
  say(`\n━━ ${name} (${maxWorkers})`);
  const before = noted(tally);
  const { status, signal } = await attempt([
    join(root, 'node_modules/jest/bin/jest.js'), ...args, `--maxWorkers=${maxWorkers}`, `--workerIdleMemoryLimit=${WORKER_LIMIT}`,
    // forceExit: a test that fails may leave a process it started; the run must end and say so all the same.
    '--testTimeout=120000', '--forceExit', '--reporters=default', `--reporters=${join(import.meta.dirname, 'counting.reporter.mjs')}`,
    `--testSequencer=${join(import.meta.dirname, 'longest-first.sequencer.mjs')}`,
    ...(except.length === 0 ? [] : ['--testPathIgnorePatterns', '/node_modules/', ...except.map((file) => `/${file}$`)]),
    ...(only === undefined ? ofPatterns(patterns) : ['--runTestsByPath', ...wanted]),
  ], { ...env, YANSHOU_TEST_TALLY: tally }, ['ignore', 'ignore', 'inherit']);
  if (status === 0) return;
  if (signal !== null || noted(tally).failed === before.failed) brokeOff(name, signal ?? status, tally);
}

const ofPatterns = (patterns) => (patterns.length === 0 ? [] : ['--passWithNoTests', '--testPathPatterns', ...patterns]);

/** A run that ended badly although no test of it failed: its files after that were not run. */
function brokeOff(name, how, tally) {
  say(`${name}：测试进程意外终止（${how}），其后的测试未运行 / the test process ended with ${how}, what came after was not run`);
  note(tally, 0, 1);
}
