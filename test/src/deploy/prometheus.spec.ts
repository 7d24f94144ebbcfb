import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PROMETHEUS_RULES } from '@yanshou/dashboards';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { COMPOSE, PLATFORM_SERVICES, ROOT, SETTINGS, repositoryText } from './compose-file.js';
import type { ComposeFile } from './compose-file.js';

const FOLDER = 'deploy/prometheus';
const overlay = (name: string): Pick<ComposeFile, 'services'> => parse(repositoryText(`${FOLDER}/${name}`)) as Pick<ComposeFile, 'services'>;
/** Path of the repository by its place in the container; what a later file says of a place counts. */
const mounted = new Map<string, string>();
const mount = (name: string): ReadonlyMap<string, string> => {
  for (const volume of overlay(name).services['prometheus']?.volumes ?? []) {
    const [path = '', place = ''] = volume.split(':');
    mounted.set(place, path);
  }
  return mounted;
};
const targets = (): readonly string[] => (parse(repositoryText(mounted.get('/etc/prometheus/targets.yml') ?? '')) as readonly { readonly targets: readonly string[] }[]).flatMap((group) => group.targets);
const processes = (profile: string | undefined): string[] => PLATFORM_SERVICES.filter(([, { profiles }]) => profiles?.[0] === profile).map(([name]) => `${name}:${SETTINGS.get('YANSHOU_HTTP_PORT') ?? ''}`);

describe('what is put on top of docker-compose.yml to scrape every process', () => {
  it.each(['compose.yml', 'scale.yml'])('%s is what the Compose Specification says', (name) => {
    const schema = JSON.parse(repositoryText('test/src/deploy/compose-spec/compose-spec.schema.json')) as { $schema?: string };
    const validate = new Ajv({ strict: false, allErrors: true }).compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' });
    expect({ valid: validate(overlay(name)), errors: validate.errors }).toEqual({ valid: true, errors: null });
  });

  it('is documented, pinned, on the network of what it asks, and seen from this machine alone', () => {
    const manual = repositoryText('docs/operations.md');
    expect(manual).toContain(`COMPOSE_FILE=docker-compose.yml:${FOLDER}/compose.yml\n`);
    expect(manual).toContain(`COMPOSE_FILE=docker-compose.yml:${FOLDER}/compose.yml:${FOLDER}/scale.yml\n`);
    const { image, networks = [], ports, user, cap_drop } = overlay('compose.yml').services['prometheus'] ?? {};
    expect({ image, ports, user, cap_drop }).toEqual({ image: expect.stringMatching(/:v\d+\.\d+\.\d+$/), ports: ['127.0.0.1:9090:9090'], user: expect.stringMatching(/^[1-9]/), cap_drop: ['ALL'] });
    for (const [, service] of PLATFORM_SERVICES) expect(service.networks?.filter((network) => networks.includes(network))).toContain('inside');
  });

  it('asks each process that is started, with one process and with the roles apart: no other, and none is forgotten', () => {
    for (const path of mount('compose.yml').values()) if (path.startsWith('.')) expect([path, existsSync(join(ROOT, path))]).toEqual([path, true]);
    expect(targets()).toEqual(processes(undefined));
    mount('scale.yml');
    expect(targets()).toEqual(processes('scale'));
    expect(Object.keys(COMPOSE.services)).toEqual(expect.arrayContaining(targets().map((target) => target.split(':')[0])));
  });

  it('names its job as the rules do, and reads the rules', () => {
    const { scrape_configs: [job], rule_files: rules } = parse(repositoryText(`${FOLDER}/prometheus.yml`)) as { scrape_configs: { job_name: string; file_sd_configs: { files: string[] }[] }[]; rule_files: string[] };
    expect(PROMETHEUS_RULES.find(({ alert }) => alert === 'YanshouInstanceDown')?.expr).toBe(`up{job="${job?.job_name ?? ''}"} == 0`);
    expect([...rules, ...(job?.file_sd_configs.flatMap(({ files }) => files) ?? [])].filter((place) => !mounted.has(place))).toEqual([]);
  });
});
