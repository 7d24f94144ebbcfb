import { WATER_ROLES } from '@yanshou/telemetry';
import { SURFACE_EXAMPLES, WATER_NO_DATA } from './environment/water.example.js';
import { waterIndicator } from './environment/water-indicator.js';
import { SURFACE_WATER } from './environment/water-standards.js';

const FACTORS = new Set<string>(['water-temperature', ...Object.keys(SURFACE_WATER.lake)]);

export const surfaceWaterClass = waterIndicator({
  id: 'surface-water-class',
  nameZh: '地表水水质类别（GB 3838-2002）',
  nameEn: 'class of surface water (GB 3838-2002)',
  directions: ['P1.4.2'],
  clause: { document: 'S000', place: '四(二)2', quoteZh: '针对大气、水、土壤及固废等重污染成因精细化分析和精准控制需求' },
  windowRoles: WATER_ROLES.filter((role) => FACTORS.has(role)),
  standardOf: ({ environment }) => SURFACE_WATER[environment?.waterBody ?? 'river'],
  classes: ['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ', '劣Ⅴ'],
  formula: {
    zh: '各断面各因子考核时段均值按 GB 3838-2002 表 1 单因子评价，取最差因子、最差断面的类别：1 至 5 为 Ⅰ 至 Ⅴ 类，6 为劣 Ⅴ 类；水温、粪大肠菌群与河流总氮不参评',
    en: 'the mean of each factor over the window by table 1 of GB 3838-2002; the class of the worst factor of the worst station: 1 … 5 are classes I … V, 6 is worse than V; water temperature, coliforms and a river\'s nitrogen take no part',
  },
  ownDefinition: {
    zh: '文件未定量，目标类别由任务书规定；每因子每月有效天数须满足监测规范，多断面取最差者，为本平台定义',
    en: 'the document sets no number: the target class is the contract\'s; each factor needs the valid days of each month, and the worst station stands for all: a definition of this platform',
  },
  workedExamples: SURFACE_EXAMPLES,
  noDataCases: WATER_NO_DATA,
});
