import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboardOf } from '../dashboard-file.js';
import { coveredDays } from '../covered-days.js';
import { dayTable } from '../day-table.js';
import { deviceLink } from '../device-link.js';
import type { Language, Say } from '../language.js';
import { sayIn } from '../language.js';
import { closedRow, row } from '../layout.js';
import { lines, states } from '../panels/charts.js';
import { LIMIT_LINES } from '../panels/limit-lines.js';
import type { PanelSpec } from '../panels/panel-spec.js';
import { projectVariables } from '../project-variables.js';
import { daily, limitsOf, readings } from '../queries.js';
import { onOffWords, seaClassWords, surfaceClassWords } from '../words.js';

/** Air, outlets and rivers, the sea. */
export function environment(language: Language): Dashboard {
  const say = sayIn(language);
  return dashboardOf(language, {
    name: 'environment', audience: 'project', from: 'now-7d',
    title: say('环境监测', 'Environment'),
    description: say('空气质量指数、水质类别与各参数。虚线为任务书目标等级与设备类别的限值，随数据写入；空气为日限值。没有的类型为空。', 'Air quality index, class of waters, and every parameter. Dashed: the limits of the class that the contract promises and of the device class, written with the data; of air those of a day. A row that the project does not have is empty.'),
    variables: projectVariables(say),
    panels: [...judged(language), ...air(say), ...water(say), ...sea(say)],
  });
}

const measured = (title: string, metric: string, unit: string, width = 8): PanelSpec => ({ title, width, unit, bucket: '1h', queries: [...readings({ metric }), limitsOf(metric)], fields: LIMIT_LINES });
const MICROGRAMS = 'conμgm3';
const MILLIGRAMS_PER_LITRE = 'suffix: mg/L';

/** What a day was by the standards, as the platform computed it. */
function judged(language: Language) {
  const say = sayIn(language);
  const limit = say('优良界限', 'good up to');
  const field = { decimals: 0, link: deviceLink(language) };
  const [shown, days] = [{ '/.*/': field }, coveredDays(language, 'aqi', field)];
  return [
    row(say('空气质量指数与水质类别', 'Air quality index and class of waters')),
    lines({
      title: say('空气质量指数 AQI（日）', 'Air quality index of each day'), width: 24, bucket: '1d',
      description: say('HJ 633，按数据日期或任务书所载文本；无效日为空。虚线为优良界限，随数据写入。', 'HJ 633, by the text of the data\'s date or the one that the contract names; empty on a day that is not valid. Dashed: up to which a day is good, written with the data.'),
      queries: [...days.queries, { ...daily('aqi', { field: 'limit' }), alias: limit }],
      fields: { ...days.fields, [limit]: { colour: 'red', dashed: true } },
    }),
    states({ title: say('地表水水质类别（日，GB 3838）', 'Class of surface water by day (GB 3838)'), width: 12, bucket: '1d', queries: [daily('surface-class')], fields: shown }, surfaceClassWords(say)),
    states({ title: say('海水水质类别（日，GB 3097）', 'Class of sea water by day (GB 3097)'), width: 12, bucket: '1d', queries: [daily('sea-class')], fields: shown }, seaClassWords(say)),
    dayTable(language, say('最近一日的判定', 'Latest day'), {
      'aqi': { text: 'AQI', colour: 'text' }, 'surface-class': { text: say('地表水类别', 'class of surface water'), colour: 'text' }, 'sea-class': { text: say('海水类别', 'class of sea water'), colour: 'text' },
    }, ['limit', 'note']),
  ];
}

const air = (say: Say) => [
  closedRow(say('空气', 'Air')),
  lines(measured('PM2.5', 'pm25', MICROGRAMS)), lines(measured('PM10', 'pm10', MICROGRAMS)), lines(measured('SO₂', 'so2', MICROGRAMS)),
  lines(measured('NO₂', 'no2', MICROGRAMS)), lines(measured('O₃', 'o3', MICROGRAMS)), lines(measured('CO', 'co', 'conmgm3')),
  lines(measured(say('气温', 'Air temperature'), 'temperature', 'celsius')),
  lines(measured(say('相对湿度', 'Relative humidity'), 'humidity', 'humidity')),
  lines(measured(say('风速', 'Wind speed'), 'wind_speed', 'velocityms')),
];

const water = (say: Say) => [
  closedRow(say('排污口与河流', 'Outlets and rivers')),
  lines(measured(say('化学需氧量', 'COD'), 'cod', MILLIGRAMS_PER_LITRE)),
  lines(measured(say('氨氮', 'Ammonia nitrogen'), 'ammonia_nitrogen', MILLIGRAMS_PER_LITRE)),
  lines(measured(say('总磷', 'Total phosphorus'), 'total_phosphorus', MILLIGRAMS_PER_LITRE)),
  lines(measured(say('高锰酸盐指数', 'Permanganate index'), 'permanganate', MILLIGRAMS_PER_LITRE)),
  lines(measured('pH', 'ph', 'pH')),
  lines(measured(say('溶解氧', 'Dissolved oxygen'), 'dissolved_oxygen', MILLIGRAMS_PER_LITRE)),
  lines(measured(say('瞬时流量', 'Flow'), 'flow', 'suffix: m³/h')),
  lines(measured(say('累计流量读数', 'Counter of discharge'), 'discharge', 'suffix: m³')),
  states({ title: say('治理设施运行', 'Treatment plant'), width: 8, bucket: '1h', queries: readings({ metric: 'plant_running', kind: 'boolean' }) }, onOffWords(say)),
];

const sea = (say: Say) => [
  closedRow(say('海洋', 'Sea')),
  lines(measured(say('水温', 'Water temperature'), 'water_temperature', 'celsius')),
  lines(measured(say('盐度', 'Salinity'), 'salinity', 'suffix: ‰')),
  lines(measured(say('叶绿素 a', 'Chlorophyll a'), 'chlorophyll', 'suffix: µg/L')),
  lines(measured(say('浊度', 'Turbidity'), 'turbidity', 'suffix: NTU')),
  lines(measured(say('潮位', 'Tide'), 'tide_level', 'lengthm')),
  lines(measured(say('有效波高', 'Wave height'), 'wave_height', 'lengthm')),
];
