import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { COMPOSE, repositoryText } from './compose-file.js';
import type { ComposeService } from './compose-file.js';

const READERS = parse(repositoryText('deploy/grafana/readers.yml')) as { readonly services: { readonly grafana: ComposeService & { readonly group_add: readonly string[]; readonly tmpfs: readonly string[] } } };
const { grafana } = READERS.services;

describe('deploy/grafana/readers.yml', () => {
  let root: string;
  beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'yanshou-compose-'))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** Files by path below a root that stands for the container's. */
  const put = (path: string, text: string): void => {
    const file = join(root, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  };
  /** Runs the entry point as the container would, but for Grafana itself: answers where that is told to look. */
  const start = (): string => {
    const [shell = '', options = '', script = ''] = grafana.entrypoint ?? [];
    mkdirSync(join(root, 'run/provisioning'), { recursive: true });
    const here = script.replaceAll('$$', '$').replace('exec /run.sh', 'printf "%s %s" "$DASHBOARDS_PLATFORM_PASSWORD" "$GF_PATHS_PROVISIONING"').replaceAll(/ (?=\/(etc|run|readers)\/)/g, ` ${root}`);
    return execFileSync(shell, [options, here], { encoding: 'utf8' });
  };
  const provisioned = (path: string): string => readFileSync(join(root, 'run/provisioning', path), 'utf8');

  it('is what the Compose Specification says, on top of what the platform writes', () => {
    const schema = JSON.parse(repositoryText('test/src/deploy/compose-spec/compose-spec.schema.json')) as { $schema?: string };
    const validate = new Ajv({ strict: false, allErrors: true }).compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' });
    expect({ valid: validate(READERS), errors: validate.errors }).toEqual({ valid: true, errors: null });
    expect([grafana.volumes, 'influx-readers' in COMPOSE.volumes]).toEqual([['influx-readers:/readers:ro'], true]);
    for (const name of ['platform', 'jobs']) {
      const { volumes = [], environment = {} } = COMPOSE.services[name] as ComposeService;
      expect([name, volumes.includes('influx-readers:/readers'), environment['YANSHOU_INFLUX_READERS_DIR']]).toEqual([name, true, '/readers']);
    }
  });

  it('lets Grafana through to its own files by the group of the platform, into a folder that goes with the container', () => {
    expect([grafana.group_add, grafana.tmpfs, COMPOSE.services['grafana']?.user]).toEqual([['1000'], ['/run/provisioning:uid=472,gid=0,mode=0700'], '472:0']);
    expect(repositoryText('Dockerfile')).toContain('install -d -o node -g node -m 0710 /readers');
  });

  it('gives Grafana what is in the repository and, over it, what the platform wrote', () => {
    put('run/secrets/grafana-influx-password', 'a-password\n');
    for (const kind of ['datasources', 'dashboards', 'alerting']) put(`etc/grafana/provisioning/${kind}/platform.yaml`, 'by hand');
    expect(start()).toBe('a-password /run/provisioning');
    expect(provisioned('datasources/platform.yaml')).toBe('by hand');
    put('readers/grafana/datasources/platform.yaml', 'by the platform');
    put('readers/grafana/datasources/project-shop.yaml', 'by the platform');
    put('readers/grafana/alerting/programme-P1.yaml', 'by the platform');
    start();
    expect(['datasources/platform.yaml', 'datasources/project-shop.yaml', 'alerting/programme-P1.yaml', 'alerting/platform.yaml'].map(provisioned)).toEqual(['by the platform', 'by the platform', 'by the platform', 'by hand']);
  });
});
