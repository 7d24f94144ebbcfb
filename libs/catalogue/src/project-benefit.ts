/** A benefit that the project itself quantifies (S001). */
export const BENEFIT = {
  programme: 'P2', unit: '%', comparator: '>=', defaultTarget: null,
  directions: ['P2.1.1', 'P2.1.2', 'P2.1.3', 'P2.1.4', 'P2.1.5', 'P2.1.6', 'P2.1.7', 'P2.2.1', 'P2.2.2', 'P2.2.3', 'P2.2.4', 'P2.2.5'],
  clause: { document: 'S001', place: '项目基本情况 效益指标', quoteZh: '填写项目完成后，在降低企业成本、提升生产经营效率等方面量化指标' },
  ownDefinition: { zh: '由项目选定被比较的量并申报两期数值，为本平台定义', en: 'the project chooses what is compared and states it for both legs: a definition of this platform' },
} as const;
