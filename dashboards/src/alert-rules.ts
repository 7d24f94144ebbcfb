import type { Audience } from './audience.js';
import { sourceName } from './audience.js';

/** One alert rule of Grafana; it fires for every series whose last value is above 0, so that no limit is written here. */
interface AlertSpec {
  readonly uid: string;
  readonly zh: string;
  readonly en: string;
  readonly query: string;
  readonly pending: string;
  /** What no answer means. */
  readonly noData: 'OK' | 'Alerting';
  readonly severity: 'warning' | 'critical';
}

interface AlertGroup {
  readonly audience: Exclude<Audience, 'project'>;
  readonly rules: readonly AlertSpec[];
}

const latest = (field: string, measurement: string, by: string): string => `SELECT last("${field}") FROM "${measurement}" WHERE $timeFilter GROUP BY ${by}`;

export const ALERT_GROUPS: readonly AlertGroup[] = [
  {
    audience: 'programme',
    // No answer is the platform's fault, which the rules on the platform tell: it says nothing of a project.
    rules: [
      { uid: 'yanshou-project-quiet', zh: '考核期内全部设备静默', en: 'all devices of a project are silent within its window', query: latest('quiet', 'project', '"project"'), pending: '30m', noData: 'OK', severity: 'critical' },
      { uid: 'yanshou-project-off-track', zh: '考核期已结束，指标未达标', en: 'a target is missed and the window has ended', query: latest('off_track', 'project', '"project"'), pending: '10m', noData: 'OK', severity: 'critical' },
      { uid: 'yanshou-insufficient', zh: '数据不足，暂不能判定', en: 'an indicator has insufficient data', query: latest('insufficient', 'indicator', '"project", "indicator"'), pending: '2h', noData: 'OK', severity: 'warning' },
      { uid: 'yanshou-lowered', zh: '任务书目标低于专项目标', en: "a contract's target is below the programme's", query: latest('lowered', 'indicator', '"project", "indicator"'), pending: '10m', noData: 'OK', severity: 'warning' },
    ],
  },
  {
    audience: 'platform',
    rules: [
      { uid: 'yanshou-lag', zh: '投影滞后超过平台界限', en: 'the projection lags beyond the limit of the platform', query: 'SELECT last("pending") - last("pending_warning") FROM "platform" WHERE $timeFilter GROUP BY "instance"', pending: '5m', noData: 'Alerting', severity: 'warning' },
      { uid: 'yanshou-alarms', zh: '平台有告警', en: 'the platform has an alarm', query: latest('alarms', 'platform', '"instance"'), pending: '2m', noData: 'OK', severity: 'warning' },
      { uid: 'yanshou-faults', zh: '平台有异常项', en: 'journal, projection, store, registry, broker or disk is faulty', query: latest('faults', 'platform', '"instance"'), pending: '2m', noData: 'Alerting', severity: 'critical' },
      { uid: 'yanshou-quarantine', zh: '有消息被隔离', en: 'messages are being quarantined', query: 'SELECT spread("quarantined") FROM "platform" WHERE $timeFilter', pending: '5m', noData: 'OK', severity: 'warning' },
    ],
  },
];

const RANGE_SECONDS = 900;

/**
 * A file of Grafana's alerting provisioning. Organisation and data source come from Grafana's environment; a `$` that is
 * meant for the query is doubled, because provisioning would take it for a variable.
 */
export const alertFile = ({ audience, rules }: AlertGroup) => ({
  apiVersion: 1,
  groups: [{ orgId: `\${DASHBOARDS_${audience.toUpperCase()}_ORG}`, name: `yanshou-${audience}`, folder: '验收 Yanshou', interval: '1m', rules: rules.map((rule) => alertRule(rule, source(audience))) }],
});

const source = (audience: AlertGroup['audience']): string => sourceName(audience, '${DASHBOARDS_PROGRAMME}');

const alertRule = ({ uid, zh, en, query, pending, noData, severity }: AlertSpec, datasourceUid: string) => ({
  uid, title: `${zh} / ${en}`, condition: 'C', for: pending, noDataState: noData, execErrState: 'Error', labels: { severity }, annotations: { summary: `${zh} / ${en}` },
  data: [
    {
      refId: 'A', relativeTimeRange: { from: RANGE_SECONDS, to: 0 }, datasourceUid,
      model: { refId: 'A', datasource: { type: 'influxdb', uid: datasourceUid }, query: query.replaceAll('$', '$$$$'), rawQuery: true, resultFormat: 'time_series' },
    },
    { refId: 'B', relativeTimeRange: { from: 0, to: 0 }, datasourceUid: '__expr__', model: { refId: 'B', type: 'reduce', expression: 'A', reducer: 'last' } },
    {
      refId: 'C', relativeTimeRange: { from: 0, to: 0 }, datasourceUid: '__expr__',
      model: { refId: 'C', type: 'threshold', expression: 'B', conditions: [{ evaluator: { type: 'gt', params: [0] } }] },
    },
  ],
});
