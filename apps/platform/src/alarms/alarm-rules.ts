import type { BilingualText } from '@yanshou/catalogue';

export const ALARM_IDS = [
  'projection-lag', 'quarantine-share', 'disk-space', 'acknowledgement-latency', 'job-overdue', 'registry-stale', 'telemetry-fault', 'store-clock',
  'broker-lost', 'journal-refusing', 'store-data-missing', 'store-short-memory',
  'store-databases-full',
  'worker-gone',
  'assessment-stale',
  'journal-space',
] as const;
export type AlarmId = (typeof ALARM_IDS)[number];

/** What is watched, from where on it is an alarm, and what a person does about it. */
export interface AlarmRule {
  readonly id: AlarmId;
  /** On which side of the limit the alarm lies. */
  readonly side: 'above' | 'below';
  readonly limit: number;
  readonly unit: 's' | 'share';
  readonly title: BilingualText;
  readonly help: BilingualText;
}

/** Limits as the configuration sets them; seconds, or shares 0…1. */
export interface AlarmLimits {
  readonly lagSeconds: number;
  readonly quarantineShare: number;
  readonly diskFreeShare: number;
  readonly acknowledgementSeconds: number;
  readonly jobSeconds: number;
  readonly registrySeconds: number;
  readonly faultSeconds: number;
  readonly clockSeconds: number;
  readonly journalFreeShare: number;
  /** How long a value has to be good again before its alarm ends. */
  readonly holdSeconds: number;
}

type Words = Omit<AlarmRule, 'id' | 'limit'>;

const seconds = (title: BilingualText, help: BilingualText): Words => ({ side: 'above', unit: 's', title, help });
const share = (side: AlarmRule['side'], title: BilingualText, help: BilingualText): Words => ({ side, unit: 'share', title, help });

const WORDS: Readonly<Record<AlarmId, Words>> = {
  'projection-lag': seconds(
    { zh: '投影滞后', en: 'the projection lags behind' },
    { zh: '数据未丢失，在日志中等待。查看时序库是否正常、提交是否变慢（yanshou_store_commit_seconds），机器是否过载', en: 'nothing is lost, it waits in the journal: is the store well, are its commits slow (yanshou_store_commit_seconds), is the machine overloaded' }),
  'quarantine-share': share('above',
    { zh: '隔离率过高', en: 'too many messages go to quarantine' },
    { zh: '在隔离区按原因查看原始消息，更正台账或设备后重放', en: 'look at the raw messages in quarantine by reason, correct inventory or device, then replay' }),
  'disk-space': share('below',
    { zh: '磁盘空间不足', en: 'the disk is running low' },
    { zh: '腾出空间或扩容；继续减少则停止接收新消息（已确认的不受影响）', en: 'make room or enlarge the disk: with less of it new messages are refused (what was acknowledged is safe)' }),
  'acknowledgement-latency': seconds(
    { zh: '确认延迟过高（p99）', en: 'acknowledgements take too long (p99)' },
    { zh: '检查日志所在磁盘的写入延迟、事件循环延迟（yanshou_event_loop_delay_seconds）与机器负载', en: "check the write latency of the journal's disk, yanshou_event_loop_delay_seconds and the load of the machine" }),
  'job-overdue': seconds(
    { zh: '定时任务停滞', en: 'a job is overdue' },
    { zh: '在日志中按 job 查看失败原因；修复后自动补算', en: 'find why it fails in the log by `job`; once mended it catches up by itself' }),
  'registry-stale': seconds(
    { zh: '登记库变更未生效', en: 'changes of the registry are not in force' },
    { zh: '检查 PostgreSQL（或内嵌库所在磁盘）；期间凭据吊销不会生效，恢复后自动跟上', en: 'check PostgreSQL, or the disk of the embedded database: revocations are not in force meanwhile; it catches up by itself' }),
  'telemetry-fault': seconds(
    { zh: '时序库或投影持续异常', en: 'the store or its projection keeps failing' },
    { zh: '见 /readyz 的 store、projection、telemetry 各项及其代码；消息在日志中等待，恢复后按序补写', en: 'see store, projection and telemetry in /readyz and their codes; messages wait in the journal and follow in order' }),
  'store-clock': seconds(
    { zh: 'InfluxDB 服务器时钟与平台不一致', en: "the clocks of InfluxDB and the platform differ" },
    { zh: '数据未丢失；方向见日志中的 store-clock-apart。请在两台机器上检查 NTP 校时（timedatectl）', en: 'nothing is lost; which is ahead is in the log under store-clock-apart. Check NTP on both machines (timedatectl)' }),
  'broker-lost': seconds(
    { zh: '收不到 MQTT broker 的消息', en: 'the MQTT broker does not deliver' },
    { zh: '原因与代码见 /readyz 的 broker 项；检查 broker、网络与平台的账号。期间的消息由 broker 为平台的会话保留，超出其限额则丢失', en: 'see broker in /readyz for the reason and its code; check the broker, the network and our account. The broker keeps messages for our session meanwhile, as far as its limits go' }),
  'journal-refusing': seconds(
    { zh: '日志不可写，拒绝新消息', en: 'the journal cannot be written: new messages are refused' },
    { zh: '原因与代码见 /readyz 的 journal 项；腾出空间、检查磁盘或 NATS。已确认的不受影响，设备应自行缓存并重发', en: 'see journal in /readyz for the reason and its code: make room, check the disk or NATS. What was acknowledged is safe; devices have to keep and repeat the rest' }),
  'store-data-missing': seconds(
    { zh: '时序库丢失了已确认的数据', en: 'the store has lost readings that it acknowledged' },
    { zh: '日志仍完整：停机，换一个前缀，启动后由日志重建。确认无需重建的，删除数据目录（设有 YANSHOU_SHARED_DIR 时为该目录）下的 store-data-missing.json', en: 'the journal has them: stop, take another prefix, start, and they are written anew. If they are not needed, acknowledge by removing store-data-missing.json from the data directory, or from YANSHOU_SHARED_DIR where that is set' }),
  'store-short-memory': seconds(
    { zh: '时序库每次只能查询约 72 小时', en: 'the store reads about 72 hours a query' },
    { zh: 'InfluxDB 3 Core 的限制，无法核算整个考核期；它也至多有五个数据库，可容纳几个项目见启动日志与 /readyz。请改用 2.7、1.x 或 3 Enterprise', en: 'a limit of InfluxDB 3 Core, under which no assessment window can be read whole. It has five databases too: how many projects fit is in the log of the start and in /readyz. Use 2.7, 1.x or 3 Enterprise' }),
  'store-databases-full': seconds(
    { zh: '时序库没有地方再建数据库，有项目的读数进入隔离区', en: 'the store has no room for another database: readings of a project go to quarantine' },
    { zh: '涉及的项目见其隔离区（store-refused），第一个见运行日志的 store-databases-full；其他项目不受影响，原始消息仍在日志中。请删除不需要的数据库，或改用 2.7、1.x 或 3 Enterprise 并换前缀，由日志补写', en: 'which projects: those whose quarantine says so (store-refused), the first is in the log under store-databases-full. The others are not affected, and the journal has the messages. Drop a database that nobody needs, or take 2.7, 1.x or 3 Enterprise with another prefix: all is written anew from the journal' }),
  'worker-gone': seconds(
    { zh: '接收进程失联', en: 'an ingest worker is gone' },
    { zh: 'broker 继续为它保留消息；其余接收进程约半分钟后自动接手并取回。请重启它，或确认它已被替换；没有其他接收进程、或 @ 后的 broker 不是其余进程所连的那个时，消息只在那个 broker 中等待', en: 'the broker goes on keeping messages for it; another ingest worker brings them home after about half a minute. Start it again, or see that it was replaced; without another one, or when the broker after @ is not the one that the others use, the messages wait at that broker alone' }),
  'assessment-stale': seconds(
    { zh: '已签发的指标核算待更正', en: 'issued assessments are to be restated' },
    { zh: '签发后的迟到数据、重放或已批准的变更使其数值有变；在该项目“指标核算”页查看差异，由管理人员以同一时段重新核算即签发更正，原核算不变', en: 'late data, a replay or an approved change altered their figures since: see the differences on the assessments page of the project; an officer restates by assessing the same period again, the issued one stays' }),
  'journal-space': share('below',
    { zh: '日志即将写满', en: 'the journal is almost full' },
    { zh: '写满后拒绝新消息（已确认的不受影响）。日志不会自行删除：请为其磁盘扩容，或调高 YANSHOU_JOURNAL_MAX_BYTES 或 JetStream 的账户、流限额；磁盘留有 5 %（至少 1 GiB）不供日志使用', en: 'once it is full new messages are refused (what was acknowledged is safe). A journal deletes nothing by itself: enlarge its disk, or raise YANSHOU_JOURNAL_MAX_BYTES, or the limits of account and stream of JetStream; 5 % of the disk, 1 GiB at least, are not for it' }),
};

/** A number is the limit itself: what stands at all is an alarm. */
const LIMIT_OF: Readonly<Record<AlarmId, keyof AlarmLimits | 0>> = {
  'projection-lag': 'lagSeconds', 'quarantine-share': 'quarantineShare', 'disk-space': 'diskFreeShare', 'acknowledgement-latency': 'acknowledgementSeconds',
  'job-overdue': 'jobSeconds', 'registry-stale': 'registrySeconds', 'telemetry-fault': 'faultSeconds', 'store-clock': 'clockSeconds',
  'broker-lost': 'faultSeconds', 'journal-refusing': 'faultSeconds', 'store-data-missing': 0, 'store-short-memory': 0,
  'store-databases-full': 0,
  'worker-gone': 'faultSeconds',
  'assessment-stale': 0,
  'journal-space': 'journalFreeShare',
};

export const alarmRules = (limits: AlarmLimits): readonly AlarmRule[] => ALARM_IDS.map((id) => ({ id, limit: limitOf(LIMIT_OF[id], limits), ...WORDS[id] }));

const limitOf = (limit: keyof AlarmLimits | 0, limits: AlarmLimits): number => (limit === 0 ? 0 : limits[limit]);
