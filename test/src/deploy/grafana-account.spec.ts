import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { COMPOSE, repositoryText } from './compose-file.js';

const SCRIPT = 'deploy/influxdb/grafana-account.sh';
const INSIDE = '/docker-entrypoint-initdb.d/grafana-account.sh';

/** Stands for InfluxDB's own tool: writes down what it is asked, and knows the buckets of a file. */
const TOOL = `#!/bin/bash
echo "$*" >> "$ROOT/asked"
case "$*" in
  bucket\\ list*) while read -r id name; do case " $* " in *" $name "*) printf '%s\\t%s\\tinfinite\\n' "$id" "$name";; esac; done < "$ROOT/buckets" ;;
  v1\\ auth\\ delete*) [ -e "$ROOT/account" ] || { echo "not found" >&2; exit 1; } ;;
esac
`;

describe('the account that Grafana has for operators', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'yanshou-compose-'));
    writeFileSync(join(root, 'influx'), TOOL, { mode: 0o755 });
    writeFileSync(join(root, 'secret'), 'a-password\n');
    writeFileSync(join(root, 'buckets'), 'id-1 yanshou__platform\nid-2 again__platform\n');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const run = (environment: Readonly<Record<string, string>>): { readonly status: number | null; readonly said: string; readonly asked: readonly string[] } => {
    const script = repositoryText(SCRIPT).replace('/run/secrets/grafana-influx-password', join(root, 'secret'));
    const { status, stderr } = spawnSync('/bin/bash', ['-c', script], { encoding: 'utf8', env: { PATH: [root, process.env['PATH']].join(delimiter), ROOT: root, DOCKER_INFLUXDB_INIT_ORG: 'yanshou', ...environment } });
    return { status, said: stderr, asked: existsSync(join(root, 'asked')) ? readFileSync(join(root, 'asked'), 'utf8').trimEnd().split('\n') : [] };
  };
  const created = (bucket: string): string => `v1 auth create --org yanshou --username grafana-platform --password a-password --read-bucket ${bucket} --description Grafana, operators: read only`;

  it('is made when InfluxDB is set up, for the bucket of the platform', () => {
    expect(COMPOSE.services['influxdb']?.volumes).toContain(`./${SCRIPT}:${INSIDE}:ro`);
    expect(run({ DOCKER_INFLUXDB_INIT_BUCKET: 'yanshou__platform', DOCKER_INFLUXDB_INIT_BUCKET_ID: 'id-1' })).toMatchObject({ status: 0, asked: [created('id-1')] });
  });

  it('is made anew for the bucket of another prefix, as documented; the one that reads the former bucket goes', () => {
    writeFileSync(join(root, 'account'), '');
    const { status, asked } = run({ DOCKER_INFLUXDB_INIT_BUCKET: 'again__platform' });
    expect([status, asked]).toEqual([0, ['bucket list --org yanshou --name again__platform --hide-headers', 'v1 auth delete --username grafana-platform', created('id-2')]]);
    expect(repositoryText('docs/operations.md').includes(`docker compose exec influxdb bash ${INSIDE}`)).toBe(true);
  });

  it('is made also where there was none', () => {
    expect(run({ DOCKER_INFLUXDB_INIT_BUCKET: 'again__platform' })).toMatchObject({ status: 0 });
  });

  it('stays as it is while there is no such bucket yet: it says what to do', () => {
    const { status, said, asked } = run({ DOCKER_INFLUXDB_INIT_BUCKET: 'later__platform' });
    expect([status, asked.length]).toEqual([1, 1]);
    expect(said).toMatch(/later__platform.*start the platform first/);
  });
});
