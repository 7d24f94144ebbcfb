import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { hasMosquitto, mosquittoBinary } from '@yanshou/broker-mqtt/testing';
import { metricsOfRules } from '@yanshou/dashboards';
import parse from 'parse-prometheus-text-format';
import type { ParsedMetric } from 'parse-prometheus-text-format';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { MosquittoSite } from '../../platform-under-test/mosquitto-site.js';
import { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

const DOCUMENT = readFileSync(resolve(import.meta.dirname, '../../../../docs/operations.md'), 'utf8');
/** Name, type and labels, as the table of the document has them. */
const documented = [...DOCUMENT.matchAll(/^\| `((?:yanshou|process)_[a-z0-9_]+)` \| (\w+) \| ([\w, ]*) \|/gm)].map(([, name = '', type = '', labels = '']) => ({ name, type, labels: labels.split(', ').filter(Boolean).sort() }));
/** Rows of the table of alarms. */
const alarmsDocumented = [...(/## 告警[^]*?(?=\n## )/.exec(DOCUMENT)?.[0] ?? '').matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, id = '']) => id);
const ofExternalBroker = (name: string): boolean => name.startsWith('yanshou_broker_');

const textOf = async (platform: TestPlatform): Promise<string> => (await fetch(`${platform.http}/metrics`)).text();

describe('/metrics', () => {
  let platform: TestPlatform;
  let metrics: ParsedMetric[] = [];
  let text = '';
  const found = (name: string): ParsedMetric['metrics'] => metrics.find((metric) => metric.name === name)?.metrics ?? [];
  const value = (name: string, labels: Record<string, string> = {}): number =>
    Number(found(name).find((sample) => Object.entries(labels).every(([label, wanted]) => sample.labels?.[label] === wanted))?.value);

  beforeAll(async () => {
    platform = await TestPlatform.start({ devices: 2 });
    const client = await platform.connect(deviceId(0));
    for (let packet = 1; packet <= 30; packet += 1) await client.publishAcknowledged(telemetryTopic('bench', deviceId(0)), `{"values":{"temperature":${packet}}}`, packet);
    await client.publishAcknowledged(telemetryTopic('bench', deviceId(0)), '{"values":', 31);
    client.publish(telemetryTopic('bench', deviceId(1)), '{"values":{"temperature":1}}', { messageId: 32 });
    await platform.settle();
    await fetch(`${platform.http}/api/v1/projects`);
    await until(async () => {
      text = await textOf(platform);
      metrics = parse(text);
      return found('yanshou_refused_total').length > 0 && found('yanshou_disk_free_bytes').length > 0 && value('yanshou_projection_pending_records') === 0 && found('yanshou_job_runs_total').length > 0;
      // Jobs run by the clock.
    }, 120_000);
  }, 180_000);
  afterAll(() => platform.dispose());

  it('is documented, all of it, and nothing else is', () => {
    const offered = metrics.map(({ name, type }) => `${name} ${type.toLowerCase()}`).sort();
    expect(offered).toEqual(documented.filter(({ name }) => !ofExternalBroker(name)).map(({ name, type }) => `${name} ${type}`).sort());
    expect(new Set(documented.map(({ name }) => name)).size).toBe(documented.length);
  });

  it('has the labels that the document says, and base units in its names', () => {
    for (const { name, type } of metrics) {
      const samples = [...text.matchAll(new RegExp(`^${name}(?:_bucket|_sum|_count)?(?:\\{(.*)\\})? \\S+$`, 'gm'))];
      const labels = [...new Set(samples.flatMap(([, pairs = '']) => [...pairs.matchAll(/(\w+)="/g)].map(([, label]) => label)))].filter((label) => label !== 'le').sort();
      if (samples.length > 0) expect([name, labels]).toEqual([name, documented.find((one) => one.name === name)?.labels]);
      expect([name, name.endsWith('_total')]).toEqual([name, type === 'COUNTER']);
      expect(name).not.toMatch(/_(?:milliseconds|millis|ms|micros|percent|kilobytes|mb)(?:_|$)/);
    }
  });

  it('counts every acknowledgement once, by how long it took', () => {
    const [{ buckets = {}, count, sum }] = found('yanshou_acknowledgement_seconds') as [ParsedMetric['metrics'][number]];
    const ascending = Object.entries(buckets).map(([bound, cumulative]) => [bound === '+Inf' ? Infinity : Number(bound), Number(cumulative)] as const).sort(([left], [right]) => left - right);
    const bounds = ascending.map(([bound]) => bound);
    expect([Number(count), value('yanshou_messages_acknowledged_total')]).toEqual([31, 31]);
    expect(Number(sum)).toBeGreaterThan(0);
    expect([bounds[0], bounds.at(-2), bounds.at(-1)]).toEqual([0.001, 10, Infinity]);
    const counts = ascending.map(([, cumulative]) => cumulative);
    for (const [index, cumulative] of counts.entries()) expect(cumulative).toBeGreaterThanOrEqual(counts[index - 1] ?? 0);
    expect(counts.at(-1)).toBe(31);
  });

  it('tells what was refused, quarantined, committed and asked', () => {
    expect(value('yanshou_refused_total', { reason: 'foreign-topic' })).toBe(1);
    expect(value('yanshou_quarantined_total', { level: 'message', reason: 'malformed-json' })).toBe(1);
    expect(value('yanshou_projected_messages_total')).toBe(31);
    expect(Number(found('yanshou_store_commit_seconds')[0]?.count)).toBeGreaterThan(0);
    expect(value('yanshou_http_requests_total', { route: 'listProjects', status: '401' })).toBe(1);
    expect(text).toContain('yanshou_http_request_seconds_count{route="listProjects"} 1\n');
    expect(found('yanshou_job_runs_total').reduce((sum, { value: runs }) => sum + Number(runs), 0)).toBeGreaterThanOrEqual(1);
    expect(value('yanshou_journal_bytes')).toBeGreaterThan(0);
    expect(value('yanshou_disk_free_bytes')).toBeLessThanOrEqual(value('yanshou_disk_size_bytes'));
    expect(found('yanshou_alarm').map(({ value: raised }) => raised)).toEqual(alarmsDocumented.map(() => '0'));
  });

  it('has every metric that the rules for Prometheus name', () => {
    const known = new Set(documented.map(({ name }) => name));
    expect(metricsOfRules().filter((name) => !known.has(name))).toEqual([]);
    expect(metricsOfRules().length).toBeGreaterThan(6);
  });
});

if (!hasMosquitto('metrics of an external broker')) {
  it('is not run without Mosquitto', () => expect(mosquittoBinary()).toBeUndefined());
} else {
  it('/metrics beside an external broker has the others that are documented', async () => {
    const site = await MosquittoSite.start();
    const platform = await site.platform();
    expect(parse(await textOf(platform)).map(({ name }) => name).filter(ofExternalBroker).sort()).toEqual(documented.map(({ name }) => name).filter(ofExternalBroker).sort());
    await platform.dispose();
    await site.dispose();
  }, 180_000);
}
