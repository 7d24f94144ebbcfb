import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PROMETHEUS_RULES } from '@yanshou/dashboards';
import { freePorts } from '@yanshou/telemetry/testing';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { ALERTMANAGER, PROMTOOL, hasPrometheus } from '../platform-under-test/prometheus-server.js';
import { until } from '../platform-under-test/until.js';
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
  it.each(['compose.yml', 'scale.yml', 'alertmanager.yml'])('%s is what the Compose Specification says', (name) => {
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
    expect(parse(repositoryText(`${FOLDER}/prometheus.yml`))).toMatchObject({ scrape_configs: [{}, { job_name: 'influxdb', static_configs: [{ targets: ['influxdb:8086'] }] }] });
    expect(PROMETHEUS_RULES.find(({ alert }) => alert === 'YanshouInstanceDown')?.expr).toBe(`up{job="${job?.job_name ?? ''}"} == 0`);
    expect([...rules, ...(job?.file_sd_configs.flatMap(({ files }) => files) ?? [])].filter((place) => !mounted.has(place))).toEqual([]);
  });
});

const LONG = 120_000;

describe('alerts that reach somebody', () => {
  const { alertmanager, prometheus } = overlay('alertmanager.yml').services;
  const example = repositoryText(`${FOLDER}/alertmanager.example.yml`);

  it('are sent by a pinned Alertmanager of this machine alone, where Prometheus looks for it, with the operators\' own file', () => {
    const { image, ports, user, cap_drop, command, secrets } = alertmanager ?? {};
    expect({ image, ports, user, cap_drop, secrets }).toEqual({ image: expect.stringMatching(/:v\d+\.\d+\.\d+$/), ports: ['127.0.0.1:9093:9093'], user: expect.stringMatching(/^[1-9]/), cap_drop: ['ALL'], secrets: ['alertmanager'] });
    expect(command).toContain('--config.file=/run/secrets/alertmanager');
    const [path = '', place] = prometheus?.volumes?.[0]?.split(':') ?? [];
    expect(parse(repositoryText(path))).toEqual([{ targets: ['alertmanager:9093'] }]);
    expect(parse(repositoryText(`${FOLDER}/prometheus.yml`))).toMatchObject({ alerting: { alertmanagers: [{ file_sd_configs: [{ files: [place] }] }] } });
    expect(repositoryText('docs/operations.md')).toContain(`COMPOSE_FILE=docker-compose.yml:${FOLDER}/compose.yml:${FOLDER}/alertmanager.yml\n`);
  });

  if (hasPrometheus('alerts that reach somebody')) {
    let folder: string;
    beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'yanshou-alerts-'))));
    let onTestEnd = (): void => undefined;
    afterAll(() => {
      onTestEnd();
      rmSync(folder, { recursive: true, force: true });
    });

    it('are configured as Prometheus understands it, rules and all', () => {
      const config = join(folder, 'prometheus.yml');
      writeFileSync(config, repositoryText(`${FOLDER}/prometheus.yml`).replace('/etc/prometheus/yanshou.rules.yml', join(ROOT, 'dashboards/provisioning/prometheus/yanshou.rules.yml')));
      expect(execFileSync(PROMTOOL, ['check', 'config', config], { encoding: 'utf8' })).toContain('rules found');
    }, LONG);

    it('come to the webhook of the example, through a real Alertmanager', async () => {
      const told: string[] = [];
      const hook = createServer((request, response) => {
        let body = '';
        request.on('data', (piece: Buffer) => void (body += piece.toString()));
        request.on('end', () => void (told.push(body), response.end()));
      });
      await new Promise<void>((resolve) => void hook.listen(0, '127.0.0.1', resolve));
      const [port = 0] = await freePorts(1);
      const config = join(folder, 'alertmanager.yml');
      const here = example.replace('https://hooks.example.org', `http://127.0.0.1:${(hook.address() as AddressInfo).port}`).replace('group_wait: 30s', 'group_wait: 0s').replace(/ {4}email_configs:\n(?: {6}.*\n)+/, '');
      expect(here).toContain('webhook_configs');
      writeFileSync(config, here);
      const process = spawn(ALERTMANAGER, [`--config.file=${config}`, `--storage.path=${join(folder, 'data')}`, '--cluster.listen-address=', `--web.listen-address=127.0.0.1:${port}`], { stdio: 'ignore' });
      onTestEnd = () => {
        process.kill();
        hook.close();
      };
      const alert = [{ labels: { alertname: 'YanshouInstanceDown', instance: 'ingest-1:3000' } }];
      const post = (): Promise<boolean> => fetch(`http://127.0.0.1:${port}/api/v2/alerts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(alert) }).then(({ ok }) => ok, () => false);
      await until(post, LONG);
      await until(() => told.length > 0, LONG);
      expect(JSON.parse(told[0] ?? '')).toMatchObject({ receiver: 'operators', status: 'firing', alerts: alert });
    }, LONG);
  }
});
