import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ProjectRecord } from '@yanshou/registry';
import type { DatabaseNames, ReaderSecret } from '@yanshou/store-influx';
import { Failure } from '@yanshou/telemetry';
import { GrafanaFiles } from './grafana-files.js';
import { ReaderDuty } from './reader-duty.js';
import { ReaderFiles } from './reader-files.js';

const URL = 'http://influx:8086/$x';
const NAMES: DatabaseNames = { platform: 'y__platform', programme: (id) => `y__programme_${id}`, project: (id) => `y_${id}` };
const PROJECTS = [{ id: 'shop', programme: 'P1' }, { id: 'a.b', programme: 'P2' }] as ProjectRecord[];
const failure = (code: string): Failure => new Failure(code, code, true, { zh: '', en: '' });

let root: string;
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'yanshou-readers-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A server that gives every database a user, named after it; `fault` is what stands in its way. */
function setUp() {
  const directory = join(root, 'readers');
  const files = new ReaderFiles(directory, { url: URL });
  const state = { mayKeep: true, fault: undefined as Failure | undefined, faults: [] as unknown[], rounds: 0, renewed: [] as (readonly string[])[] };
  const keep = async (databases: readonly string[]) => {
    state.rounds += 1;
    if (state.fault !== undefined) throw state.fault;
    const renewed: string[] = [];
    for (const database of databases) {
      if ((await files.read(database)) !== undefined) continue;
      await files.save(database, { kind: 'user', user: `reader_${database}`, password: `secret-${state.rounds}$` });
      renewed.push(database);
    }
    return { kept: databases, renewed, faults: state.faults };
  };
  const duty = new ReaderDuty({
    registry: { programmes: async () => [{ id: 'P1', nameZh: '', nameEn: '' }, { id: 'P2', nameZh: '', nameEn: '' }], projects: async () => PROJECTS },
    readers: { keep, close: () => undefined }, files, grafana: new GrafanaFiles(directory, URL), names: NAMES, mayKeep: async () => state.mayKeep, onRenewed: (databases) => void state.renewed.push(databases),
  });
  return { directory, files, state, duty };
}

const secretFile = (directory: string, database: string): unknown => JSON.parse(readFileSync(join(directory, `${database}.json`), 'utf8'));
/** The entries of a provisioning file, each of which is a line of JSON; dollars as Grafana reads them. */
const entries = (directory: string, file: string): Record<string, unknown>[] =>
  readFileSync(join(directory, 'grafana', file), 'utf8').split('\n').filter((line) => line.startsWith('  - ')).map((line) => JSON.parse(line.slice(4).replaceAll('$$', '$')) as Record<string, unknown>);
const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('secrets of read-only accounts', () => {
  it('are a file a database, for the platform alone, whatever its folder allowed before', async () => {
    const { directory, state, duty } = setUp();
    await duty.keep();
    expect(readdirSync(directory).sort()).toEqual(['grafana', 'y__platform.json', 'y__programme_P1.json', 'y__programme_P2.json', 'y_a.b.json', 'y_shop.json']);
    expect(secretFile(directory, 'y_shop')).toEqual({ url: URL, database: 'y_shop', user: 'reader_y_shop', password: 'secret-1$' });
    for (const name of readdirSync(directory).filter((one) => one.endsWith('.json'))) expect([name, modeOf(join(directory, name))]).toEqual([name, 0o600]);
    expect([modeOf(directory), state.renewed]).toEqual([0o710, [['y__platform', 'y__programme_P1', 'y_shop', 'y__programme_P2', 'y_a.b']]]);
    chmodSync(join(directory, 'y_shop.json'), 0o644);
    writeFileSync(join(directory, 'y_shop.json'), 'damaged');
    await duty.keep();
    expect([modeOf(join(directory, 'y_shop.json')), state.renewed[1]]).toEqual([0o600, ['y_shop']]);
  });

  it('stay where they are, and are read as they were written', async () => {
    const { directory, files, state, duty } = setUp();
    await duty.keep();
    const before = readFileSync(join(directory, 'y_shop.json'), 'utf8');
    await duty.keep();
    expect([readFileSync(join(directory, 'y_shop.json'), 'utf8'), state.renewed.length]).toEqual([before, 1]);
    const token: ReaderSecret = { kind: 'token', id: '0d', token: 't' };
    await files.save('y/../z', token);
    expect([await files.read('y/../z'), existsSync(join(directory, 'y%2F..%2Fz.json'))]).toEqual([token, true]);
    expect(await files.read('y_none')).toBeUndefined();
  });

  it('are of one server: another one gets its own', async () => {
    const { directory, files, duty } = setUp();
    await duty.keep();
    expect(await files.read('y_shop')).toBeDefined();
    expect(await new ReaderFiles(directory, { url: 'http://other:8086' }).read('y_shop')).toBeUndefined();
  });

  it('cannot be kept in a folder that is none: it is said', async () => {
    writeFileSync(join(root, 'readers'), '');
    await expect(setUp().duty.keep()).rejects.toMatchObject({ code: 'influx-readers-directory', retryable: true });
  });
});

describe('provisioning of Grafana', () => {
  const name = (directory: string, text: string): void => writeFileSync(join(directory, 'organisations.json'), text);

  it('is written for organisations that have a number, each with what it may read', async () => {
    const { directory, duty } = setUp();
    await duty.keep();
    expect(readdirSync(join(directory, 'grafana/datasources'))).toEqual([]);
    name(directory, '{"platform": 1, "programme-P1": 2, "project-shop": 3, "project-a.b": 4, "project-unknown": 5}');
    await duty.keep();
    const files = ['platform.yaml', 'programme-P1.yaml', 'project-a.b.yaml', 'project-shop.yaml'];
    expect([readdirSync(join(directory, 'grafana/datasources')).sort(), readdirSync(join(directory, 'grafana/dashboards')).sort()]).toEqual([files, files]);
    const sources = files.map((file) => entries(directory, `datasources/${file}`).map(({ name: called, uid, orgId, user, jsonData }) => [called, uid, orgId, user, (jsonData as { dbName: string }).dbName]));
    expect(sources).toEqual([
      [['yanshou-platform', 'yanshou-platform', 1, 'reader_y__platform', 'y__platform']],
      [['yanshou-programme-P1', 'yanshou-programme-P1', 2, 'reader_y__programme_P1', 'y__programme_P1'], ['yanshou-project-shop', 'yanshou-project-shop', 2, 'reader_y_shop', 'y_shop']],
      [['yanshou-project-a.b', expect.stringMatching(/^yanshou-[0-9a-f]{24}$/), 4, 'reader_y_a.b', 'y_a.b']],
      [['yanshou-project-shop', 'yanshou-project-shop', 3, 'reader_y_shop', 'y_shop']],
    ]);
    expect(entries(directory, 'datasources/project-shop.yaml')[0]).toMatchObject({ url: URL, type: 'influxdb', access: 'proxy', editable: false, secureJsonData: { password: 'secret-1$' } });
    // A dollar that is none of Grafana's variables is doubled.
    expect(readFileSync(join(directory, 'grafana/datasources/project-shop.yaml'), 'utf8').match(/\$+/g)).toEqual(['$$', '$$']);
    expect(entries(directory, 'dashboards/project-shop.yaml').map(({ orgId, options }) => [orgId, options])).toEqual([
      [3, { path: '${DASHBOARDS_FOLDER}/zh/project' }], [3, { path: '${DASHBOARDS_FOLDER}/en/project' }],
    ]);
    expect(modeOf(join(directory, 'grafana/datasources/project-shop.yaml'))).toBe(0o640);
  });

  it('tells operators and officers, each by their own figures, what they are to be alerted of', async () => {
    const { directory, duty } = setUp();
    await duty.keep();
    name(directory, '{"platform": 1, "programme-P1": 2, "programme-P2": 4, "project-shop": 3}');
    await duty.keep();
    expect(readdirSync(join(directory, 'grafana/alerting')).sort()).toEqual(['platform.yaml', 'programme-P1.yaml', 'programme-P2.yaml']);
    const text = (file: string): string => readFileSync(join(directory, 'grafana/alerting', file), 'utf8').replace(/^#.*\n/, '');
    const groupsOf = (file: string) => (JSON.parse(text(file)) as { groups: { orgId: number; rules: { data: { datasourceUid: string; model: { query?: string } }[] }[] }[] }).groups;
    const told = ['platform.yaml', 'programme-P1.yaml', 'programme-P2.yaml'].map((file) => groupsOf(file).map(({ orgId, rules }) => [orgId, ...new Set(rules.flatMap(({ data }) => data.map(({ datasourceUid }) => datasourceUid)))]));
    expect(told).toEqual([[[1, 'yanshou-platform', '__expr__']], [[2, 'yanshou-programme-P1', '__expr__']], [[4, 'yanshou-programme-P2', '__expr__']]]);
    for (const query of groupsOf('programme-P1.yaml').flatMap(({ rules }) => rules.flatMap(({ data }) => data[0]?.model.query ?? []))) expect(query.match(/\$+\w*/g)).toEqual(['$timeFilter']);
  });

  it('goes with its organisation, and stays as it is while the numbers cannot be read', async () => {
    const { directory, duty } = setUp();
    await duty.keep();
    name(directory, '{"project-shop": 3, "platform": 1}');
    await duty.keep();
    for (const text of ['{"project-shop": ', '{"project-shop": "three"}', '[]']) {
      name(directory, text);
      await expect(duty.keep()).rejects.toMatchObject({ code: 'influx-readers-organisations' });
      expect(readdirSync(join(directory, 'grafana/datasources')).sort()).toEqual(['platform.yaml', 'project-shop.yaml']);
    }
    name(directory, '{"platform": 1}');
    await duty.keep();
    expect(['datasources', 'dashboards', 'alerting'].map((kind) => readdirSync(join(directory, 'grafana', kind)))).toEqual([['platform.yaml'], ['platform.yaml'], ['platform.yaml']]);
  });
});

describe('the duty', () => {
  it('is of one process at a time', async () => {
    const { directory, state, duty } = setUp();
    state.mayKeep = false;
    await duty.keep();
    expect([state.rounds, existsSync(directory)]).toEqual([0, false]);
  });

  it.each(['influx-readers-open', 'influx-readers-none'])('says once that no account would protect anything (%s), and again after it did', async (code) => {
    const { state, duty } = setUp();
    state.fault = failure(code);
    await expect(duty.keep()).rejects.toMatchObject({ code });
    await duty.keep();
    state.fault = undefined;
    await duty.keep();
    state.fault = failure(code);
    await expect(duty.keep()).rejects.toMatchObject({ code });
  });

  it('says every time what may pass, and writes what it can meanwhile', async () => {
    const { directory, state, duty } = setUp();
    state.fault = failure('store-unavailable');
    for (let round = 0; round < 2; round += 1) await expect(duty.keep()).rejects.toMatchObject({ code: 'store-unavailable' });
    state.fault = undefined;
    state.faults = [failure('influx-reader-refused')];
    await expect(duty.keep()).rejects.toMatchObject({ code: 'influx-reader-refused' });
    expect(existsSync(join(directory, 'y_shop.json'))).toBe(true);
  });
});
