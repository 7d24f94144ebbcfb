import type { ForecastView, Outlook } from '@yanshou/api-schema';
import { FORECAST_LABEL, FORECAST_METHOD, riskOf } from '@yanshou/kpi';
import type { Forecast, IndicatorRow } from '@yanshou/kpi';
import { formatIsoMicros } from '@yanshou/telemetry';
import type { PortfolioReader, ProjectStanding } from './portfolio.js';
import { riskFacts } from './project-watch.js';

/** How risky one project is and why, and what the trends of its indicators say. */
export function outlookOf(standing: Omit<ProjectStanding, 'project'>, { now, mayDecide }: PortfolioReader): Outlook {
  const { state, reasons } = riskOf(riskFacts(standing, now, mayDecide));
  const rows = new Map(standing.rows.map((row) => [row.indicator, row]));
  return {
    label: FORECAST_LABEL, method: FORECAST_METHOD, risk: state, reasons: reasons.map((reason) => ({ ...reason })),
    forecasts: standing.watch.forecasts.flatMap((forecast) => {
      const row = rows.get(forecast.indicator);
      return row === undefined ? [] : [forecastView(forecast, row)];
    }),
  };
}

function forecastView(forecast: Forecast, { nameZh, nameEn, unit }: IndicatorRow): ForecastView {
  if (forecast.kind === 'none') return { ...forecast, nameZh, nameEn };
  const { unit: window, at, ...rest } = forecast;
  return { ...rest, nameZh, nameEn, unit, window, at: formatIsoMicros(at) };
}
