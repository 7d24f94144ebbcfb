import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboardOf } from '../dashboard-file.js';
import type { Language, Say } from '../language.js';
import { sayIn } from '../language.js';
import { row } from '../layout.js';
import { bars, lines } from '../panels/charts.js';
import { stat } from '../panels/figures.js';
import type { QuerySpec } from '../panels/panel-spec.js';
import { sourceVariable } from '../variables.js';

const level = (field: string, alias: string): QuerySpec => ({ query: `SELECT last("${field}") FROM "platform" WHERE $timeFilter GROUP BY time($__interval) fill(none)`, alias });
/** A counter's growth; it begins anew with each start of the platform. */
const grown = (field: string, alias: string): QuerySpec => ({ query: `SELECT non_negative_difference(last("${field}")) FROM "platform" WHERE $timeFilter GROUP BY time($__interval) fill(none)`, alias });
const rate = (field: string, alias: string): QuerySpec => ({ query: `SELECT non_negative_derivative(last("${field}"), 1s) FROM "platform" WHERE $timeFilter GROUP BY time($__interval) fill(none)`, alias });

/** How the platform itself is doing. */
export function platform(language: Language): Dashboard {
  const say = sayIn(language);
  return dashboardOf(language, {
    name: 'platform', audience: 'platform', from: 'now-24h',
    title: say('平台运行', 'Platform'),
    description: say('消息速率、投影滞后、隔离与故障。', 'Message rates, lag, quarantine and faults.'),
    variables: [sourceVariable('platform', say('平台', 'Platform'))],
    panels: [now(say), ...traffic(say), ...health(say)],
  });
}

const now = (say: Say) => stat({
  title: say('当前', 'Now'), width: 24,
  queries: [{ query: 'SELECT last("pending") AS "pending", "messages_per_second", "connections", "faults", "quarantined" FROM "platform" WHERE $timeFilter' }],
  fields: {
    pending: { title: say('待投影记录', 'pending records') }, messages_per_second: { title: say('投影 条/秒', 'projected a second'), decimals: 1 }, connections: { title: say('连接', 'connections') },
    faults: { title: say('异常项', 'faults'), colour: 'red' }, quarantined: { title: say('累计隔离消息', 'messages quarantined') },
  },
});

const traffic = (say: Say) => [
  row(say('流量', 'Traffic')),
  lines({ title: say('消息速率', 'Messages a second'), width: 12, bucket: '1m', unit: 'cps', queries: [rate('acknowledged', say('已确认', 'acknowledged')), level('messages_per_second', say('已投影', 'projected'))] }),
  lines({ title: say('接收字节', 'Bytes received'), width: 12, bucket: '1m', unit: 'Bps', queries: [rate('received_bytes', say('接收', 'received'))] }),
  lines({ title: say('连接', 'Connections'), width: 12, bucket: '1m', queries: [level('connections', say('连接', 'connections'))] }),
  lines({ title: say('等待日志的字节', 'Bytes that wait for the journal'), width: 12, bucket: '1m', unit: 'bytes', queries: [level('unacknowledged_bytes', say('未确认', 'unacknowledged'))] }),
];

const health = (say: Say) => [
  row(say('滞后与故障', 'Lag and faults')),
  lines({
    title: say('投影滞后', 'Lag of the projection'), width: 12, bucket: '1m', description: say('虚线为平台自身的告警界限，随数据写入。', 'Dashed: the platform\'s own limit, written with the data.'),
    queries: [level('pending', say('待投影记录', 'pending records')), level('pending_warning', say('告警界限', 'limit'))],
    fields: { [say('告警界限', 'limit')]: { colour: 'red', dashed: true } },
  }),
  lines({ title: say('异常项数', 'Faults'), width: 12, bucket: '1m', description: say('日志、投影、登记库中不正常的项数，同 /readyz。', 'How many of journal, projection and registry are not as they should be, as in /readyz.'), queries: [level('faults', say('异常项', 'faults'))] }),
  bars({ title: say('隔离的消息', 'Messages quarantined'), width: 8, bucket: '5m', queries: [grown('quarantined', say('隔离', 'quarantined'))] }),
  bars({
    title: say('未入库的读数', 'Readings not stored'), width: 8, bucket: '5m',
    queries: [grown('rejected', say('拒收', 'rejected')), grown('duplicates', say('重复', 'duplicates')), grown('conflicts', say('冲突', 'conflicts'))],
  }),
  bars({ title: say('确认前拒绝', 'Refused before acknowledgement'), width: 8, bucket: '5m', queries: [grown('refused', say('消息', 'messages')), grown('connects_refused', say('连接', 'connections'))] }),
];
