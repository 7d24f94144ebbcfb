/** One alert of Prometheus. Limits are the platform's own settings, which `yanshou_alarm` stands for; only trends are judged here. */
export interface PrometheusRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly severity: 'warning' | 'critical';
  readonly zh: string;
  readonly en: string;
}

export const PROMETHEUS_RULES: readonly PrometheusRule[] = [
  { alert: 'YanshouGone', expr: 'absent(yanshou_up)', for: '2m', severity: 'critical', zh: '没有任何平台进程的指标：进程、网络或抓取配置', en: 'no metrics of any process of the platform: process, network or scrape settings' },
  { alert: 'YanshouInstanceDown', expr: 'up{job="yanshou"} == 0', for: '2m', severity: 'critical', zh: '抓取不到进程 {{ $labels.instance }}：它已停止、挂起或网络不通；其余进程继续工作', en: '{{ $labels.instance }} cannot be scraped: it has stopped, hangs, or the network is down; the others go on' },
  { alert: 'YanshouTelemetryThreadDown', expr: 'yanshou_up == 0', for: '1m', severity: 'critical', zh: '遥测线程无应答：查看日志并重启', en: 'the telemetry thread does not answer: see the log and restart' },
  { alert: 'YanshouAlarm', expr: 'yanshou_alarm == 1', for: '1m', severity: 'warning', zh: '平台告警 {{ $labels.alarm }}：处理办法见 /readyz 与 /api/v1/alarms', en: 'alarm {{ $labels.alarm }} of the platform: what to do is in /readyz and /api/v1/alarms' },
  { alert: 'YanshouBrokerAway', expr: 'yanshou_broker_receiving == 0', for: '2m', severity: 'critical', zh: '收不到外部 broker 的消息', en: 'nothing is received from the external broker' },
  { alert: 'YanshouMessagesLostByBroker', expr: 'increase(yanshou_broker_sessions_lost_total[1h]) > 0', for: '0m', severity: 'critical', zh: '外部 broker 丢失了会话，消息可能缺失', en: 'the external broker lost our session: messages may be missing' },
  { alert: 'YanshouJournalFillsUp', expr: 'predict_linear(yanshou_journal_free_bytes[6h], 24 * 3600) < 0', for: '1h', severity: 'warning', zh: '按现有速度，日志一天内写满', en: 'at this speed the journal is full within a day' },
  { alert: 'YanshouCommitsFail', expr: 'increase(yanshou_store_commit_failures_total[10m]) > 3', for: '5m', severity: 'warning', zh: '提交到时序库反复失败', en: 'commits to the store fail again and again' },
  { alert: 'YanshouJobsFail', expr: 'sum by (job) (increase(yanshou_job_runs_total{outcome=~"failed|window-failed"}[30m])) > 3', for: '0m', severity: 'warning', zh: '任务 {{ $labels.job }} 反复失败', en: 'the job {{ $labels.job }} fails again and again' },
  { alert: 'YanshouRequestsFail', expr: 'sum by (route) (rate(yanshou_http_requests_total{status=~"5.."}[10m])) > 0', for: '10m', severity: 'warning', zh: '接口 {{ $labels.route }} 持续报 5xx', en: '{{ $labels.route }} keeps answering with 5xx' },
];

/** The percentile that dashboards of Prometheus ask for again and again. */
const RECORDED = { record: 'yanshou:acknowledgement_seconds:p99', expr: 'histogram_quantile(0.99, sum by (le, instance) (rate(yanshou_acknowledgement_seconds_bucket[5m])))' };

/** A file of Prometheus' rules (https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/). */
export const prometheusRuleFile = () => ({
  groups: [{
    name: 'yanshou',
    rules: [RECORDED, ...PROMETHEUS_RULES.map(({ alert, expr, severity, zh, en, ...rule }) => ({ alert, expr, for: rule.for, labels: { severity }, annotations: { summary: `${zh} / ${en}` } }))],
  }],
});

/** Metrics that the rules name. */
export const metricsOfRules = (): readonly string[] => {
  const expressions = [RECORDED.expr, ...PROMETHEUS_RULES.map(({ expr }) => expr)].join(' ');
  return [...new Set([...expressions.matchAll(/\byanshou_[a-z0-9_]+/g)].map(([name]) => name.replace(/_bucket$/, '')))].sort();
};
