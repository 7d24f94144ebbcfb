import type { IndicatorInputs } from '../indicator.js';
import { amountCharts } from './amount.charts.js';
import type { ChartFigure } from './chart-figure.js';
import { energyCharts } from './energy.charts.js';
import { machineCharts } from './machine.charts.js';
import { airCharts, waterCharts } from './station.charts.js';

/** Everything that dashboards draw of a day; stations where an indicator of the contract reads their hours. Pure, in any order of rows. */
export const chartsOf = (inputs: IndicatorInputs): readonly ChartFigure[] =>
  [machineCharts, energyCharts, amountCharts, airCharts, waterCharts].flatMap((charts) => charts(inputs));
