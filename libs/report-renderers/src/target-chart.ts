import { init, use } from 'echarts/core';
import { BarChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';
import { decimalFraction, withUnit } from '@yanshou/catalogue';
import { formatValue, valueText } from '@yanshou/kpi';
import type { StatedIndicator } from '@yanshou/reports';
import { Html } from './html-text.js';
import { SIGNS, WORDS } from './words.js';
import type { ReportLanguage } from './words.js';

use([BarChart, GridComponent, MarkLineComponent, SVGRenderer]);

const WIDTH = 680;
const ROW = 34;
const FONT = 'Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, Arial, sans-serif';

interface Bar {
  readonly name: string;
  readonly value: number;
  readonly label: string;
  readonly fill: string;
}

/** The figures that are there as bars against the target, values written beside them; null where there is no value, or one that no scale holds. Pure. */
export function targetChart(indicator: StatedIndicator, language: ReportLanguage): Html | null {
  const bars = barsOf(indicator, language);
  if (bars.length === 0 || !isDrawable([...bars.map(({ value }) => value), indicator.row.target ?? 0])) return null;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: 58 + ROW * bars.length });
  try {
    chart.setOption(optionOf(indicator, bars, language));
    return new Html(forPrint(chart.renderToSVGString()));
  } finally {
    chart.dispose();
  }
}

/** Beside a figure beyond this nobody sees the others, and the end of its axis may be no number any more. */
const LARGEST_DRAWN = 1e15;
const isDrawable = (values: readonly number[]): boolean => values.every((value) => Math.abs(value) <= LARGEST_DRAWN);

/** Without what only a live page needs: styles for a hovering pointer, whose names count up over the process. */
const forPrint = (svg: string): string =>
  svg.replace(/<style\b.*?<\/style>/gs, '').replace(/ (?:class="zr[^"]*"|ecmeta_\w+="[^"]*"|pointer-events="[^"]*")/g, '');

function barsOf({ row, figures: { own, audited } }: StatedIndicator, language: ReportLanguage): readonly Bar[] {
  const stated = (figure: typeof own, name: string, fill: string): readonly Bar[] =>
    figure === null || figure.unit !== row.unit ? [] : [{ name, value: figure.value, label: withUnit(String(figure.value), figure.unit, language), fill }];
  const computed = row.value === null ? [] : [{ name: WORDS.computed[language], value: row.value, label: valueText(row, language), fill: '#1f5fa8' }];
  if (computed.length === 0) return [];
  return [...stated(own, WORDS.own[language], '#8aa4c2'), ...computed, ...stated(audited, WORDS.audited[language], '#4d7f5c')];
}

function optionOf({ row }: StatedIndicator, bars: readonly Bar[], language: ReportLanguage): Parameters<ReturnType<typeof init>['setOption']>[0] {
  const { target } = row;
  const reach = Math.max(...bars.map(({ value }) => value), target ?? 0);
  const fall = Math.min(0, ...bars.map(({ value }) => value), target ?? 0);
  return {
    animation: false, textStyle: { fontFamily: FONT, fontSize: 12, color: '#1a1a1a' },
    grid: { left: 150, right: 130, top: 30, bottom: 28 },
    // Room behind the longest bar, so that its value is inside the picture.
    xAxis: { type: 'value', min: roundAway(fall), max: roundAway(reach), minInterval: row.unit === '%' ? 0 : 1, axisLabel: { formatter: `{value}${row.unit === '%' ? ' %' : ''}` }, splitLine: { lineStyle: { color: '#e3e8ee' } } },
    yAxis: { type: 'category', inverse: true, data: bars.map(({ name }) => name), axisTick: { show: false } },
    series: [{
      type: 'bar', barWidth: 16,
      data: bars.map(({ value, label, fill }) => ({ value, itemStyle: { color: fill }, label: { show: true, position: value < 0 ? 'insideLeft' : 'right', formatter: label.replaceAll('{', '(') } })),
      ...(target !== null && { markLine: targetLine(target, `${WORDS.target[language]} ${SIGNS[row.comparator]} ${withUnit(String(target), row.unit, language)}`) }),
    }],
  };
}

const targetLine = (target: number, label: string): object => ({
  silent: true, symbol: 'none', data: [{ xAxis: target }], lineStyle: { color: '#a3231f', type: 'dashed', width: 1.5 },
  label: { show: true, position: 'start', rotate: 0, color: '#a3231f', formatter: label.replaceAll('{', '('), distance: 6 },
});

/** The next of 1, 2, 2.5, 5 × 10ⁿ steps of five beyond a value, so that axis labels are round. */
function roundAway(value: number): number {
  if (value === 0) return 0;
  const size = Math.abs(value);
  const power = 10 ** Math.floor(Math.log10(size));
  const step = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= size) ?? 10;
  return Math.sign(value) * Number(formatValue(decimalFraction(step * power), 6));
}
