import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { PROMETHEUS_RULES, metricsOfRules } from '@yanshou/dashboards';
import { repositoryText } from '../../deploy/compose-file.js';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { PrometheusServer, hasPrometheus } from '../../platform-under-test/prometheus-server.js';
import { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

const LONG = 90_000;
const ofExternalBroker = (name: string): boolean => name.startsWith('yanshou_broker_');

/** The files that the container mounts, beside each other, looking every second. */
const files = (targets: readonly string[]): Record<string, string> => ({
  'prometheus.yml': repositoryText('deploy/prometheus/prometheus.yml').replaceAll('/etc/prometheus/', '').replace('scrape_interval: 15s', 'scrape_interval: 1s\n  evaluation_interval: 1s'),
  'alertmanagers.yml': '[]',
  'targets.yml': JSON.stringify([{ targets }]),
  'yanshou.rules.yml': repositoryText('dashboards/provisioning/prometheus/yanshou.rules.yml'),
});

function scrapes(): void {
  describe('a Prometheus with our configuration, targets and rules', () => {
    let platform: TestPlatform;
    let prometheus: PrometheusServer;
    let instance = '';

    beforeAll(async () => {
      platform = await TestPlatform.start({ devices: 1 });
      instance = platform.http.replace('http://', '');
      prometheus = await PrometheusServer.start(files([instance]));
      // A rate is known from what changes between two looks.
      await until(async () => (await prometheus.query('yanshou_messages_acknowledged_total == 0')).length === 1, LONG);
      const client = await platform.connect(deviceId(0));
      for (let packet = 1; packet <= 20; packet += 1) await client.publishAcknowledged(telemetryTopic('bench', deviceId(0)), `{"values":{"temperature":${packet}}}`, packet);
      client.close();
    }, 180_000);
    afterAll(async () => {
      await prometheus.stop();
      await platform.dispose();
    });

    it('scrapes the process under the name that the rules ask for', async () => {
      expect((await prometheus.query('up{job="yanshou"}')).map(({ metric }) => [metric['job'], metric['instance']])).toEqual([['yanshou', instance]]);
      await until(async () => (await prometheus.query('yanshou_messages_acknowledged_total'))[0]?.value[1] === '20', LONG);
    }, LONG);

    it('has every metric that a rule names', async () => {
      const wanted = metricsOfRules().filter((name) => !ofExternalBroker(name));
      expect(wanted.length).toBeGreaterThan(0);
      const has = async (name: string): Promise<boolean> => (await prometheus.query(`{__name__=~"${name}|${name}_bucket"}`)).length > 0;
      for (const name of wanted) await until(() => has(name), LONG);
    }, LONG);

    it('evaluates each rule without an error; none is raised', async () => {
      const rules = await until(async () => {
        const told = await prometheus.rules();
        return told.every(({ health }) => health === 'ok') && told;
      }, LONG);
      const alerts = rules.filter(({ state }) => state !== undefined);
      expect(alerts.map(({ name }) => name)).toEqual(PROMETHEUS_RULES.map(({ alert }) => alert));
      // What other tests write to this disk within seconds is a trend of seconds: that rule has to be borne out for an hour.
      expect(alerts.filter(({ name, state }) => state !== 'inactive' && name !== 'YanshouJournalFillsUp')).toEqual([]);
      expect(alerts.filter(({ state }) => state === 'firing')).toEqual([]);
      await until(async () => (await prometheus.query('yanshou:acknowledgement_seconds:p99 > 0')).length === 1, LONG);
    }, LONG);

    it('misses a process that was killed, by its name, in both languages', async () => {
      await platform.child.kill();
      const missed = await until(async () => (await prometheus.rules()).find(({ name, state }) => name === 'YanshouInstanceDown' && state === 'pending'), LONG);
      expect(missed.alerts?.map(({ labels, annotations }) => [labels['severity'], annotations['summary']])).toEqual([['critical', `抓取不到进程 ${instance}：它已停止、挂起或网络不通；其余进程继续工作 / ${instance} cannot be scraped: it has stopped, hangs, or the network is down; the others go on`]]);
    }, LONG);
  });
}

const WHAT = 'a platform that Prometheus scrapes';
if (hasPrometheus(WHAT)) scrapes();
else it('is not run without Prometheus', () => expect(process.env.CI).not.toBe('true'));
