/** What one and what several are called; the same where English has but one word. */
type EnglishUnit = readonly [one: string, several: string];

const same = (word: string): EnglishUnit => [word, word];

/**
 * Units that people write in Chinese, in English. Measure words that English has none for (个, 条) are nothing there: the name
 * of what is counted stands beside the figure. A unit that is not here, a symbol such as kWh or % among them, is its own word.
 */
const ENGLISH: ReadonlyMap<string, EnglishUnit> = new Map(Object.entries({
  个: same(''), 条: same(''),
  台: ['unit', 'units'], 套: ['set', 'sets'], 件: ['item', 'items'], 项: ['item', 'items'], 只: ['piece', 'pieces'], 辆: ['vehicle', 'vehicles'], 批: ['batch', 'batches'],
  场: ['session', 'sessions'], 次: ['time', 'times'], 家: ['enterprise', 'enterprises'], 户: ['household', 'households'], 名: ['person', 'people'], 人: ['person', 'people'], 类: same('class'),
  秒: same('s'), 分钟: same('min'), 小时: same('h'), 工时: ['labour hour', 'labour hours'], 天: ['day', 'days'], 日: ['day', 'days'], 周: ['week', 'weeks'], 月: ['month', 'months'], 年: ['year', 'years'],
  元: same('yuan'), 千元: same('× 1 000 yuan'), 万元: same('× 10 000 yuan'), 亿元: same('× 100 000 000 yuan'), 万件: same('× 10 000 items'), 万千瓦时: same('× 10 000 kWh'),
  千克: same('kg'), 公斤: same('kg'), 吨: same('t'), 平方米: same('m²'), 立方米: same('m³'), 亩: same('mu'),
} satisfies Readonly<Record<string, EnglishUnit>>));

/**
 * A unit as people read it. Of a quotient each part is put into English by itself, what stands below the line as one:
 * `元/件` is `yuan/item`.
 * @param isOne whether the figure before it is 1; in Chinese it makes no difference
 */
export function unitText(unit: string, language: 'zh' | 'en', isOne = false): string {
  if (language === 'zh') return unit;
  const [above = '', ...below] = unit.split('/');
  if (below.length === 0) return englishUnit(above, isOne);
  return [englishUnit(above, isOne) || 'items', ...below.map((part) => englishUnit(part, true) || 'item')].join('/');
}

/** A figure, as it is written, with its unit; some units are called nothing. */
export const withUnit = (figure: string, unit: string, language: 'zh' | 'en'): string => `${figure} ${unitText(unit, language, Number(figure) === 1)}`.trimEnd();

const englishUnit = (unit: string, isOne: boolean): string => ENGLISH.get(unit)?.[isOne ? 0 : 1] ?? unit;
