// Stands for `docker` in tests of the tools for containers: writes down each call and plays the answer. What is to run in a
// container runs here, with the folders of its volumes, its secrets and its environment.
// MACHINE: folder of docker-compose.yml, volumes, secrets. SERVICES: what the compose file says. FAIL: part of a call that fails;
// CUT: part of one whose output is cut off.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const { MACHINE = '', SERVICES = '{}', FAIL = '', CUT = '' } = process.env;
const services = JSON.parse(SERVICES);
const call = process.argv.slice(2);
const line = call.join(' ');
appendFileSync(join(MACHINE, 'calls'), `${JSON.stringify(call)}\n`);
if (FAIL !== '' && line.includes(FAIL)) process.exit(9);

const optionsOfCompose = /^compose((?: --(?:profile|env-file) \S+)*)/.exec(line)?.[1]?.trim().split(' ') ?? [];
const optionOf = (name) => optionsOfCompose[optionsOfCompose.indexOf(name) + 1 || optionsOfCompose.length];
const profile = optionOf('--profile');
const [verb, ...rest] = call[0] === 'compose' ? call.slice(optionsOfCompose.filter((word) => word !== '').length + 1) : call;
/** Its own name, or that of the settings. */
const projectName = () => {
  const settings = optionOf('--env-file') ?? join(MACHINE, '.env');
  return (existsSync(settings) && /^COMPOSE_PROJECT_NAME=(.*)$/m.exec(readFileSync(settings, 'utf8'))?.[1]) || 'yanshou';
};
const enabled = Object.entries(services).filter(([, { profiles }]) => profiles === undefined || profiles.includes(profile));
const volumesOf = ([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')).filter(([source]) => !source.startsWith('.'));
const folderOf = (name) => {
  mkdirSync(join(MACHINE, 'volumes', `yanshou_${name}`), { recursive: true });
  return join(MACHINE, 'volumes', `yanshou_${name}`);
};
const answer = (text) => writeSync(1, text);

function container(service, script) {
  mkdirSync(join(MACHINE, 'tmp'), { recursive: true });
  const places = new Map([...volumesOf([service, services[service]]).map(([name, place]) => [place, folderOf(name)]), ['/run/secrets', join(MACHINE, 'secrets')], ['/tmp', join(MACHINE, 'tmp')]]);
  const placed = (text) => text.replaceAll(new RegExp(`(?<![\\w./-])(${[...places.keys()].join('|')})(?![\\w-])`, 'g'), (place) => places.get(place));
  const environment = Object.fromEntries(Object.entries(services[service].environment ?? {}).map(([key, value]) => [key, placed(value)]));
  const { status, stdout } = spawnSync('/bin/sh', ['-ec', placed(script)], { cwd: process.env.REPOSITORY, env: { ...process.env, ...environment }, stdio: ['inherit', 'pipe', 'inherit'], maxBuffer: 1 << 28 });
  const whole = CUT !== '' && line.includes(CUT) ? stdout.subarray(0, stdout.length / 2) : stdout;
  for (let sent = 0; sent < whole.length; ) sent += writeSync(1, whole, sent);
  process.exit(status ?? 1);
}

switch (verb) {
  case 'config': {
    const names = new Set(enabled.flatMap(volumesOf).map(([name]) => name));
    answer(JSON.stringify({ name: projectName(), services: Object.fromEntries(enabled), volumes: Object.fromEntries([...names].map((name) => [name, { name: `${projectName()}_${name}` }])) }));
    break;
  }
  case 'volume':
    answer(existsSync(join(MACHINE, 'volumes')) ? `${readdirSync(join(MACHINE, 'volumes')).join('\n')}\n` : '');
    break;
  case 'image':
    answer(existsSync(join(MACHINE, 'image')) ? '0123456789ab\n' : '');
    break;
  case 'ps':
    answer(readFileSync(join(MACHINE, 'running'), 'utf8').split('\n').filter((name) => enabled.some(([service]) => service === name)).join('\n'));
    break;
  case 'exec':
  case 'run': {
    const service = rest.find((word) => word in services);
    container(service, rest.at(-1));
    break;
  }
}
