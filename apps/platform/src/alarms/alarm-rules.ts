import type { BilingualText } from '@yanshou/catalogue';

export const ALARM_IDS = [
  'projection-lag', 'quarantine-share', 'disk-space', 'acknowledgement-latency', 'job-overdue', 'registry-stale', 'telemetry-fault', 'store-clock',
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
    { zh: '见 /readyz 的 store、projection 两项及其代码；消息在日志中等待，恢复后按序补写', en: 'see store and projection in /readyz and their codes; messages wait in the journal and follow in order' }),
  'store-clock': seconds(
    { zh: 'InfluxDB 服务器时钟与平台不一致', en: "the clocks of InfluxDB and the platform differ" },
    { zh: '数据未丢失；方向见日志中的 store-clock-apart。请在两台机器上检查 NTP 校时（timedatectl）', en: 'nothing is lost; which is ahead is in the log under store-clock-apart. Check NTP on both machines (timedatectl)' }),
};

const LIMIT_OF: Readonly<Record<AlarmId, keyof AlarmLimits>> = {
  'projection-lag': 'lagSeconds', 'quarantine-share': 'quarantineShare', 'disk-space': 'diskFreeShare', 'acknowledgement-latency': 'acknowledgementSeconds',
  'job-overdue': 'jobSeconds', 'registry-stale': 'registrySeconds', 'telemetry-fault': 'faultSeconds', 'store-clock': 'clockSeconds',
};

export const alarmRules = (limits: AlarmLimits): readonly AlarmRule[] => ALARM_IDS.map((id) => ({ id, limit: limits[LIMIT_OF[id]], ...WORDS[id] }));
