// What every command shares: a Node that is new enough, installed packages, a fresh build. Uses built-ins only,
// because it runs before anything is installed. Everything it says goes to stderr.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..', '..');
const installStamp = join(root, 'node_modules', '.yanshou-lock-sha256');
const buildStamp = join(root, '.cache', 'build-stamp');
const quietNx = { NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true' };

export const say = (line) => process.stderr.write(`${line}\n`);

/** Runs a command to its end with its output on stderr; exits with its status when it fails. */
export function run(command, args, env = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

/** Runs a script of Node to its end and answers how it ended. It does not outlive this process. */
export async function attempt(args, env = {}, stdio = 'inherit') {
  const child = spawn(process.execPath, args, { cwd: root, stdio, env: { ...process.env, ...env } });
  const kill = () => child.kill();
  process.once('exit', kill);
  const [status, signal] = await once(child, 'exit');
  process.off('exit', kill);
  return { status, signal };
}

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  say(`需要 Node.js 20.19 或更高版本 / Node.js 20.19 or newer is needed; this is ${process.version}`);
  process.exit(1);
}

/** Installs the locked packages when the lock file is not the one that was installed. */
export function install() {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  if (existsSync(installStamp) && readFileSync(installStamp, 'utf8') === lock) return;
  say('① 安装依赖（约 30 秒） / installing packages (about 30 s) …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']);
  writeFileSync(installStamp, lock);
}

/** Builds every project whose sources changed since the last build. */
export function build() {
  const now = fingerprint();
  if (existsSync(buildStamp) && readFileSync(buildStamp, 'utf8') === now) return;
  say('② 构建 / building …');
  nx(['run-many', '-t', 'build', '--outputStyle=static']);
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(buildStamp, now);
}

const nxScript = join(root, 'node_modules/nx/dist/bin/nx.js');
export const nx = (args, env = {}) => run(process.execPath, [nxScript, ...args], { ...quietNx, ...env });

export function prepare() {
  requireNode();
  install();
  build();
}

/** Path, size and time of every source file: cheap, and enough to know that nothing changed. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const folder of ['apps', 'libs', 'dashboards', 'devices-sim', 'test', 'tools']) walk(join(root, folder), hash);
  for (const file of ['package-lock.json', 'nx.json', '.swcrc', 'tsconfig.base.json']) stamp(join(root, file), hash);
  return hash.digest('hex');
}

function walk(folder, hash) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      // A missing dist/ must look like a change: it is named, not walked.
      if (entry.name === 'dist') hash.update(`${path}\n`);
      else if (entry.name !== 'node_modules' && entry.name !== 'coverage') walk(path, hash);
    } else if (!entry.name.endsWith('.spec.ts')) stamp(path, hash);
  }
}

function stamp(path, hash) {
  const { size, mtimeMs } = statSync(path);
  hash.update(`${path}:${size}:${mtimeMs}\n`);
}

/** Replaces this process as far as Node can: same input and output, signals passed on, same exit status. */
export function become(script, args, env = {}) {
  const child = spawn(process.execPath, ['--enable-source-maps', join(root, script), ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
