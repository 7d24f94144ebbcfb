import type { BilingualText } from '../bilingual.js';

/** A first level (一级指标) of a performance self-assessment, with its share of the points that the budget leaves. */
export interface PerformanceArea extends BilingualText {
  readonly share: number;
}

/** Shares as in the form of the ministry of finance: output 50, benefit 30, satisfaction 10, beside 10 for the budget. */
export const PERFORMANCE_AREAS = {
  'output': { zh: '产出指标', en: 'output', share: 50 },
  'benefit': { zh: '效益指标', en: 'benefit', share: 30 },
  'satisfaction': { zh: '满意度指标', en: 'satisfaction', share: 10 },
} as const satisfies Readonly<Record<string, PerformanceArea>>;
export type PerformanceAreaId = keyof typeof PERFORMANCE_AREAS;

export interface PerformanceLevel extends BilingualText {
  readonly area: PerformanceAreaId;
}

/** Second levels (二级指标). */
export const PERFORMANCE_LEVELS = {
  'quantity': { area: 'output', zh: '数量指标', en: 'quantity' },
  'quality': { area: 'output', zh: '质量指标', en: 'quality' },
  'timeliness': { area: 'output', zh: '时效指标', en: 'timeliness' },
  'cost': { area: 'output', zh: '成本指标', en: 'cost' },
  'economic': { area: 'benefit', zh: '经济效益指标', en: 'economic benefit' },
  'social': { area: 'benefit', zh: '社会效益指标', en: 'social benefit' },
  'ecological': { area: 'benefit', zh: '生态效益指标', en: 'ecological benefit' },
  'sustainable': { area: 'benefit', zh: '可持续影响指标', en: 'lasting effect' },
  'satisfaction': { area: 'satisfaction', zh: '服务对象满意度指标', en: 'satisfaction of those served' },
} as const satisfies Readonly<Record<string, PerformanceLevel>>;
export type PerformanceLevelId = keyof typeof PERFORMANCE_LEVELS;

/** Indicators by second level: the documents do not say, so this is ours, and a project may place a row elsewhere. */
const INDICATORS_OF: Readonly<Partial<Record<PerformanceLevelId, readonly string[]>>> = {
  quantity: [
    'connected-equipment', 'process-data-points', 'ip-applications', 'standards', 'software-copyrights', 'industry-apps', 'industrial-apps', 'cloud-software', 'mechanism-models',
    'registered-users', 'enterprise-users', 'smart-agriculture-parks', 'traceability-bases', 'logistics-demonstration-enterprises', 'municipal-demonstration-projects',
    'national-demonstration-projects',
  ],
  quality: [
    'networked-device-ratio', 'intelligent-equipment-ratio', 'remote-management-coverage', 'remote-acquisition', 'transmission', 'storage-and-analysis', 'system-complete',
    'automatic-assessment', 'monitoring-valid-hours', 'bus-remote-monitoring', 'smart-livestock-farm-ratio', 'smart-facility-planting-ratio', 'smart-aquaculture-ratio',
    'digital-rd-tool-penetration', 'key-process-nc-rate', 'integrated-it-application', 'smart-factory-penetration', 'seed-traceability', 'batch-traceability',
  ],
  timeliness: ['development-cycle-reduction', 'trial-operation'],
  economic: [
    'production-efficiency-gain', 'overall-equipment-effectiveness', 'operating-cost-reduction', 'defect-rate-reduction', 'new-economic-benefit', 'distribution-efficiency-gain',
    'benefit-cost-reduction', 'benefit-production-efficiency',
  ],
  social: ['chronic-disease-monitoring'],
  ecological: ['energy-utilisation-gain', 'air-quality-good-days', 'surface-water-class', 'sea-water-class', 'fishery-oxygen-compliance'],
};

const LEVEL_OF = new Map(Object.entries(INDICATORS_OF).flatMap(([level, indicators]) => indicators.map((indicator) => [indicator, level as PerformanceLevelId] as const)));

/** The second level of an indicator; undefined for one that a contract has added. */
export const performanceLevelOf = (indicator: string): PerformanceLevelId | undefined => LEVEL_OF.get(indicator);

export const isPerformanceLevel = (id: string): id is PerformanceLevelId => Object.hasOwn(PERFORMANCE_LEVELS, id);
