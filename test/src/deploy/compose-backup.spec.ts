import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PARTITIONS } from '@yanshou/journal-jetstream';
import { postgresBinaries, startTemporaryPostgres } from '@yanshou/registry/testing';
import type { TemporaryPostgres } from '@yanshou/registry/testing';
import { ContainerMachine, volumesOf } from './container-machine.js';

const LONG = 120_000;
const BACKUP = 'compose-backup.mjs';
const RESTORE = 'compose-restore.mjs';
const binaries = postgresBinaries();

interface LayoutUnderTest {
  readonly layout: 'single' | 'scale';
  readonly profile: readonly string[];
  /** Services in whose place the tools run. */
  readonly platform: string;
  readonly readers: string;
  /** The volume of the platform's files. */
  readonly shared: string;
  readonly parts: readonly string[];
  readonly servers: readonly string[];
  /** Part of a command, and the step that it is. */
  readonly failures: readonly (readonly [string, number])[];
}

const STREAMS = Array.from({ length: PARTITIONS }, (_, partition) => `yanshou-journal-${String(partition).padStart(2, '0')}`);
const PARTS = ['registry.dump', 'influxdb.tar', 'platform.tar', 'influx-readers.tar', 'grafana.tar'];
const LAYOUTS: readonly LayoutUnderTest[] = [
  { layout: 'single', failures: [['pg_dump', 1], ['influx backup', 2], ['backup-tool.js', 3], ['/readers -cf', 4], ['/var/lib/grafana -cf', 5]], profile: [], platform: 'platform', readers: 'platform', shared: 'data', parts: PARTS, servers: ['postgres', 'influxdb'] },
  { layout: 'scale', failures: [['backup-tool.js', 3], ['backup --no-progress yanshou-journal-01', 7]], profile: ['--profile', 'scale'], platform: 'api', readers: 'jobs', shared: 'shared', parts: [...PARTS, ...STREAMS.map((name) => `${name.replace('yanshou-', '')}.tar`)], servers: ['postgres', 'influxdb', 'nats-1', 'nats-2', 'nats-3'] },
];

if (binaries === undefined) {
  it('is not run without PostgreSQL', () => expect(binaries).toBeUndefined());
} else {
  describe.each(LAYOUTS)('a backup of the containers, layout $layout', ({ layout, failures, profile, platform, readers, shared, parts, servers }) => {
    let server: TemporaryPostgres;
    let connection: Readonly<Record<string, string>>;
    let scratch: string;
    let machine: ContainerMachine;
    let folder: string;

    const psql = (...commands: readonly string[]): string =>
      execFileSync(join(binaries, 'psql'), ['-X', '-q', '-t', '-A', ...commands.flatMap((command) => ['-c', command])], { encoding: 'utf8', env: { ...connection, PGUSER: 'postgres', PGDATABASE: 'postgres' } });
    const query = (text: string): string => execFileSync(join(binaries, 'psql'), ['-X', '-q', '-t', '-A', '-c', text], { encoding: 'utf8', env: { ...connection, PGUSER: 'yanshou', PGDATABASE: 'yanshou' } });
    const emptyDatabase = (): void => void psql('drop database if exists yanshou', 'create database yanshou owner yanshou');

    /** What an operator has after some time. */
    const inUse = (): ContainerMachine => {
      const made = new ContainerMachine(join(scratch, 'in-use'), connection);
      made.start(layout);
      made.makeSecrets();
      made.put('.env', 'GRAFANA_PORT=3002\n');
      made.put('secrets/tls/key.pem', 'a key');
      made.put('influx', 'readings'.repeat(4_000));
      made.fill(shared, 'credential-pepper', 'pepper');
      made.fill(shared, 'evidence/ab/abcdef', 'a certificate');
      made.fill('influx-readers', 'organisations.json', '{"programme-P1": 2}');
      made.fill('grafana', 'grafana.db', 'organisations');
      if (layout === 'scale') for (const name of STREAMS) made.put(`streams/${name}`, name);
      query('create table projects (id text); insert into projects values (\'workshop\')');
      return made;
    };
    /** Another one that has the repository and an image, and nothing else. */
    const newMachine = (): ContainerMachine => {
      emptyDatabase();
      return new ContainerMachine(join(scratch, 'new'), connection);
    };
    const backUp = (env: Readonly<Record<string, string>> = {}) => machine.run(BACKUP, [folder, ...profile], env);
    /** One backup for all that do not look at how it is made. */
    let master: string;
    const made = (): void => {
      execFileSync('cp', ['-a', master, folder]);
      machine.calls();
    };

    beforeAll(async () => {
      server = await startTemporaryPostgres(binaries);
      const { port } = new URL(await server.createDatabase());
      connection = { PGHOST: '127.0.0.1', PGPORT: port, BINARIES: binaries };
      psql('create role yanshou login');
      begin();
      expect(backUp()).toMatchObject({ status: 0 });
      master = join(mkdtempSync(join(tmpdir(), 'yanshou-compose-')), 'backup');
      execFileSync('mv', [folder, master]);
      rmSync(scratch, { recursive: true });
    }, LONG);
    afterAll(async () => {
      rmSync(join(master, '..'), { recursive: true });
      await server.stop();
    });
    const begin = (): void => {
      scratch = mkdtempSync(join(tmpdir(), 'yanshou-compose-'));
      folder = join(scratch, 'backup');
      emptyDatabase();
      machine = inUse();
    };
    beforeEach(begin);
    afterEach(() => rmSync(scratch, { recursive: true, force: true }));

    it('takes PostgreSQL, InfluxDB and the journal in this order, and everything else that cannot be made again', () => {
      expect(backUp()).toMatchObject({ status: 0, stdout: `${folder}\n` });
      const asked = machine.calls().map((call) => call.slice(profile.length + 1));
      const services = asked.filter(([verb]) => verb === 'exec' || verb === 'run').map(([verb, ...rest]) => (verb === 'exec' ? rest[1] : rest[5]));
      expect(services.slice(0, 6)).toEqual(['postgres', 'postgres', 'influxdb', platform, readers, 'grafana']);
      expect(services.slice(6)).toEqual(layout === 'scale' ? STREAMS.map(() => 'nats-box') : []);
      expect(readdirSync(folder).sort()).toEqual(['.env', 'backup.json', 'manifest-sha256.txt', 'secrets', ...parts].sort());
      expect(execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'manifest-sha256.txt'], { cwd: folder }).toString()).toBe('');
    }, LONG);

    it.each(['000', '077'])('is for its owner alone with umask %s, and leaves nothing behind in the containers', (umask) => {
      expect(backUp({ umask })).toMatchObject({ status: 0 });
      expect([folder, ...parts.map((part) => join(folder, part))].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, ...parts.map(() => 0o600)]);
      expect([...readdirSync(join(machine.folder, 'volumes/yanshou_backups')), ...readdirSync(join(machine.folder, 'tmp'))]).toEqual([]);
    }, LONG);

    it.each(failures)('stops where it fails and says at which step: %s', (fail, step) => {
      const { status, stderr } = backUp({ FAIL: fail });
      expect([status, stderr]).toEqual([1, expect.stringMatching(new RegExp(`step ${step} \\(.*failed, the backup is not finished`))]);
      expect(existsSync(join(folder, 'manifest-sha256.txt'))).toBe(false);
      expect(newMachine().run(RESTORE, [folder])).toMatchObject({ status: 1, stderr: expect.stringContaining('not finished') });
    }, LONG);

    it('comes back on a new machine: the registry, readings, files, accounts, Grafana, secrets and settings, and what starts it', () => {
      expect(backUp()).toMatchObject({ status: 0 });
      const other = newMachine();
      const { status, stderr } = other.run(RESTORE, [folder], { umask: '077' });
      expect([status, stderr]).toEqual([0, expect.stringContaining('docker compose up -d --wait')]);
      // Never by the command line, which the next plain one undoes.
      expect(stderr.includes('.env 中须有 has to have: COMPOSE_PROFILES=scale PLATFORM_CONTAINERS=0')).toBe(layout === 'scale');
      expect(query('select id from projects')).toBe('workshop\n');
      const files = ['influx', `volumes/yanshou_${shared}/credential-pepper`, `volumes/yanshou_${shared}/evidence/ab/abcdef`, 'volumes/yanshou_influx-readers/organisations.json', 'volumes/yanshou_grafana/grafana.db', '.env', 'secrets/tls/key.pem', 'secrets/database-url', ...(layout === 'scale' ? STREAMS.map((name) => `streams/${name}`) : [])];
      expect(files.map((path) => [path, other.read(path)])).toEqual(files.map((path) => [path, machine.read(path)]));
      expect([statSync(join(other.folder, 'secrets')).mode & 0o777, statSync(join(other.folder, 'secrets/database-url')).mode & 0o777]).toEqual([0o700, 0o644]);
      expect([...readdirSync(join(other.folder, 'volumes/yanshou_backups')), ...readdirSync(join(other.folder, 'tmp'))]).toEqual([]);
    }, LONG);

    it('starts the servers, waits for them, then brings their data before that of the platform, which it does not start', () => {
      made();
      const other = newMachine();
      expect(other.run(RESTORE, [folder])).toMatchObject({ status: 0 });
      const asked = other.calls().filter(([program]) => program === 'compose').map((call) => call.slice(profile.length + 1));
      expect(asked[1]).toEqual(['up', '-d', '--wait', ...servers]);
      expect(asked.slice(2).map(([verb, ...rest]) => [verb, verb === 'exec' ? rest[1] : rest[5]])).toEqual([['exec', 'postgres'], ['exec', 'influxdb'], ['run', platform], ['run', readers], ['run', 'grafana'], ...(layout === 'scale' ? STREAMS.map(() => ['run', 'nats-box']) : [])]);
      expect(asked.filter(([verb]) => verb === 'up')).toHaveLength(1);
    }, LONG);

    it('shows beforehand what it will run, and runs nothing of it', () => {
      const shown = (tool: string, on: ContainerMachine, args: readonly string[]): number => on.run(tool, [folder, ...args, '--dry-run']).stdout.split('\n').filter((line) => line !== '').length;
      const count = shown(BACKUP, machine, profile);
      expect([existsSync(folder), machine.calls().map((call) => call.slice(profile.length + 1))]).toEqual([false, [['config', '--format', 'json'], ['--profile', 'scale', 'ps', '--services'].slice(profile.length)]]);
      backUp();
      expect(machine.calls().filter((call) => !call.includes('config') && !call.includes('ps'))).toHaveLength(count);
      const other = newMachine();
      const steps = shown(RESTORE, other, []);
      expect(other.calls()).toEqual([]);
      other.run(RESTORE, [folder]);
      expect(other.calls().filter((call) => !call.includes('config') && !['volume', 'image'].includes(call[0] ?? ''))).toHaveLength(steps);
    }, LONG);

    it('is refused where the other layout runs: its data would be missing', () => {
      machine.start(layout === 'scale' ? 'single' : 'scale');
      expect(backUp()).toMatchObject({ status: 1, stderr: expect.stringMatching(/COMPOSE_PROFILES=scale、PLATFORM_CONTAINERS=0.*nothing was backed up/) });
      expect([existsSync(folder), machine.calls().filter((call) => ['exec', 'run', 'pause'].some((verb) => call.includes(verb)))]).toEqual([false, []]);
    }, LONG);

    if (layout === 'scale') {
      it('reaches any of the NATS servers, also with secrets of an earlier release, which have the login on the first address alone', () => {
        const login = `yanshou:${machine.read('secrets/nats-password')?.trim() ?? ''}`;
        machine.put('secrets/nats-url', `nats://${login}@nats-1:4222,nats://nats-2:4222,nats://nats-3:4222\n`);
        expect(backUp()).toMatchObject({ status: 0 });
        expect(newMachine().run(RESTORE, [folder])).toMatchObject({ status: 0 });
      }, LONG);
    }
    // What is the same in both is looked at in one.
    if (layout === 'scale') return;

    it('holds Grafana still while its database is copied, also when that fails; one that does not run is left so', () => {
      const verbs = (): string[] => machine.calls().map((call) => call.slice(profile.length + 1)).filter((call) => call.includes('grafana')).map(([verb = '']) => verb);
      expect(backUp({ FAIL: '/var/lib/grafana' }).status).toBe(1);
      expect(verbs()).toEqual(['pause', 'run', 'unpause']);
      rmSync(folder, { recursive: true });
      machine.put('running', 'postgres\ninfluxdb\n');
      expect(backUp().status).toBe(0);
      expect(verbs()).toEqual(['run']);
    }, LONG);

    it.each([['pg_dump', 'registry'], ['influx backup', 'readings'], ['backup-tool.js', "platform's data"]])('is refused where the output of %s was cut off', (cut, named) => {
      query("insert into projects select md5(n::text) from generate_series(1, 2000) n");
      expect(backUp({ CUT: cut })).toMatchObject({ status: 1, stderr: expect.stringContaining(named) });
    }, LONG);

    it('goes over no data: a volume that is there is named, whichever it is', () => {
      made();
      for (const volume of volumesOf(undefined)) {
        const other = newMachine();
        other.fill(volume, 'file', 'data');
        expect([volume, other.run(RESTORE, [folder])]).toEqual([volume, expect.objectContaining({ status: 1, stderr: expect.stringContaining(`yanshou_${volume}`) })]);
        expect(other.calls().filter((call) => ['up', 'exec', 'run'].some((verb) => call.includes(verb)))).toEqual([]);
        rmSync(other.folder, { recursive: true });
      }
    }, LONG);

    it.each([
      ['without the image', (other: ContainerMachine) => rmSync(join(other.folder, 'image')), 'docker compose build platform'],
      ['beside secrets that the servers would refuse', (other: ContainerMachine) => other.put('secrets/database-url', 'postgres://other'), 'secrets/ is not that of the backup'],
      ['beside settings that are not those of the data', (other: ContainerMachine) => other.put('.env', 'INFLUX_BUCKET=another\n'), '.env is not that of the backup'],
      ['beside a volume', (other: ContainerMachine) => other.fill('data', 'file', 'data'), 'never overwrites data'],
    ])('does not begin %s, and puts nothing there', (_what, prepare, said) => {
      made();
      const other = newMachine();
      prepare(other);
      const before = ['.env', 'secrets/database-url', 'secrets/nats-url'].map((path) => other.read(path));
      expect(other.run(RESTORE, [folder])).toMatchObject({ status: 1, stderr: expect.stringContaining(said) });
      expect(['.env', 'secrets/database-url', 'secrets/nats-url'].map((path) => other.read(path))).toEqual(before);
      expect(other.calls().filter((call) => ['up', 'exec', 'run'].some((verb) => call.includes(verb)))).toEqual([]);
    }, LONG);

    it('asks for the volumes of the project that the settings in the backup name', () => {
      machine.put('.env', 'COMPOSE_PROJECT_NAME=second\n');
      expect(backUp()).toMatchObject({ status: 0 });
      const other = newMachine();
      other.put('volumes/second_data/file', 'data');
      expect(other.run(RESTORE, [folder])).toMatchObject({ status: 1, stderr: expect.stringContaining('second_data') });
    }, LONG);

    it('is not restored beside settings where it has none', () => {
      rmSync(join(machine.folder, '.env'));
      expect(backUp()).toMatchObject({ status: 0 });
      const other = newMachine();
      other.put('.env', 'INFLUX_BUCKET=another\n');
      expect(other.run(RESTORE, [folder])).toMatchObject({ status: 1, stderr: expect.stringContaining('.env is not that of the backup') });
    }, LONG);

    it.each([
      ['a part that was changed', () => appendFileSync(join(folder, 'influxdb.tar'), '+'), 'influxdb.tar: 内容已改变'],
      ['a part that is missing', () => rmSync(join(folder, 'grafana.tar')), 'grafana.tar: 缺失'],
      ['a secret that was changed', () => writeFileSync(join(folder, 'secrets/database-url'), 'x'), 'secrets/database-url: 内容已改变'],
      ['a file that nobody wrote there', () => writeFileSync(join(folder, 'more'), ''), 'more: 不在清单中'],
    ])('is not restored with %s, nor said to be intact', (_what, damage, said) => {
      made();
      expect(machine.run(RESTORE, [folder, '--check'])).toMatchObject({ status: 0, stdout: expect.stringContaining('intact') });
      damage();
      for (const options of [[], ['--check']]) expect(newMachine().run(RESTORE, [folder, ...options])).toMatchObject({ status: 1, stderr: expect.stringContaining(said) });
    }, LONG);

    it.each([['up -d', 1], ['pg_restore', 2], ['influx restore', 3], ['restore-tool.js', 4]])('says at which step restoring failed, and does not go on: %s', (fail, step) => {
      made();
      const other = newMachine();
      const { status, stderr } = other.run(RESTORE, [folder], { FAIL: fail });
      expect([status, stderr]).toEqual([1, expect.stringMatching(new RegExp(`step ${step} \\(.*do not start the platform`))]);
      expect(other.calls().at(-1)?.join(' ')).toContain(fail);
    }, LONG);

    it('is put into an empty folder alone, by a command that is understood', () => {
      made();
      expect(backUp()).toMatchObject({ status: 1, stderr: expect.stringContaining('is not empty') });
      for (const args of [[], [folder, 'x'], [folder, '--profile', 'other'], [folder, '--with-everything']]) expect(machine.run(BACKUP, args)).toMatchObject({ status: 2, stderr: expect.stringContaining('usage') });
      for (const args of [[], [folder, '--force']]) expect(machine.run(RESTORE, args)).toMatchObject({ status: 2, stderr: expect.stringContaining('usage') });
    }, LONG);
  });
}
