import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboardOf } from '../dashboard-file.js';
import type { Language, Say } from '../language.js';
import { sayIn } from '../language.js';
import { closedRow } from '../layout.js';
import { lines, states } from '../panels/charts.js';
import { LIMIT_LINES } from '../panels/limit-lines.js';
import type { PanelSpec } from '../panels/panel-spec.js';
import { projectVariables } from '../project-variables.js';
import { limitsOf, readings } from '../queries.js';
import { alarmWords, onOffWords } from '../words.js';

/** Greenhouses, ponds and barns, in this order; a farm fills the rows that it has. */
export function farm(language: Language): Dashboard {
  const say = sayIn(language);
  return dashboardOf(language, {
    name: 'farm', audience: 'project', from: 'now-7d',
    title: say('农业', 'Farm'),
    description: say('设施农业、水产与畜牧：环境、水质、投喂与预警。虚线为任务书与设备类别的限值（如 GB 11607），随数据写入。没有的类型为空。', 'Greenhouses, ponds and barns: climate, water, feeding, warnings. Dashed: the limits of contract and device class (GB 11607 for one), written with the data. A row that the farm does not have is empty.'),
    variables: projectVariables(say),
    panels: [...greenhouse(say), ...pond(say), ...barn(say)],
  });
}

const measured = (title: string, metric: string, unit: string, width = 8): PanelSpec =>
  ({ title, width, unit, bucket: '15m', queries: [...readings({ metric }), limitsOf(metric)], fields: LIMIT_LINES });
const switched = (title: string, metric: string): PanelSpec => ({ title, width: 8, bucket: '15m', queries: readings({ metric, kind: 'boolean' }) });

const greenhouse = (say: Say) => [
  closedRow(say('温室', 'Greenhouse')),
  lines(measured(say('空气温度', 'Air temperature'), 'air_temperature', 'celsius')),
  lines(measured(say('空气湿度', 'Air humidity'), 'air_humidity', 'humidity')),
  lines(measured(say('光照', 'Light'), 'light', 'lux')),
  lines(measured(say('通风口开度', 'Vent opening'), 'vent_opening', 'percent')),
  lines(measured(say('土壤含水率', 'Soil moisture'), 'soil_moisture', 'percent')),
  lines(measured(say('营养液电导率', 'Nutrient conductivity'), 'nutrient_ec', 'suffix: mS/cm')),
  lines(measured(say('营养液 pH', 'Nutrient pH'), 'nutrient_ph', 'pH')),
  states(switched(say('灌溉', 'Irrigation'), 'irrigating'), onOffWords(say)),
];

const pond = (say: Say) => [
  closedRow(say('池塘', 'Pond')),
  lines(measured(say('溶解氧', 'Dissolved oxygen'), 'dissolved_oxygen', 'suffix: mg/L')),
  lines(measured(say('水温', 'Water temperature'), 'water_temperature', 'celsius')),
  lines(measured('pH', 'ph', 'pH')),
  lines(measured(say('盐度', 'Salinity'), 'salinity', 'suffix: ‰')),
  lines(measured(say('氨氮', 'Ammonia nitrogen'), 'ammonia_nitrogen', 'suffix: mg/L')),
  states(switched(say('增氧', 'Aeration'), 'aerating'), onOffWords(say)),
  states(switched(say('换水', 'Water change'), 'water_change'), onOffWords(say)),
  states(switched(say('病害预警', 'Disease warning'), 'disease_warning'), alarmWords(say)),
];

const barn = (say: Say) => [
  closedRow(say('畜舍与个体', 'Barn and animals')),
  lines(measured(say('舍内温度', 'Barn temperature'), 'temperature', 'celsius')),
  lines(measured(say('舍内湿度', 'Barn humidity'), 'humidity', 'humidity')),
  lines(measured(say('氨气', 'Ammonia'), 'ammonia', 'ppm')),
  lines(measured(say('二氧化碳', 'Carbon dioxide'), 'co2', 'ppm')),
  lines(measured(say('累计投喂读数', 'Counter of feed'), 'feed', 'masskg')),
  states(switched(say('疫病预警', 'Epidemic warning'), 'epidemic_warning'), alarmWords(say)),
  lines(measured(say('体温', 'Body temperature'), 'body_temperature', 'celsius')),
  lines(measured(say('活动量', 'Activity'), 'activity', say('suffix: 步/h', 'suffix: steps/h'))),
  lines(measured(say('反刍时间', 'Rumination'), 'rumination', 'suffix: min/h')),
];
