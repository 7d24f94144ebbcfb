import type { AnswerOf } from '@yanshou/api-schema';

export const ALARMS: AnswerOf<'listAlarms'> = { items: [
  { id: 'projection-lag', raised: false, since: null, value: 1.2, limit: 60, side: 'above', unit: 's', titleZh: '入库延迟', titleEn: 'projection lag', detailZh: '已确认的消息在 1.2 秒内入库', detailEn: 'acknowledged messages are stored within 1.2 s' },
  { id: 'disk-free', raised: true, since: '2026-11-02T01:00:00Z', value: 0.07, limit: 0.1, side: 'below', unit: 'share', titleZh: '磁盘剩余空间', titleEn: 'free disk space', detailZh: '剩余 7 %：请清理磁盘或扩容，低于 3 % 时平台停止接收', detailEn: '7 % are left: clear the disk or enlarge it; below 3 % the platform stops accepting' },
] };

export const USERS: AnswerOf<'listUsers'> = { items: [
  { id: 'admin', name: '管理员', role: 'admin', scope: [], disabled: false, mustChangePassword: false },
  { id: 'officer', name: '陈主任', role: 'officer', scope: ['programme:P1', 'programme:P2'], disabled: false, mustChangePassword: false },
  { id: 'liu', name: '刘工', role: 'member', scope: ['project:workshop'], disabled: false, mustChangePassword: true },
  { id: 'auditor-wang', name: '王会计', role: 'auditor', scope: ['project:workshop', 'project:factory'], disabled: true, mustChangePassword: false },
] };

export const TOKENS: AnswerOf<'listTokens'> = { items: [
  { id: '00000000000000a1', name: '数据导出', role: 'auditor', scope: ['programme:P1'], madeBy: 'officer', madeAt: '2026-09-01T02:00:00Z', expiresAt: '2099-01-01T00:00:00Z', revoked: false },
  { id: '00000000000000a2', name: '旧看板', role: 'member', scope: ['project:workshop'], madeBy: 'admin', madeAt: '2026-03-01T02:00:00Z', expiresAt: null, revoked: true },
] };

export const SETTINGS: AnswerOf<'readProgrammeSettings'> = {
  ruleDocuments: [{ number: '津科规〔2018〕1号', title: '互联网跨界融合创新科技重大专项管理办法', validFrom: '2018-01-01', validTo: '2023-12-31', batches: ['2018-1', '2018-2'] }], rollUp: { kind: 'key-met', share: 0.8 },
  dayCounts: { apply: 90, decideExtension: 30, formalCheck: 15, resubmit: 30, expertsMeeting: 60, rectification: 90, remindBefore: [90, 30, 7] },
  targets: ['P1.1.1', 'P1.1.2'].flatMap((direction) => [
    { direction, indicator: 'ip-applications', comparator: '>=' as const, value: 5, unit: '件', clause: '津科规〔2018〕1号 附件2' },
    { direction, indicator: 'new-economic-benefit', comparator: '>=' as const, value: 15, unit: '%', clause: '津科规〔2018〕1号 附件2', approval: '津科验〔2018〕3号' },
  ]),
};
