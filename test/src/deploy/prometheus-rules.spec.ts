import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PROMETHEUS_RULES } from '@yanshou/dashboards';
import { PROMTOOL, hasPrometheus } from '../platform-under-test/prometheus-server.js';
import { ROOT } from './compose-file.js';

const RULES = resolve(ROOT, 'dashboards/provisioning/prometheus/yanshou.rules.yml');
type Labels = Readonly<Record<string, string>>;

/** A series a minute, in promtool's words: `0+1x10` rises by one ten times. */
interface Case {
  readonly alert: string;
  readonly series: readonly (readonly [string, string])[];
  readonly at: string;
  /** Labels of what is raised besides the severity; none: nothing is. */
  readonly raised: readonly Labels[];
}

const P = { job: 'yanshou', instance: 'platform:3000' };
const HERE = '{job="yanshou",instance="platform:3000"}';
const case_ = (alert: string, metric: string, values: string, at: string, ...raised: readonly Labels[]): Case => ({ alert, series: [[metric, values]], at, raised });
const CASES: readonly Case[] = [
  case_('YanshouGone', 'up{job="other"}', '1x10', '3m', {}),
  case_('YanshouGone', `yanshou_up${HERE}`, '1x10', '3m'),
  case_('YanshouInstanceDown', `up${HERE}`, '1 0x10', '4m', P),
  case_('YanshouInstanceDown', `up${HERE}`, '1 0 1x10', '4m'),
  case_('YanshouTelemetryThreadDown', `yanshou_up${HERE}`, '1 0x10', '3m', P),
  case_('YanshouTelemetryThreadDown', `yanshou_up${HERE}`, '1x10', '3m'),
  case_('YanshouAlarm', 'yanshou_alarm{job="yanshou",instance="platform:3000",alarm="disk-space"}', '0 1x10', '3m', { ...P, alarm: 'disk-space' }),
  case_('YanshouAlarm', 'yanshou_alarm{job="yanshou",instance="platform:3000",alarm="disk-space"}', '0x10', '3m'),
  case_('YanshouBrokerAway', `yanshou_broker_receiving${HERE}`, '1 0x10', '4m', P),
  case_('YanshouBrokerAway', `yanshou_broker_receiving${HERE}`, '1 0 1x10', '4m'),
  case_('YanshouMessagesLostByBroker', `yanshou_broker_sessions_lost_total${HERE}`, '0 0 1x10', '3m', P),
  case_('YanshouMessagesLostByBroker', `yanshou_broker_sessions_lost_total${HERE}`, '0 0 1x90', '80m'),
  case_('YanshouJournalFillsUp', `yanshou_journal_free_bytes${HERE}`, '1000000-1000x600', '8h', P),
  case_('YanshouJournalFillsUp', `yanshou_journal_free_bytes${HERE}`, '1000000-1x600', '8h'),
  case_('YanshouCommitsFail', `yanshou_store_commit_failures_total${HERE}`, '0+1x30', '20m', P),
  case_('YanshouCommitsFail', `yanshou_store_commit_failures_total${HERE}`, '0 1 2x30', '20m'),
  case_('YanshouJobsFail', 'yanshou_job_runs_total{job="daily",outcome="failed"}', '0+1x30', '20m', { job: 'daily' }),
  case_('YanshouJobsFail', 'yanshou_job_runs_total{job="daily",outcome="ok"}', '0+1x30', '20m'),
  case_('YanshouRequestsFail', 'yanshou_http_requests_total{route="listProjects",status="503"}', '0+1x40', '30m', { route: 'listProjects' }),
  case_('YanshouRequestsFail', 'yanshou_http_requests_total{route="listProjects",status="404"}', '0+1x40', '30m'),
];

/** What promtool says of the cases, in a folder of its own. */
function judged(cases: readonly Case[]): { readonly status: number | null; readonly output: string } {
  const directory = mkdtempSync(join(tmpdir(), 'yanshou-rules-'));
  const annotations = (alert: string, labels: Labels): Labels => {
    const { zh = '', en = '' } = PROMETHEUS_RULES.find((rule) => rule.alert === alert) ?? {};
    return { summary: `${zh} / ${en}`.replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, (_, name: string) => labels[name] ?? '') };
  };
  const severity = (alert: string): string => PROMETHEUS_RULES.find((rule) => rule.alert === alert)?.severity ?? '';
  const tests = cases.map(({ alert, series, at, raised }) => ({
    interval: '1m',
    input_series: series.map(([name, values]) => ({ series: name, values })),
    alert_rule_test: [{ eval_time: at, alertname: alert, exp_alerts: raised.map((labels) => ({ exp_labels: { ...labels, severity: severity(alert) }, exp_annotations: annotations(alert, labels) })) }],
  }));
  writeFileSync(join(directory, 'test.yml'), JSON.stringify({ rule_files: [RULES], evaluation_interval: '1m', tests }));
  const { status, stdout, stderr } = spawnSync(PROMTOOL, ['test', 'rules', join(directory, 'test.yml')], { encoding: 'utf8' });
  rmSync(directory, { recursive: true, force: true });
  return { status, output: `${stdout}${stderr}` };
}

const WHAT = 'rules and configuration, read by promtool';
if (hasPrometheus(WHAT)) describe('the rules of Prometheus, read by promtool', () => {
  it('each of them has a course that raises it and one that does not', () => {
    for (const { alert } of PROMETHEUS_RULES) expect([alert, CASES.filter((one) => one.alert === alert).map(({ raised }) => raised.length)]).toEqual([alert, [1, 0]]);
  });

  it.each(CASES.map((one) => [one.alert, one.raised.length > 0 ? 'raised' : 'not raised', one] as const))('%s is %s', (_alert, _raised, one) => {
    expect(judged([one])).toMatchObject({ status: 0 });
    expect(judged([{ ...one, raised: one.raised.length > 0 ? [] : [P] }])).toMatchObject({ status: 1 });
  });
});
else it('is not run without Prometheus', () => expect(process.env.CI).not.toBe('true'));
