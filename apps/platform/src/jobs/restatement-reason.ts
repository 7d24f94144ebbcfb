import type { BilingualText } from '@yanshou/catalogue';
import { CONTRACT_CHANGED, FIGURES_CHANGED, INVENTORY_CHANGED, PLANNED_TIME_CHANGED } from '@yanshou/registry';
import { LATE_DATA, LOST_SESSION, REPLAYED_QUARANTINE, RESTORED_READINGS } from '@yanshou/store';

/** What can have touched a window, by its bit among the causes. */
const CAUSES: readonly (readonly [bit: number, text: BilingualText])[] = [
  [LATE_DATA, { zh: '迟到数据补入', en: 'late data came in' }],
  [REPLAYED_QUARANTINE, { zh: '隔离数据重放', en: 'quarantined data was replayed' }],
  [RESTORED_READINGS, { zh: '时序库曾丢失的读数已补写', en: 'readings that the server had lost were written again' }],
  [LOST_SESSION, { zh: '外部 broker 丢失会话时的消息可能未送达', en: 'the broker lost its session and messages of that time may never have come' }],
  [INVENTORY_CHANGED, { zh: '设备台账有变', en: 'the inventory was changed' }],
  [CONTRACT_CHANGED, { zh: '任务书或专项目标有变', en: 'the contract or a target of its programme was changed' }],
  [PLANNED_TIME_CHANGED, { zh: '计划时间有变', en: 'planned time was changed' }],
  [FIGURES_CHANGED, { zh: '申报数的认定有变', en: 'a declared figure was accepted or withdrawn' }],
];
const UNTOLD: BilingualText = { zh: '重新计算（登记信息有变）', en: 'computed again: what the registry says has changed' };

/** Why a value of a window is another than before, in both languages; by the causes of a claim. */
export function restatementReason(causes: number): string {
  const told = CAUSES.filter(([bit]) => (causes & bit) !== 0).map(([, text]) => text);
  const texts = told.length === 0 ? [UNTOLD] : told;
  return `${texts.map(({ zh }) => zh).join('、')} / ${texts.map(({ en }) => en).join(' and ')}`;
}
