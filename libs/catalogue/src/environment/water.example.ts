import type { WaterRole } from '@yanshou/telemetry';
import type { FigureCell } from '../figure-table.js';
import type { NoDataCase, Outcome, WorkedExample } from '../indicator.js';
import type { SeriesInput } from '../series-window.js';
import { WATER_NAMES } from './parameter-names.js';
import { FACTORS_JUDGED } from './water-indicator.js';
import { exampleSeries, hoursOf, wholeDay, windowExample } from './window.example.js';

const DAY = '2026-05-01';

/** A factor of a station over one day, in hundredths of its unit. */
const factor = (device: string, role: WaterRole, hundredths: number, hours = 24, facts: Partial<SeriesInput> = {}): SeriesInput =>
  exampleSeries(device, role, role === 'ph' ? '' : role === 'water-temperature' ? '°C' : 'mg/L', hoursOf(DAY, hundredths, hours), { resolution: 0.01, ...facts });

const outcome = (worst: number, counted: readonly string[], factors: number, rows: readonly (readonly FigureCell[])[], readings = 24 * factors): Outcome => ({
  kind: 'value', ratio: { numerator: worst, denominator: 1 }, counted, intervals: { expected: factors, valid: factors }, readings,
  figures: {
    tables: [{
      title: { zh: '各断面（站）各因子均值与类别', en: 'mean and class of each factor of each station' },
      columns: [
        { zh: '断面（站）', en: 'station' }, { zh: '因子', en: 'factor' }, { zh: '均值', en: 'mean' }, { zh: '类别', en: 'class' }, { zh: '决定类别', en: 'decides' },
      ],
      rows,
    }],
  },
  notes: [FACTORS_JUDGED],
});

const river = [
  factor('R-1', 'dissolved-oxygen', 520), factor('R-1', 'permanganate-index', 510), factor('R-1', 'ammonia-nitrogen', 120), factor('R-1', 'total-phosphorus', 15),
];

export const SURFACE_EXAMPLES: readonly WorkedExample[] = [
  {
    title: { zh: '氨氮 1.2 mg/L 使断面为 Ⅳ 类', en: 'ammonia of 1.2 mg/L makes class IV' },
    inputs: windowExample([wholeDay(DAY)], river),
    expected: outcome(4, ['R-1'], 4, [
      ['R-1', WATER_NAMES['dissolved-oxygen'], 5.2, 'Ⅲ', ''], ['R-1', WATER_NAMES['permanganate-index'], 5.1, 'Ⅲ', ''],
      ['R-1', WATER_NAMES['ammonia-nitrogen'], 1.2, 'Ⅳ', '●'], ['R-1', WATER_NAMES['total-phosphorus'], 0.15, 'Ⅲ', ''],
    ]),
  },
  {
    title: { zh: '湖库总磷限值更严；每 4 小时一次的自动站有 5 次即为有效日', en: 'a lake has stricter phosphorus; a station that samples every 4 h needs five samples a day' },
    inputs: windowExample([wholeDay(DAY)], [factor('L-1', 'total-phosphorus', 15, 0, { intervalMinutes: 240, windows: [0, 4, 8, 12, 16].flatMap((hour) => hoursOf(DAY, 15, 24).slice(hour, hour + 1)) })], { environment: { waterBody: 'lake' } }),
    expected: outcome(5, ['L-1'], 1, [['L-1', WATER_NAMES['total-phosphorus'], 0.15, 'Ⅴ', '●']], 5),
  },
  {
    title: { zh: '溶解氧达饱和率 90% 为 Ⅰ 类；最差断面代表全部', en: 'nine tenths of saturation make class I; the worst station stands for all' },
    inputs: windowExample([wholeDay(DAY)], [factor('R-2', 'dissolved-oxygen', 690), factor('R-2', 'water-temperature', 3_000), factor('R-3', 'dissolved-oxygen', 690)]),
    expected: outcome(2, ['R-3'], 3, [['R-2', WATER_NAMES['dissolved-oxygen'], 6.9, 'Ⅰ', ''], ['R-3', WATER_NAMES['dissolved-oxygen'], 6.9, 'Ⅱ', '●']]),
  },
];

export const SEA_EXAMPLES: readonly WorkedExample[] = [
  {
    title: { zh: '溶解氧 5.5 mg/L 为第二类', en: 'oxygen of 5.5 mg/L makes class 2' },
    inputs: windowExample([wholeDay(DAY)], [factor('B-1', 'dissolved-oxygen', 550), factor('B-1', 'ph', 810)]),
    expected: outcome(2, ['B-1'], 2, [['B-1', WATER_NAMES['ph'], 8.1, '一', ''], ['B-1', WATER_NAMES['dissolved-oxygen'], 5.5, '二', '●']]),
  },
  {
    title: { zh: '无机氮超过第四类限值为劣四类', en: 'inorganic nitrogen above class 4 is worse than all' },
    inputs: windowExample([wholeDay(DAY)], [factor('B-1', 'inorganic-nitrogen', 51)]),
    expected: outcome(5, ['B-1'], 1, [['B-1', WATER_NAMES['inorganic-nitrogen'], 0.51, '劣四', '●']]),
  },
];

export const WATER_NO_DATA: readonly NoDataCase[] = [
  { title: { zh: '没有水质因子', en: 'no factor of water' }, inputs: windowExample([wholeDay(DAY)], []) },
  { title: { zh: '只有水温', en: 'temperature alone' }, inputs: windowExample([wholeDay(DAY)], [factor('R-1', 'water-temperature', 2_000)]) },
  { title: { zh: '有效小时不足', en: 'too few valid hours' }, inputs: windowExample([wholeDay(DAY)], [factor('R-1', 'dissolved-oxygen', 700, 19)]) },
  { title: { zh: '断面静默', en: 'a silent station' }, inputs: windowExample([wholeDay(DAY)], [factor('R-1', 'dissolved-oxygen', 700), factor('R-2', 'dissolved-oxygen', 700, 0)]) },
  { title: { zh: '单位不是浓度', en: 'a unit that is no concentration' }, inputs: windowExample([wholeDay(DAY)], [factor('R-1', 'dissolved-oxygen', 700, 24, { unit: '%' })]) },
  { title: { zh: '尚未投入使用', en: 'not commissioned yet' }, inputs: windowExample([wholeDay(DAY)], [factor('R-1', 'dissolved-oxygen', 700, 24, { since: '~' })]) },
];
