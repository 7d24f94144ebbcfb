import { WATER_ROLES } from '@yanshou/telemetry';
import { SEA_EXAMPLES, WATER_NO_DATA } from './environment/water.example.js';
import { waterIndicator } from './environment/water-indicator.js';
import { SEA_WATER } from './environment/water-standards.js';

export const seaWaterClass = waterIndicator({
  id: 'sea-water-class',
  nameZh: '海水水质类别（GB 3097-1997）',
  nameEn: 'class of sea water (GB 3097-1997)',
  directions: ['P1.4.1'],
  clause: { document: 'S000', place: '四(二)1', quoteZh: '近岸海域环境立体监测技术研发与示范' },
  windowRoles: WATER_ROLES.filter((role) => role in SEA_WATER),
  standardOf: () => SEA_WATER,
  classes: ['一', '二', '三', '四', '劣四'],
  formula: {
    zh: '各站位各因子考核时段均值按 GB 3097-1997 单因子评价，取最差因子、最差站位的类别：1 至 4 为第一至第四类，5 为劣四类；溶解氧须大于限值',
    en: 'the mean of each factor over the window by GB 3097-1997; the class of the worst factor of the worst station: 1 … 4, 5 is worse than class 4; oxygen must be above its limit',
  },
  ownDefinition: {
    zh: '文件未定量，目标类别由任务书规定（渤海湾养殖区为第二类）；每因子每月有效天数须满足监测规范，多站位取最差者，为本平台定义',
    en: 'the document sets no number: the target class is the contract\'s (aquaculture asks for class 2); each factor needs the valid days of each month, and the worst station stands for all: a definition of this platform',
  },
  workedExamples: SEA_EXAMPLES,
  noDataCases: WATER_NO_DATA,
});
