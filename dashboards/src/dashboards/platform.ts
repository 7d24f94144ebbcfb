import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboardOf } from '../dashboard-file.js';
import type { Language, Say } from '../language.js';
import { sayIn } from '../language.js';
import { row } from '../layout.js';
import { bars, lines } from '../panels/charts.js';
import { table } from '../panels/figures.js';
import type { QuerySpec } from '../panels/panel-spec.js';
import { buckets } from '../queries.js';
import { sourceVariable, zoneVariable } from '../variables.js';

/** Of each process its own line. */
const each = (field: string, alias: string): QuerySpec => ({ query: `SELECT last("${field}") FROM "platform" WHERE $timeFilter ${buckets(['instance'])}`, alias: `$tag_instance ${alias}` });
const eachRate = (field: string, alias: string): QuerySpec => ({ query: `SELECT non_negative_derivative(last("${field}"), 1s) FROM "platform" WHERE $timeFilter ${buckets(['instance'])}`, alias: `$tag_instance ${alias}` });
const eachGrown = (field: string, alias: string): QuerySpec => ({ query: `SELECT non_negative_difference(last("${field}")) FROM "platform" WHERE $timeFilter ${buckets(['instance'], 'none')}`, alias: `$tag_instance ${alias}` });
/** What is one for all processes, as those say that see it: the worst counts. */
const level = (field: string, alias: string): QuerySpec => ({ query: `SELECT max("${field}") FROM "platform" WHERE $timeFilter ${buckets()}`, alias });
/** Growth of what is added up over everything, whoever says it. */
const grown = (field: string, alias: string): QuerySpec => ({ query: `SELECT non_negative_difference(max("${field}")) FROM "platform" WHERE $timeFilter ${buckets([], 'none')}`, alias });

/** How the platform itself is doing. */
export function platform(language: Language): Dashboard {
  const say = sayIn(language);
  return dashboardOf(language, {
    name: 'platform', audience: 'platform', from: 'now-24h',
    title: say('平台运行', 'Platform'),
    description: say('各进程的消息速率、确认延迟、磁盘与故障，以及投影滞后与隔离。', 'Of each process its message rates, acknowledgement latency, disk and faults; lag of the projection and quarantine.'),
    variables: [sourceVariable('platform', say('平台', 'Platform')), zoneVariable(say)],
    panels: [now(say), ...traffic(say), ...health(say)],
  });
}

/** One row a process: how it was when it last wrote. One that is silent has stopped, or cannot reach InfluxDB. */
const now = (say: Say) => table({
  title: say('各进程最近一次的数据', 'Each process, when it last wrote'), width: 24, height: 7,
  description: say('时间停住的进程已停止，或写不到 InfluxDB。', 'A process whose time stands still has stopped, or cannot reach InfluxDB.'),
  queries: [{ query: 'SELECT last("alarms") AS "alarms", "faults", "acknowledgement_p99", "lag_seconds", "messages_per_second", "connections", "disk_free_share", "journal_free_bytes" FROM "platform" WHERE $timeFilter GROUP BY "instance", "roles"' }],
  fields: {
    Time: { title: say('写入时间', 'written'), unit: 'dateTimeFromNow' }, instance: { title: say('进程', 'process') }, roles: { title: say('角色', 'roles') },
    messages_per_second: { title: say('投影 条/秒', 'projected a second'), decimals: 1 }, connections: { title: say('连接', 'connections') },
    acknowledgement_p99: { title: say('确认延迟 p99', 'acknowledgement p99'), unit: 's' }, lag_seconds: { title: say('滞后', 'lag'), unit: 's' }, disk_free_share: { title: say('磁盘剩余', 'disk free'), unit: 'percentunit' },
    journal_free_bytes: { title: say('日志余量', 'room of the journal'), unit: 'bytes' }, faults: { title: say('异常项', 'faults') }, alarms: { title: say('告警', 'alarms') },
  },
});

const traffic = (say: Say) => [
  row(say('流量', 'Traffic')),
  lines({ title: say('消息速率', 'Messages a second'), width: 12, bucket: '1m', unit: 'cps', queries: [eachRate('acknowledged', say('已确认', 'acknowledged')), each('messages_per_second', say('已投影', 'projected'))] }),
  lines({
    title: say('确认延迟', 'Acknowledgement latency'), width: 12, bucket: '1m', unit: 's',
    description: say('一分钟内 99 % 的确认不超过此值：从放入消息到确认交给套接字。', '99 % of a minute of acknowledgements took no longer, from letting the message in to handing its acknowledgement to the socket.'),
    queries: [each('acknowledgement_p99', 'p99')],
  }),
  lines({ title: say('接收字节', 'Bytes received'), width: 12, bucket: '1m', unit: 'Bps', queries: [eachRate('received_bytes', say('接收', 'received'))] }),
  lines({ title: say('连接', 'Connections'), width: 12, bucket: '1m', queries: [each('connections', say('连接', 'connections'))] }),
  lines({ title: say('等待日志的字节', 'Bytes that wait for the journal'), width: 12, bucket: '1m', unit: 'bytes', queries: [each('unacknowledged_bytes', say('未确认', 'unacknowledged'))] }),
];

const health = (say: Say) => [
  row(say('滞后与故障', 'Lag and faults')),
  lines({
    title: say('投影滞后', 'Lag of the projection'), width: 12, bucket: '1m', description: say('虚线为平台自身的告警界限，随数据写入。', 'Dashed: the platform\'s own limit, written with the data.'),
    queries: [level('pending', say('待投影记录', 'pending records')), level('pending_warning', say('告警界限', 'limit'))],
    fields: { [say('告警界限', 'limit')]: { colour: 'red', dashed: true } },
  }),
  lines({ title: say('滞后时间', 'Lag in time'), width: 12, bucket: '1m', unit: 's', description: say('等待投影的最旧记录至多这么旧。', 'The oldest record that waits to be projected is at most so old.'), queries: [level('lag_seconds', say('滞后', 'lag'))] }),
  lines({ title: say('磁盘剩余', 'Disk free'), width: 12, bucket: '1m', unit: 'percentunit', queries: [each('disk_free_share', say('剩余占比', 'share free'))] }),
  lines({ title: say('日志还可占用', 'Room of the journal'), width: 12, bucket: '1m', unit: 'bytes', description: say('日志所在磁盘、流或账户的限额所剩；没有限额时不显示。', 'What is left of the disk, or of the limits of stream and account; not shown where nothing bounds it.'), queries: [each('journal_free_bytes', say('剩余', 'free'))] }),
  lines({ title: say('异常项数', 'Faults'), width: 12, bucket: '1m', description: say('日志、投影、时序库、登记库、broker、磁盘中不正常的项数，同 /readyz；以及告警数，同 /api/v1/alarms。', 'How many of journal, projection, store, registry, broker and disk are not as they should be, as in /readyz; and the alarms that stand, as in /api/v1/alarms.'), queries: [each('faults', say('异常项', 'faults')), each('alarms', say('告警', 'alarms'))] }),
  bars({ title: say('隔离的消息', 'Messages quarantined'), width: 8, bucket: '5m', queries: [grown('quarantined', say('隔离', 'quarantined'))] }),
  bars({
    title: say('未入库的读数', 'Readings not stored'), width: 8, bucket: '5m',
    queries: [grown('rejected', say('拒收', 'rejected')), grown('duplicates', say('重复', 'duplicates')), grown('conflicts', say('冲突', 'conflicts'))],
  }),
  bars({ title: say('确认前拒绝', 'Refused before acknowledgement'), width: 8, bucket: '5m', queries: [grown('refused', say('消息', 'messages')), eachGrown('connects_refused', say('连接', 'connections'))] }),
];
