import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboardOf } from '../dashboard-file.js';
import type { Language, Say } from '../language.js';
import { sayIn } from '../language.js';
import { row } from '../layout.js';
import { bars, lines, states } from '../panels/charts.js';
import type { PanelSpec } from '../panels/panel-spec.js';
import { projectVariables } from '../project-variables.js';
import { growth, readings } from '../queries.js';
import { onOffWords } from '../words.js';

/** Air, outlets and rivers, the sea. */
export function environment(language: Language): Dashboard {
  const say = sayIn(language);
  return dashboardOf(language, {
    name: 'environment', audience: 'project', from: 'now-7d',
    title: say('环境监测', 'Environment'),
    description: say('空气、排污口与河流、海洋。没有的类型为空。', 'Air, outlets and rivers, the sea. A row that the project does not have is empty.'),
    variables: projectVariables(say),
    panels: [...air(say), ...water(say), ...sea(say)],
  });
}

const measured = (title: string, metric: string, unit: string, width = 8): PanelSpec => ({ title, width, unit, bucket: '1h', queries: [readings({ metric })] });
const MICROGRAMS = 'conμgm3';
const MILLIGRAMS_PER_LITRE = 'suffix: mg/L';

const air = (say: Say) => [
  row(say('空气', 'Air')),
  lines(measured('PM2.5', 'pm25', MICROGRAMS)), lines(measured('PM10', 'pm10', MICROGRAMS)), lines(measured('SO₂', 'so2', MICROGRAMS)),
  lines(measured('NO₂', 'no2', MICROGRAMS)), lines(measured('O₃', 'o3', MICROGRAMS)), lines(measured('CO', 'co', 'conmgm3')),
  lines(measured(say('气温', 'Air temperature'), 'temperature', 'celsius')),
  lines(measured(say('相对湿度', 'Relative humidity'), 'humidity', 'humidity')),
  lines(measured(say('风速', 'Wind speed'), 'wind_speed', 'velocityms')),
];

const water = (say: Say) => [
  row(say('排污口与河流', 'Outlets and rivers')),
  lines(measured(say('化学需氧量', 'COD'), 'cod', MILLIGRAMS_PER_LITRE)),
  lines(measured(say('氨氮', 'Ammonia nitrogen'), 'ammonia_nitrogen', MILLIGRAMS_PER_LITRE)),
  lines(measured(say('总磷', 'Total phosphorus'), 'total_phosphorus', MILLIGRAMS_PER_LITRE)),
  lines(measured(say('高锰酸盐指数', 'Permanganate index'), 'permanganate', MILLIGRAMS_PER_LITRE)),
  lines(measured('pH', 'ph', 'pH')),
  lines(measured(say('溶解氧', 'Dissolved oxygen'), 'dissolved_oxygen', MILLIGRAMS_PER_LITRE)),
  lines(measured(say('瞬时流量', 'Flow'), 'flow', 'suffix: m³/h')),
  bars({ title: say('每日排放量', 'Discharge a day'), width: 8, bucket: '1d', unit: 'suffix: m³', queries: [growth('discharge', '1d')] }),
  states({ title: say('治理设施运行', 'Treatment plant'), width: 8, bucket: '1h', queries: [readings({ metric: 'plant_running', kind: 'boolean' })] }, onOffWords(say)),
];

const sea = (say: Say) => [
  row(say('海洋', 'Sea')),
  lines(measured(say('水温', 'Water temperature'), 'water_temperature', 'celsius')),
  lines(measured(say('盐度', 'Salinity'), 'salinity', 'suffix: ‰')),
  lines(measured(say('叶绿素 a', 'Chlorophyll a'), 'chlorophyll', 'suffix: µg/L')),
  lines(measured(say('浊度', 'Turbidity'), 'turbidity', 'suffix: NTU')),
  lines(measured(say('潮位', 'Tide'), 'tide_level', 'lengthm')),
  lines(measured(say('有效波高', 'Wave height'), 'wave_height', 'lengthm')),
];
