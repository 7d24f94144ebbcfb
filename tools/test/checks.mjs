// Lint and types of the whole workspace, as many processes beside one another as the machine bears.
import { join } from 'node:path';
import { attempt, nx, root, say } from '../lib/workspace.mjs';
import { workers } from './jest-group.mjs';
import { note } from './tally.mjs';

const from = (...path) => join(root, 'node_modules', ...path);
const eslint = ['--max-old-space-size=6144', from('eslint', 'bin', 'eslint.js'), '--config', 'eslint.workspace.config.mjs', '--max-warnings', '0'];
const tsc = [from('typescript', 'bin', 'tsc'), '--noEmit', '--project'];

/** Longest first. The halves of lint are of about the same length; the console is for browsers, and so a program of its own. */
const CHECKS = [
  { name: 'lint: apps, test', command: [...eslint, 'apps', 'test'] },
  { name: 'lint: libs and the rest', command: [...eslint, '.', '--ignore-pattern', 'apps/', '--ignore-pattern', 'test/'] },
  { name: 'types', command: [...tsc, '.'] },
  { name: 'types: console', command: [...tsc, 'apps/console'] },
];

/** Runs all of them, and notes in `tally` how each ended. */
export async function check(tally) {
  const waiting = [...CHECKS];
  say(`\n━━ ${waiting.map(({ name }) => name).join('; ')}`);
  // Without a project graph the boundary rule passes everything (docs/adr/0001-monorepo-and-arrows.md).
  nx(['graph', `--file=${join(root, '.cache', 'graph.json')}`]);
  const work = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await run(one, tally);
  };
  await Promise.all(Array.from({ length: workers(1, 4) }, work));
}

async function run({ name, command }, tally) {
  const { status } = await attempt(command, {}, ['ignore', 2, 2]);
  say(`${name}: ${status === 0 ? 'passed' : 'failed'}`);
  note(tally, status === 0 ? 1 : 0, status === 0 ? 0 : 1);
}
