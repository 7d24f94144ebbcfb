import { sectionTexts } from '../i18n/section-texts.js';

/** The tabs of a project. */
export const TAB_TEXTS = sectionTexts({
  tabs: '项目各页',
  overview: '概览',
  contract: '任务书',
  indicators: '指标',
  devices: '设备',
  evidence: '佐证',
  ledger: '台账',
  progress: '进度与资金',
  assessments: '核算',
}, {
  tabs: 'Pages of the project',
  overview: 'Overview',
  contract: 'Contract',
  indicators: 'Indicators',
  devices: 'Devices',
  evidence: 'Evidence',
  ledger: 'Ledger',
  progress: 'Progress & money',
  assessments: 'Assessments',
});
