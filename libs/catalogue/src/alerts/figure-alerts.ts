import type { AlertAudience, FigureAlert } from './figure-alert.js';

type Tag = FigureAlert['names'][number];

const latest = (field: string, measurement: string, names: readonly Tag[]): Pick<FigureAlert, 'query' | 'names'> =>
  ({ query: `SELECT last("${field}") FROM "${measurement}" WHERE $timeFilter GROUP BY ${names.map((name) => `"${name}"`).join(', ')}`, names });

/** Panels of the dashboards that show what the alerts are about; a test keeps them true. */
const [INDICATORS, PROJECTS] = [4, 5];
const [PROCESSES, LAG, QUARANTINED] = [1, 9, 14];

/** No answer of a programme is the platform's fault, which its own alerts tell: it says nothing of a project. */
export const FIGURE_ALERTS: Readonly<Record<AlertAudience, readonly FigureAlert[]>> = {
  programme: [
    { uid: 'yanshou-project-quiet', text: { zh: '考核期内全部设备静默', en: 'all devices of a project are silent within its window' }, ...latest('quiet', 'project', ['project']), pending: '30m', noData: 'OK', severity: 'critical', panel: PROJECTS },
    { uid: 'yanshou-project-off-track', text: { zh: '考核期已结束，指标未达标', en: 'a target is missed and the window has ended' }, ...latest('off_track', 'project', ['project']), pending: '10m', noData: 'OK', severity: 'critical', panel: PROJECTS },
    { uid: 'yanshou-insufficient', text: { zh: '数据不足，暂不能判定', en: 'an indicator has insufficient data' }, ...latest('insufficient', 'indicator', ['project', 'indicator']), pending: '2h', noData: 'OK', severity: 'warning', panel: INDICATORS },
    { uid: 'yanshou-lowered', text: { zh: '任务书目标低于专项目标', en: "a contract's target is below the programme's" }, ...latest('lowered', 'indicator', ['project', 'indicator']), pending: '10m', noData: 'OK', severity: 'warning', panel: INDICATORS },
  ],
  platform: [
    { uid: 'yanshou-lag', text: { zh: '投影滞后超过平台界限', en: 'the projection lags beyond the limit of the platform' }, query: 'SELECT last("pending") - last("pending_warning") FROM "platform" WHERE $timeFilter GROUP BY "instance"', names: ['instance'], pending: '5m', noData: 'Alerting', severity: 'warning', panel: LAG },
    { uid: 'yanshou-alarms', text: { zh: '平台有告警', en: 'the platform has an alarm' }, ...latest('alarms', 'platform', ['instance']), pending: '2m', noData: 'OK', severity: 'warning', panel: PROCESSES },
    { uid: 'yanshou-faults', text: { zh: '平台有异常项', en: 'journal, projection, store, registry, broker or disk is faulty' }, ...latest('faults', 'platform', ['instance']), pending: '2m', noData: 'Alerting', severity: 'critical', panel: PROCESSES },
    { uid: 'yanshou-quarantine', text: { zh: '有消息被隔离', en: 'messages are being quarantined' }, query: 'SELECT spread("quarantined") FROM "platform" WHERE $timeFilter', names: [], pending: '5m', noData: 'OK', severity: 'warning', panel: QUARANTINED },
  ],
};
