import type { Verdict } from '@yanshou/catalogue';
import type { DailyPoint } from './daily-series.js';

/** Colours of a chart: the page's own, read when it is drawn. */
export interface ChartColours {
  readonly text: string;
  readonly grid: string;
  readonly line: string;
  readonly target: string;
  readonly surface: string;
  readonly verdicts: Readonly<Record<Verdict, string>>;
}

export interface ChartTexts {
  readonly target: string;
  readonly unit: string;
  /** The lines of a day's tooltip: value, coverage, verdict, digest. */
  readonly describe: (point: DailyPoint) => string;
}

/** The line over time with its target; null is a gap, never bridged. */
export function chartOptions(points: readonly DailyPoint[], target: number | null, colours: ChartColours, texts: ChartTexts) {
  return {
    animation: false,
    grid: { left: 8, right: 16, top: 28, bottom: 4, containLabel: true },
    xAxis: categoryAxis(points, colours),
    yAxis: valueAxis(points, target, colours, texts.unit),
    // Drawn on the canvas: the platform's content security policy allows no inline styles in markup.
    tooltip: {
      trigger: 'axis' as const, renderMode: 'richText' as const, confine: true, backgroundColor: colours.surface, borderColor: colours.grid,
      textStyle: { color: colours.text, fontSize: 12 },
      formatter: (hovered: unknown) => describeHovered(hovered, points, texts),
    },
    series: [{
      type: 'line' as const,
      connectNulls: false,
      showSymbol: true,
      symbol: 'circle',
      symbolSize: points.length > 120 ? 3 : 6,
      lineStyle: { color: colours.line, width: 1.5 },
      data: points.map(({ stored }) => ({ value: stored?.value ?? null, itemStyle: { color: colourOf(stored?.verdict ?? null, colours) } })),
      ...(target === null ? {} : { markLine: targetLine(target, colours, texts) }),
    }],
  };
}

const colourOf = (verdict: Verdict | null, colours: ChartColours): string => (verdict === null ? colours.line : colours.verdicts[verdict]);

const categoryAxis = (points: readonly DailyPoint[], { text, grid }: ChartColours) => ({
  type: 'category' as const,
  data: points.map(({ day }) => day),
  boundaryGap: points.length < 3,
  axisLabel: { color: text, fontSize: 11, hideOverlap: true },
  axisLine: { lineStyle: { color: grid } },
  axisTick: { show: false },
});

/** From zero where values are not negative, and always with room for the target. */
function valueAxis(points: readonly DailyPoint[], target: number | null, { text, grid }: ChartColours, unit: string) {
  const values = points.flatMap(({ stored }) => (stored === null || stored.value === null ? [] : [stored.value]));
  const highest = Math.max(...values, target ?? 0);
  return {
    type: 'value' as const,
    name: unit,
    nameTextStyle: { color: text, align: 'right' as const },
    min: Math.min(0, ...values, target ?? 0) < 0 ? undefined : 0,
    max: unit === '%' && highest <= 100 && highest > 50 ? 100 : undefined,
    axisLabel: { color: text, fontSize: 11 },
    splitLine: { lineStyle: { color: grid } },
  };
}

const targetLine = (target: number, { target: colour }: ChartColours, texts: ChartTexts) => ({
  silent: true,
  symbol: 'none',
  lineStyle: { color: colour, type: 'dashed' as const, width: 1.5 },
  label: { formatter: texts.target, position: 'insideStartTop' as const, color: colour, fontSize: 11 },
  data: [{ yAxis: target }],
});

function describeHovered(hovered: unknown, points: readonly DailyPoint[], texts: ChartTexts): string {
  const first: unknown = Array.isArray(hovered) ? hovered[0] : hovered;
  const index = typeof first === 'object' && first !== null && 'dataIndex' in first ? Number(first.dataIndex) : -1;
  const point = points[index];
  return point === undefined ? '' : texts.describe(point);
}
