// npm test: lint, types, build, then every test in one jest run. The last line has the true counts.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, install, requireNode, root, say } from './lib/workspace.mjs';
import { howToInstall, installServers, servers } from './lib/servers.mjs';

const ci = process.env.CI === 'true';
const options = process.argv.slice(2);
const patterns = options.filter((option) => !option.startsWith('--'));
const reports = join(root, '.cache', 'test');
const notRun = join(reports, 'not-run.txt');

requireNode();
install();
if (ci || options.includes('--install-servers')) installServers();
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

let failed = 0;
let passed = 0;
const count = (ok) => (ok ? (passed += 1) : (failed += 1));

/** lint and types through Nx: plain eslint has no project graph, and its boundary rule would pass everything. */
function check(target) {
  say(`\n━━ ${target}`);
  const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true', ...(ci ? { NX_SKIP_NX_CACHE: 'true' } : {}) };
  const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
  const result = spawnSync(process.execPath, [nx, 'run-many', '-t', target, '--outputStyle=dynamic-legacy'], { cwd: root, stdio: 'inherit', env });
  count(result.status === 0);
}

function jest(name, args) {
  say(`\n━━ ${name}`);
  const output = join(reports, `${name}.json`);
  const env = {
    ...process.env,
    NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
    YANSHOU_TEST_NOT_RUN: notRun,
    ...(process.env.REAL_DATA_DIR || !ci ? {} : { REAL_DATA_DIR: join(root, '..', 'shared', 'data') }),
  };
  // forceExit: a test that fails may leave a process it started; the run must end and say so all the same.
  const result = spawnSync(
    process.execPath,
    [join(root, 'node_modules/jest/bin/jest.js'), '--testTimeout=120000', '--forceExit', '--json', `--outputFile=${output}`, ...args, ...patterns],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env },
  );
  if (!existsSync(output)) return count(false);
  const report = JSON.parse(readFileSync(output, 'utf8'));
  passed += report.numPassedTests;
  failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
  if (result.status !== 0 && report.numFailedTests + report.numRuntimeErrorTestSuites === 0) failed += 1;
}

if (patterns.length === 0) ['lint', 'typecheck'].forEach(check);
build();
// Specs that drive a whole platform come last: they need the machine to themselves.
jest('unit and contract', ['--ignoreProjects', 'test']);
jest('end to end', ['--selectProjects', 'test', '--maxWorkers=2']);

const missing = servers.filter((server) => !server.present()).map((server) => server.name);
if (missing.length > 0) say(howToInstall(missing));
if (existsSync(notRun)) say([...new Set(readFileSync(notRun, 'utf8').trim().split('\n'))].map((line) => `未运行 / not run: ${line}`).join('\n'));
if (ci && (missing.length > 0 || existsSync(notRun))) failed += 1;
process.stdout.write(`${passed} passed, ${failed} failed\n`, () => process.exit(failed === 0 ? 0 : 1));
