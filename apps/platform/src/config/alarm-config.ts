import type { AlarmLimits } from '../alarms/alarm-rules.js';
import type { Settings } from './config.schema.js';

/** From where on something is an alarm. */
export const alarmsOf = (values: Settings): AlarmLimits => ({
  lagSeconds: values.YANSHOU_ALARM_LAG_SECONDS,
  quarantineShare: values.YANSHOU_ALARM_QUARANTINE_SHARE,
  diskFreeShare: values.YANSHOU_ALARM_DISK_FREE_SHARE,
  acknowledgementSeconds: values.YANSHOU_ALARM_ACK_P99_SECONDS,
  jobSeconds: values.YANSHOU_ALARM_JOB_SECONDS,
  registrySeconds: values.YANSHOU_ALARM_REGISTRY_SECONDS,
  faultSeconds: values.YANSHOU_ALARM_FAULT_SECONDS,
  clockSeconds: values.YANSHOU_ALARM_CLOCK_SECONDS,
  journalFreeShare: values.YANSHOU_ALARM_JOURNAL_FREE_SHARE,
  holdSeconds: values.YANSHOU_ALARM_HOLD_SECONDS,
});
