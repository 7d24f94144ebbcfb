import { P3_MONITORING } from './p3-monitoring.js';
import { clausesOf } from './programme.js';
import type { Demand, Direction, Programme } from './programme.js';
import { busRemoteMonitoring } from '../bus-remote-monitoring.indicator.js';
import { distributionEfficiencyGain } from '../distribution-efficiency-gain.indicator.js';
import { chronicDiseaseMonitoring } from '../chronic-disease-monitoring.indicator.js';
import type { IndicatorEntry } from '../indicator.js';
import { developmentCycleReduction } from '../development-cycle-reduction.indicator.js';
import { digitalRdToolPenetration } from '../digital-rd-tool-penetration.indicator.js';
import { integratedItApplication } from '../integrated-it-application.indicator.js';
import { keyProcessNcRate } from '../key-process-nc-rate.indicator.js';
import { smartFactoryPenetration } from '../smart-factory-penetration.indicator.js';
import { seedTraceability } from '../seed-traceability.indicator.js';
import { traceabilityBases } from '../traceability-bases.indicator.js';
import { smartAquacultureRatio } from '../smart-aquaculture-ratio.indicator.js';
import { smartFacilityPlantingRatio } from '../smart-facility-planting-ratio.indicator.js';
import { smartLivestockFarmRatio } from '../smart-livestock-farm-ratio.indicator.js';
import { DESIGNATED_INDICATORS } from '../portfolio/designated.indicators.js';

const s002 = clausesOf('S002');
const PILOTS = '智能制造 专栏3';

/** Averages over the demonstration projects, against 2015. */
const PILOT_DEMANDS: readonly Demand[] = ([
  ['operating-cost-reduction', 20, '试点示范项目实现运营成本平均降低20%以上'],
  ['production-efficiency-gain', 20, '生产效率平均提高20%以上'],
  ['defect-rate-reduction', 20, '产品不良品率平均降低20%以上'],
  ['energy-utilisation-gain', 10, '能源利用率平均提高10%以上'],
] as const).map(([indicator, target, quoteZh]) => ({ indicator, comparator: '>=', target, clause: s002(PILOTS, quoteZh) }));

const OWN: readonly IndicatorEntry[] = [
  developmentCycleReduction, digitalRdToolPenetration, keyProcessNcRate, integratedItApplication, smartFactoryPenetration,
  smartLivestockFarmRatio, smartFacilityPlantingRatio, smartAquacultureRatio, busRemoteMonitoring, distributionEfficiencyGain, chronicDiseaseMonitoring,
  seedTraceability, traceabilityBases,
];

/** What is demanded in this programme only is demanded by its own clause. */
const listedDemands = (direction: string): readonly Demand[] => [...OWN, ...DESIGNATED_INDICATORS]
  .filter(({ directions }) => directions.includes(direction))
  .map(({ id, comparator, defaultTarget, clause }) => ({ indicator: id, comparator, target: defaultTarget, clause }));

const direction = (id: string, [nameZh, nameEn]: readonly [string, string], place: string, demands: readonly Demand[] = []): Direction =>
  ({ id, nameZh, nameEn, clause: s002(place, nameZh), eligibility: [], demands: [...demands, ...listedDemands(id)], contractDefined: [] });

export const P3: Programme = {
  id: 'P3',
  document: 'S002',
  nameZh: '天津市加快推进智能科技产业发展总体行动计划和十大专项行动计划',
  nameEn: 'Tianjin action plans for intelligent technology: the overall plan and ten special plans',
  years: [2018, 2020],
  directions: [
    direction('P3.manufacturing', ['智能制造', 'smart manufacturing'], '总体 三(一)', PILOT_DEMANDS),
    direction('P3.agriculture', ['智能农业', 'smart agriculture'], '总体 三(二)'),
    direction('P3.transport', ['智能交通', 'smart transport'], '总体 三(六)'),
    direction('P3.logistics', ['智能商贸物流', 'smart trade and logistics'], '总体 三(三)'),
    direction('P3.health', ['智能医疗与健康', 'smart medicine and health'], '总体 三(七)'),
  ],
  rules: [],
  monitoring: P3_MONITORING,
};
