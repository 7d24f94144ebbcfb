/** What the public page says around a batch's own words. */
export const PAGE_WORDS = {
  zh: {
    lang: 'zh-CN', title: '产品追溯', other: 'English', otherLang: 'en', product: '产品', variety: '品种', base: '基地', quantity: '数量', producedOn: '生产日期',
    history: '历次环节', step: '环节', when: '时间', where: '地点', to: '运往', who: '实施单位', corrected: '（更正后的记录）', temperature: '温度', automatic: '温度（平台自动采集）', origin: '数据来源', limits: '限值', clause: '条款', least: '要求不低于',
    origins: { live: '实时采集', simulated: '模拟', replayed: '回放', imported: '事后导入' },
    range: '最低至最高', coverage: '时段覆盖率', inRange: '在限值内的时间占比', none: '无数据', complete: '端到端追溯完整', incomplete: '追溯不完整', undecided: '暂无法判定：平台停机', down: '平台停机、不计的判定间隔', rule: '判定规则', own: '本平台定义',
    digest: '本页内容摘要', zone: '时间按', demonstration: '示范数据：由模拟或回放产生，非实测', missing: '没有该追溯信息', missingHint: '请核对二维码或标签；该批次也可能已撤回。',
    often: '查询过于频繁', oftenHint: '请稍后再试。', busy: '查询人数较多', busyHint: '请过十秒再试。', noSteps: '尚无记录',
  },
  en: {
    lang: 'en', title: 'Product history', other: '中文', otherLang: 'zh', product: 'product', variety: 'variety', base: 'base', quantity: 'quantity', producedOn: 'produced on',
    history: 'Its way', step: 'step', when: 'when', where: 'where', to: 'to', who: 'by', corrected: ' (a corrected entry)', temperature: 'temperature', automatic: 'temperature (recorded by devices)', origin: 'source of the data', limits: 'limits', clause: 'clause', least: 'at least',
    origins: { live: 'live', simulated: 'simulated', replayed: 'replayed', imported: 'imported afterwards' },
    range: 'lowest to highest', coverage: 'share of the time covered', inRange: 'share of the time within the limits', none: 'no data', complete: 'Traceable end to end', incomplete: 'Not traceable end to end', undecided: 'Undecided: the platform was down', down: 'intervals left out, the platform being down', rule: 'judged by rule', own: 'a definition of this platform',
    digest: 'digest of this page', zone: 'times in', demonstration: 'Demonstration: simulated or replayed data, nothing measured here', missing: 'No such history', missingHint: 'Check the code or tag; the batch may also have been withdrawn.',
    often: 'Too many requests', oftenHint: 'Try again later.', busy: 'Many are asking', busyHint: 'Try again in ten seconds.', noSteps: 'nothing recorded yet',
  },
} as const;
export type PageLanguage = keyof typeof PAGE_WORDS;
