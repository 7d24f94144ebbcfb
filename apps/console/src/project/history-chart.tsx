import { LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use as register } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { readColours } from './chart-colours.js';
import { chartOptions } from './chart-options.js';
import type { ChartTexts } from './chart-options.js';
import type { DailyPoint } from './daily-series.js';

register([LineChart, GridComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

interface HistoryChartProps {
  readonly points: readonly DailyPoint[];
  readonly target: number | null;
  readonly texts: ChartTexts;
  readonly label: string;
}

/** The chart itself, in a chunk of its own: loaded when a project is opened, not with the portfolio. */
export default function HistoryChart({ points, target, texts, label }: HistoryChartProps) {
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!holder.current) return undefined;
    const element = holder.current;
    const chart = init(element);
    const draw = (): void => void chart.setOption(chartOptions(points, target, readColours(element), texts), { notMerge: true });
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const size = new ResizeObserver(() => chart.resize());
    draw();
    scheme.addEventListener('change', draw);
    size.observe(element);
    return () => {
      scheme.removeEventListener('change', draw);
      size.disconnect();
      chart.dispose();
    };
  }, [points, target, texts]);
  return <div ref={holder} className="chart" role="img" aria-label={label} />;
}
