import type { AlertAudience, FigureAlert } from './figure-alert.js';
import { FIGURE_ALERTS } from './figure-alerts.js';

/** Where the rules are to be: an organisation of Grafana and the uid of its data source. */
export interface AlertPlace {
  /** Its number, or the variable of Grafana's environment that holds it. */
  readonly organisation: number | string;
  readonly source: string;
}

const RANGE_SECONDS = 900;
const DASHBOARDS: Readonly<Record<AlertAudience, string>> = { programme: 'yanshou-portfolio', platform: 'yanshou-platform' };

/**
 * A file of Grafana's alerting provisioning. Grafana puts variables of its environment for `$NAME` into everything but the
 * `model` of a query, which it takes as it is: there a dollar is written once. Texts hold none.
 */
export const grafanaAlerts = (audience: AlertAudience, { organisation, source }: AlertPlace) => ({
  apiVersion: 1,
  groups: [{ orgId: organisation, name: `yanshou-${audience}`, folder: '验收 Yanshou', interval: '1m', rules: FIGURE_ALERTS[audience].map((alert) => ruleOf(alert, DASHBOARDS[audience], source)) }],
});

const ruleOf = (alert: FigureAlert, dashboardUid: string, datasourceUid: string) => ({
  uid: alert.uid, title: `${alert.text.zh} / ${alert.text.en}`, condition: 'C', for: alert.pending, noDataState: alert.noData, execErrState: 'Error',
  dashboardUid, panelId: alert.panel, labels: { severity: alert.severity }, annotations: { summary: summaryOf(alert) },
  data: [
    { refId: 'A', relativeTimeRange: { from: RANGE_SECONDS, to: 0 }, datasourceUid, model: { refId: 'A', query: alert.query, rawQuery: true, resultFormat: 'time_series' } },
    { refId: 'B', relativeTimeRange: { from: 0, to: 0 }, datasourceUid: '__expr__', model: { refId: 'B', type: 'reduce', expression: 'A', reducer: 'last' } },
    {
      refId: 'C', relativeTimeRange: { from: 0, to: 0 }, datasourceUid: '__expr__',
      model: { refId: 'C', type: 'threshold', expression: 'B', conditions: [{ evaluator: { type: 'gt', params: [0] } }] },
    },
  ],
});

/** Names what it is about by the labels of its series. */
function summaryOf({ names, text: { zh, en } }: FigureAlert): string {
  const about = names.map((name) => `{{ .Labels.${name} }}`).join(' ');
  return about === '' ? `${zh} / ${en}` : `${about}：${zh} / ${about}: ${en}`;
}
