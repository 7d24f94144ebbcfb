import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { COMPOSE, ROOT, SETTINGS } from '../deploy/compose-file.js';

const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md')).map((name) => join('docs', name))];
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const { scripts } = JSON.parse(textOf('package.json')) as { readonly scripts: Readonly<Record<string, string>> };

/** Everything that is shown as something to type or a name: in blocks and between back-quotes. */
const codeOf = (text: string): readonly string[] => {
  const blocks = [...text.matchAll(/^ *```[a-z]*\n([^]*?)^ *```/gm)].flatMap(([, block = '']) => block.replaceAll(/\\\n/g, ' ').split('\n'));
  return [...blocks.map((line) => line.replace(/ +# .*/, '')), ...[...text.replaceAll(/^ *```[^]*?^ *```/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)];
};
/** The commands of a line, each as its words. */
const commandsIn = (code: string): readonly string[][] => code.split(/&&|\||;|\$\(/).map((part) => part.trim().split(/\s+/).filter((word) => !/^[A-Z_]+=/.test(word)));

const OPTIONS_WITH_VALUE = new Set(['-f', '--profile', '--scale', '-v', '--entrypoint', '-w']);
/** Services of files that are put on top. */
const ON_TOP = new Set(['prometheus', 'alertmanager', 'proxy']);
const WITH_SERVICES = new Set(['up', 'stop', 'start', 'restart', 'rm', 'logs', 'build', 'pull']);

interface ComposeCommand {
  readonly files: readonly string[];
  readonly profiles: readonly string[];
  readonly services: readonly string[];
}

/** What a `docker compose` names; undefined for another command. */
function composeCommand(words: readonly string[]): ComposeCommand | undefined {
  if (words[0] !== 'docker' || words[1] !== 'compose') return undefined;
  const valueOf = (option: string): string[] => words.flatMap((word, index) => (word === option ? [words[index + 1] ?? ''] : []));
  const plain = words.slice(2).filter((word, index, rest) => !word.startsWith('-') && !OPTIONS_WITH_VALUE.has(rest[index - 1] ?? ''));
  const [verb = '', ...named] = plain;
  const own = WITH_SERVICES.has(verb) ? named : verb === 'cp' ? named.flatMap((place) => (place.includes(':') ? [place.split(':')[0] as string] : [])) : ['exec', 'run'].includes(verb) ? named.slice(0, 1) : [];
  // Behind the verb -f is something else's.
  const global = words.slice(0, words.indexOf(verb));
  return { files: global.flatMap((word, index) => (word === '-f' ? [global[index + 1] ?? ''] : [])), profiles: valueOf('--profile'), services: [...own, ...valueOf('--scale').map((scaled) => scaled.split('=')[0] as string)] };
}

/** A file that is there, or that the build makes of one that is. */
const isThere = (path: string): boolean => existsSync(join(ROOT, path)) || existsSync(join(ROOT, path.replace('/dist/', '/src/').replace(/\.js$/, '.ts')));

/** Sources of a command of npm: its own file, and the folder of the program that it starts. */
function sourcesOf(script: string): string {
  const tool = scripts[script]?.replace('node ', '') ?? '';
  if (!existsSync(join(ROOT, tool))) return '';
  const folders = [...textOf(tool).matchAll(/'([\w/.-]+)\/dist\/[\w/.-]+\.m?js'/g)].map(([, folder = '']) => join(folder, 'src'));
  const files = folders.flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true }).map((name) => join(folder, String(name))).filter((name) => name.endsWith('.ts')));
  return [tool, ...files].map(textOf).join('\n');
}

/** What of a document cannot be done or found, as it says it. */
function wrongIn(text: string): string[] {
  const code = codeOf(text);
  const commands = code.flatMap(commandsIn);
  const compose = commands.flatMap((words) => composeCommand(words) ?? []);
  const npm = commands.filter(([program, verb]) => program === 'npm' && verb === 'run');
  const node = commands.filter(([program]) => program === 'node').map(([, path = '']) => path);
  const settings = code.flatMap((part) => [...part.matchAll(/(?<![\w$])(?:YANSHOU|INFLUX|MQTT|NATS|DATABASE)_[A-Z0-9_]*[A-Z0-9](?![\w*…])/g)].map(([name]) => name)).filter((name) => !/^(?:INFLUX|NATS)_(?:VERSION|SERVER_NAME)$/.test(name));
  const services = new Set(Object.keys(COMPOSE.services));
  const profiles = new Set(Object.values(COMPOSE.services).flatMap((service) => service.profiles ?? []));
  const fileLists = code.flatMap((line) => [.../^COMPOSE_FILE=(\S+)/.exec(line)?.[1]?.split(':') ?? []]);
  return [
    ...compose.flatMap(({ files }) => files.filter((path) => isThere(path)).map((path) => `undone by the next command: -f ${path}`)),
    ...code.filter((line) => /^[A-Z_]+=\S+ +docker compose/.test(line)).map((line) => `undone by the next command: ${line.split(' ')[0] ?? ''}`),
    ...fileLists.filter((path) => !isThere(path)).map((path) => `file ${path}`),
    ...compose.flatMap(({ services: named }) => named.filter((name) => name !== '' && !services.has(name) && !ON_TOP.has(name)).map((name) => `service ${name}`)),
    ...compose.flatMap(({ profiles: named }) => named.filter((name) => !profiles.has(name)).map((name) => `profile ${name}`)),
    ...compose.flatMap(({ files }) => files.filter((path) => !isThere(path)).map((path) => `file ${path}`)),
    ...npm.filter(([, , script = '']) => !(script in scripts)).map(([, , script = '']) => `npm run ${script}`),
    ...npm.flatMap(([, , script = '', ...rest]) => rest.filter((word) => /^--[a-z]/.test(word)).filter((flag) => !sourcesOf(script).includes(flag.split('=')[0]?.slice(2) ?? '')).map((flag) => `npm run ${script} ${flag}`)),
    ...node.filter((path) => path.includes('/') && path.endsWith('js') && !isThere(path)).map((path) => `node ${path}`),
    ...settings.filter((name) => !SETTINGS.has(name) && !SETTINGS.has(name.replace(/_FILE$/, ''))).map((name) => `setting ${name}`),
    ...code.flatMap((part) => [...part.matchAll(/\byanshou_([a-z][a-z0-9-]*):/g)].map(([, name = '']) => name)).filter((name) => !(name in COMPOSE.volumes)).map((name) => `volume ${name}`),
    ...code.filter((part) => /^(?:apps|libs|docs|tools|test|deploy|dashboards|devices-sim)\/[\w./-]+$/.test(part) && !isThere(part)).map((path) => `path ${path}`),
    ...[...text.matchAll(/\]\((?!https?:)([\w.-]+\.md)?#([^)\s]+)\)/g)].flatMap(([, file, anchor = '']) => (anchorsOf(file === undefined ? text : textOf(join('docs', file))).has(decodeURIComponent(anchor)) ? [] : [`anchor ${file ?? ''}#${anchor}`])),
  ];
}

/** Names of headings, as they are linked to. */
const anchorsOf = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').trim().replaceAll(/\s/g, '-')));

describe('what the manuals say to do', () => {
  it.each(DOCUMENTS)('%s names commands, files, services and settings that there are', (document) => {
    const text = textOf(document);
    expect(wrongIn(document === 'README.md' ? text.replaceAll('](docs/', '](') : text)).toEqual([]);
  });

  it('is much of the manual of operations', () => {
    const commands = codeOf(textOf('docs/operations.md')).flatMap(commandsIn);
    expect(commands.filter((words) => composeCommand(words) !== undefined).length).toBeGreaterThan(30);
    expect(commands.filter(([program]) => program === 'npm').length).toBeGreaterThan(5);
  });

  it.each([
    ['```bash\ndocker compose exec plattform ls\n```', 'service plattform'],
    ['```bash\ndocker compose cp influxdb:/x . && docker compose cp y nothere:/x\n```', 'service nothere'],
    ['```\ndocker compose --profile scala up -d api\n```', 'profile scala'],
    ['```bash\ndocker compose -f deploy/missing.yml up -d\n```', 'file deploy/missing.yml'],
    ['```bash\ndocker compose -f deploy/mqtts.yml up -d\n```', 'undone by the next command: -f deploy/mqtts.yml'],
    ['```bash\nYANSHOU_MQTT_HOST=0.0.0.0 docker compose up -d\n```', 'undone by the next command: YANSHOU_MQTT_HOST=0.0.0.0'],
    ['```bash\nCOMPOSE_FILE=docker-compose.yml:deploy/missing.yml\n```', 'file deploy/missing.yml'],
    ['use `npm run bakup -- DIR`', 'npm run bakup'],
    ['`npm run restore -- DIR --chekc`', 'npm run restore --chekc'],
    ['`node apps/platform/dist/no-tool.js`', 'node apps/platform/dist/no-tool.js'],
    ['set `YANSHOU_ALRAM_LAG_SECONDS` to 3', 'setting YANSHOU_ALRAM_LAG_SECONDS'],
    ['`docker volume rm yanshou_daten:`', 'volume daten'],
    ['see `deploy/nats/nats.cfg`', 'path deploy/nats/nats.cfg'],
    ['see [there](operations.md#no-such-heading)', 'anchor operations.md#no-such-heading'],
  ])('would not say %j', (text, wrong) => expect(wrongIn(text)).toEqual([wrong]));
});
