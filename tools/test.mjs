// npm test: lint, types, build, then every test. The last line has the true counts, whatever becomes of the run.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, install, requireNode, root, say } from './lib/workspace.mjs';
import { howToInstall, installServers, servers } from './lib/servers.mjs';
import { check } from './test/checks.mjs';
import { runGroup, workers } from './test/jest-group.mjs';
import { note, tellAtTheEnd } from './test/tally.mjs';

const ci = process.env.CI === 'true';
const options = process.argv.slice(2);
const patterns = options.filter((option) => !option.startsWith('--'));
const reports = join(root, '.cache', 'test');
const notRun = join(reports, 'not-run.txt');
const tally = join(reports, 'tally.jsonl');

/** They measure how long something takes, or who gets how much of a server: beside another test they would measure the machine. */
const ALONE = [
  'libs/journal-jetstream/src/cluster.spec.ts', 'libs/journal-jetstream/src/shared-partition.spec.ts',
  'test/src/e2e/bundle/large.spec.ts', 'test/src/fault/reconnect-storm.spec.ts',
];

const GROUPS = [
  { name: 'unit and contract', args: ['--ignoreProjects', 'test'], except: ALONE, maxWorkers: workers(1, 2) },
  // Platforms, servers and browsers, for half of the time waiting for one another.
  { name: 'end to end', args: ['--selectProjects', 'test'], except: ALONE, maxWorkers: workers(1.5, 3) },
  { name: 'alone', args: [], only: ALONE, maxWorkers: 1 },
];

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
tellAtTheEnd(tally);

requireNode();
install();
if (ci || options.includes('--install-servers')) installServers();

if (patterns.length === 0) await check(tally);
build();
const env = {
  NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
  YANSHOU_TEST_NOT_RUN: notRun,
  ...(process.env.REAL_DATA_DIR || !ci ? {} : { REAL_DATA_DIR: join(root, '..', 'shared', 'data') }),
};
for (const group of GROUPS) await runGroup(group, patterns, { tally, env });

const missing = servers.filter((server) => !server.present()).map((server) => server.name);
if (missing.length > 0) say(howToInstall(missing));
if (existsSync(notRun)) say([...new Set(readFileSync(notRun, 'utf8').trim().split('\n'))].map((line) => `未运行 / not run: ${line}`).join('\n'));
if (ci && (missing.length > 0 || existsSync(notRun))) note(tally, 0, 1);
