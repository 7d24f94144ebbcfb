import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '../../..');

/** Lints a text as if it stood in the given file, with the boundary rule alone, in a process of its own. */
function lintPlanted(file: string, code: string): string[] {
  const script = `
    import { ESLint } from 'eslint';
    const eslint = new ESLint({ cwd: ${JSON.stringify(root)}, overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
      ruleFilter: ({ ruleId }) => ruleId === '@nx/enforce-module-boundaries' });
    const results = await eslint.lintText(${JSON.stringify(code)}, { filePath: ${JSON.stringify(join(root, file))} });
    console.log(JSON.stringify(results.flatMap((r) => r.messages.map((m) => m.message))));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '', NX_DAEMON: 'false' } });
  return JSON.parse(output.slice(output.indexOf('['))) as string[];
}

describe('the arrows point inward', () => {
  beforeAll(() => {
    // Without a cached project graph the rule is silently skipped: make it first.
    execFileSync(process.execPath, [join(root, 'node_modules/nx/dist/bin/nx.js'), 'graph', `--file=${join(root, '.cache/graph.json')}`], { cwd: root, env: { ...process.env, NODE_OPTIONS: '', NX_DAEMON: 'false' } });
  }, 120_000);

  it.each([
    ['a domain library that imports a port', 'libs/telemetry/src/planted.ts', "import { RecordKind } from '@yanshou/journal';\nexport const x = RecordKind;\n"],
    ['a port that imports an adapter', 'libs/store/src/planted.ts', "import * as duck from '@yanshou/store-duckdb';\nexport const x = duck;\n"],
    ['a feature that imports an adapter', 'libs/projection/src/planted.ts', "import * as segments from '@yanshou/journal-segments';\nexport const x = segments;\n"],
    ['the simulator that imports ingest', 'devices-sim/src/planted.ts', "import * as ingest from '@yanshou/ingest';\nexport const x = ingest;\n"],
    ['NestJS outside apps/platform', 'libs/kpi/src/planted.ts', "import { Module } from '@nestjs/common';\nexport const x = Module;\n"],
    ['one broker in the adapter of the other', 'libs/broker-mqtt/src/planted.ts', "import { Aedes } from 'aedes';\nexport const x = Aedes;\n"],
    ['a dashboard that imports an adapter', 'dashboards/src/planted.ts', "import * as influx from '@yanshou/store-influx';\nexport const x = influx;\n"],
    ["one vendor's client in another's adapter", 'libs/store-duckdb/src/planted.ts', "import pg from 'pg';\nexport const x = pg;\n"],
    ['the NATS client outside its adapter', 'libs/journal-segments/src/planted.ts', "import { connect } from '@nats-io/transport-node';\nexport const x = connect;\n"],
  ])('refuses %s', (_what, file, code) => {
    expect(lintPlanted(file, code)).toHaveLength(1);
  }, 120_000);

  it('lets a feature import a port', () => {
    expect(lintPlanted('libs/projection/src/planted.ts', "import { RecordKind } from '@yanshou/journal';\nexport const x = RecordKind;\n")).toEqual([]);
  }, 120_000);
});

describe('every project', () => {
  const folders = ['libs', 'apps'].flatMap((parent) => readdirSync(join(root, parent)).map((name) => join(parent, name))).concat('dashboards', 'devices-sim', 'test');

  it.each(folders)('%s has one type and one scope', (folder) => {
    const { nx } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { nx: { tags: string[] } };
    expect(nx.tags.filter((tag) => tag.startsWith('type:'))).toHaveLength(1);
    expect(nx.tags.filter((tag) => tag.startsWith('scope:'))).toHaveLength(1);
  });
});
