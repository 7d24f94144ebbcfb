import type { BilingualText } from '@yanshou/catalogue';
import type { CheckCause } from '@yanshou/registry';

/** Why an issued assessment no longer says what would be said now. */
export const CHECK_CAUSE_TEXTS: Readonly<Record<CheckCause, BilingualText>> = {
  'late-data': { zh: '迟到数据补入', en: 'late data came in' },
  'replayed-quarantine': { zh: '隔离数据重放', en: 'quarantined data was replayed' },
  'restored-readings': { zh: '时序库曾丢失的读数已补写', en: 'readings that the time-series server had lost were written again' },
  'lost-session': { zh: '外部 broker 丢失会话时的消息可能未送达', en: 'the broker lost its session and messages of that time may never have come' },
  'inventory': { zh: '设备台账有变', en: 'the inventory has changed' },
  'contract': { zh: '任务书或专项目标有变', en: 'the contract or a target of the programme has changed' },
  'evidence': { zh: '佐证的认定有变', en: 'evidence was accepted, rejected or changed its legal state' },
  'figures': { zh: '申报数的认定有变', en: 'a declared figure was accepted, rejected or withdrawn' },
  'batches': { zh: '批次追溯记录有变', en: 'records of traceability have changed' },
  'formula': { zh: '指标公式版本已更新', en: 'the formula has another version' },
  'unknown': { zh: '签发后数据或登记信息有变', en: 'readings or the registry have changed since it was issued' },
};
