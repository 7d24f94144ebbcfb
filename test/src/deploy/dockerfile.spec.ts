import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT, SETTINGS, repositoryText } from './compose-file.js';

interface Stage {
  readonly image: string;
  readonly name: string | undefined;
  readonly lines: readonly (readonly [string, string])[];
}

/** Stages with their instructions; lines that go on are joined, comments dropped. */
function stagesOf(text: string): Stage[] {
  const lines = text.replaceAll(/^#.*\n/gm, '').replaceAll(/\\\n/g, ' ').split('\n').filter((line) => line.trim() !== '');
  const stages: { image: string; name: string | undefined; lines: [string, string][] }[] = [];
  for (const line of lines) {
    const [, instruction = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    const [image = '', , name] = rest.split(/\s+/);
    if (instruction === 'FROM') stages.push({ image, name, lines: [] });
    else stages.at(-1)?.lines.push([instruction, rest]);
  }
  return stages;
}

/** Whether the build sees a path: of the rules that match, the last one counts. */
function isInContext(path: string): boolean {
  let ignored = false;
  for (const line of repositoryText('.dockerignore').split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const pattern = line.replace(/^!/, '').replaceAll(/[.+]/g, '\\$&').replaceAll('**/', '\u0000').replaceAll('*', '[^/]*').replaceAll('\u0000', '(?:.*/)?');
    if (new RegExp(`^${pattern}(?:/.*)?$`).test(path)) ignored = !line.startsWith('!');
  }
  return !ignored;
}

const stages = stagesOf(repositoryText('Dockerfile'));
const last = stages.at(-1) as Stage;
const valuesOf = (stage: Stage, instruction: string): string[] => stage.lines.filter(([name]) => name === instruction).map(([, rest]) => rest);
const scripts = (JSON.parse(repositoryText('package.json')) as { scripts: Record<string, string> }).scripts;

describe('the Dockerfile', () => {
  it('builds, installs for production and runs in stages of one pinned Node', () => {
    expect(stages.map(({ name }) => name)).toEqual(['build', 'production', undefined]);
    expect(new Set(stages.map(({ image }) => image)).size).toBe(1);
    expect(last.image).toMatch(/^node:(20|22)\.\d+\.\d+-[a-z]+-slim$/);
  });

  it('ends as a user that is not root, with a health check, and starts the process that gets the signals', () => {
    expect(valuesOf(last, 'USER')).toEqual(['node']);
    expect(last.lines.findIndex(([name]) => name === 'USER')).toBeGreaterThan(last.lines.findLastIndex(([name]) => name === 'RUN' || name === 'COPY'));
    expect(valuesOf(last, 'HEALTHCHECK').join()).toContain('/healthz');
    expect(JSON.parse(valuesOf(last, 'ENTRYPOINT')[0] ?? '')).toEqual(['node', '--enable-source-maps', 'apps/platform/dist/main.js']);
    expect(valuesOf(last, 'CMD')).toEqual([]);
  });

  it('lets its user read what was built, whatever the modes of the checkout were', () => {
    const copied = valuesOf(last, 'COPY').flatMap((copy) => /^--from=build \/app\/(\w[^/ ]*)/.exec(copy)?.slice(1) ?? []);
    const readable = /chmod -R a\+rX (.+)$/.exec(valuesOf(stages[0] as Stage, 'RUN').join('\n').trimEnd())?.[1]?.split(' ') ?? [];
    expect([...new Set(copied)].filter((folder) => !readable.includes(folder))).toEqual([]);
    expect(copied.length).toBe(3);
  });

  it('runs npm scripts and projects that there are, and no install script of a package', () => {
    const commands = stages.flatMap((stage) => valuesOf(stage, 'RUN'));
    const run = commands.flatMap((command) => [...command.matchAll(/npm run (\S+)/g)].map((match) => match[1] as string));
    expect(run).toEqual(['build']);
    expect(run.filter((name) => !(name in scripts))).toEqual([]);
    for (const command of commands.filter((text) => text.includes('npm ci'))) expect(command).toContain('--ignore-scripts');
    const projects = /--projects=(\S+)/.exec(commands.join('\n'))?.[1]?.split(',') ?? [];
    expect(projects).toEqual(['platform', 'console']);
    for (const project of projects) expect(existsSync(join(ROOT, 'apps', project, 'package.json'))).toBe(true);
    const workspace = /--workspace (\S+)/.exec(commands.join('\n'))?.[1] ?? '';
    expect(existsSync(join(ROOT, workspace, 'package.json'))).toBe(true);
    expect(commands.find((text) => text.includes('--workspace'))).toContain('--omit=dev');
  });

  it('copies what there is: from the repository all that the build may see, into the image what was built', () => {
    for (const stage of stages) {
      for (const copy of valuesOf(stage, 'COPY')) {
        const from = /^--from=(\w+) \/app\/(\S+) (\S+)$/.exec(copy);
        if (from === null) expect(copy).toBe('. .');
        else expect([from[2], stages.some(({ name }) => name === from[1]), existsSync(join(ROOT, (from[2] as string).replace(/\/dist$/, '')))]).toEqual([from[2], true, true]);
      }
    }
    expect(valuesOf(last, 'COPY').every((copy) => copy.startsWith('--from='))).toBe(true);
    expect(stages.flatMap((stage) => valuesOf(stage, 'ADD'))).toEqual([]);
  });

  it('sets and exposes what the configuration knows, and no secret', () => {
    const variables = valuesOf(last, 'ENV').join(' ').split(/\s+/).map((pair) => pair.split('=')[0] ?? '');
    expect(variables.filter((name) => name !== 'NODE_ENV' && !SETTINGS.has(name))).toEqual([]);
    expect(variables.join()).not.toMatch(/PASSWORD|TOKEN|SECRET/);
    expect(valuesOf(last, 'EXPOSE').join(' ').split(' ')).toEqual([SETTINGS.get('YANSHOU_HTTP_PORT'), SETTINGS.get('YANSHOU_MQTT_PORT')]);
  });
});

describe('what the build sees', () => {
  const workspaces = ['apps', 'libs'].flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}/package.json`));

  it.each(['package.json', 'package-lock.json', '.npmrc', 'nx.json', '.swcrc', 'tsconfig.base.json', 'tools/build.mjs', 'tools/lib/packing.mjs', 'apps/platform/rolldown.config.mjs', 'apps/platform/src/main.ts', 'apps/console/index.html', 'dashboards/package.json', 'devices-sim/package.json', 'test/package.json', ...workspaces])('%s', (path) => {
    expect(existsSync(join(ROOT, path))).toBe(true);
    expect(isInContext(path)).toBe(true);
  });

  it.each(['secrets/admin-password', 'data/credential-pepper', '.git/config', '.env', 'node_modules/x', 'apps/console/node_modules/x', 'apps/platform/dist/main.js', 'libs/kpi/src/evaluate.spec.ts', 'docs/operations.md', 'test/src/index.ts'])('not %s', (path) => {
    expect(isInContext(path)).toBe(false);
  });
});
