import { sectionTexts } from '../i18n/section-texts.js';

/** A new project. */
export const PROJECT_FORM_TEXTS = sectionTexts({
  programme: '所属专项',
  id: '项目编号',
  idHint: '字母、数字或 . _ -，用于设备主题与地址，此后不变，如 workshop-1',
  nameZh: '中文名称',
  nameEn: '英文名称',
  acceptedFrom: '接收数据自',
  acceptedFromHint: '早于该日的数据不接收：项目开始日，或基期首日',
  zone: '时区',
  zoneHint: '日、月按此时区划分，此后不变',
  unknownMetric: '台账中没有的测点',
  policies: { quarantine: '隔离，登记后可重放', accept: '按原样接收' },
  demonstration: '演示项目：模拟、回放的数据也计入（此后不可更改）',
}, {
  programme: 'Programme',
  id: 'Id of the project',
  idHint: 'letters, digits or . _ -, part of topics and addresses; it stays, such as workshop-1',
  nameZh: 'Chinese name',
  nameEn: 'English name',
  acceptedFrom: 'Data is accepted from',
  acceptedFromHint: 'what is older is not taken: the first day of the project, or of its baseline',
  zone: 'Time zone',
  zoneHint: 'days and months are cut in it; it stays',
  unknownMetric: 'Metrics that the inventory does not know',
  policies: { quarantine: 'quarantine, to be replayed once registered', accept: 'accept as they are' },
  demonstration: 'A demonstration: simulated and replayed data counts too (this stays)',
});
