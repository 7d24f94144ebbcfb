import { sectionTexts } from '../i18n/section-texts.js';

/** Devices that leave service. */
export const DECOMMISSION_TEXTS = sectionTexts({
  actions: '操作',
  decommission: '登记停用',
  decommissionLabel: (device: string) => `登记“${device}”停用`,
  correct: '更正停用',
  correctLabel: (device: string) => `更正“${device}”的停用时间与原因`,
  at: '停用时间',
  atHint: '此后不再计入；台账保留',
  reason: '停用原因',
  since: (time: string) => `自 ${time} 起停用`,
  done: (device: string, time: string) => `“${device}”自 ${time} 起停用`,
  frozen: '设备台账已冻结：停用设备须经变更申请批准。',
  toChanges: '前往变更申请',
}, {
  actions: 'Actions',
  decommission: 'Decommission',
  decommissionLabel: (device) => `Decommission “${device}”`,
  correct: 'Correct it',
  correctLabel: (device) => `Correct when and why “${device}” left service`,
  at: 'Out of service from',
  atHint: 'from then on it is not counted; it stays in the inventory',
  reason: 'Reason',
  since: (time) => `out of service from ${time}`,
  done: (device, time) => `“${device}” is out of service from ${time}`,
  frozen: 'The inventory is frozen: a device leaves service by a change that is approved.',
  toChanges: 'Go to the change requests',
});
