import type { IndicatorRowView, StoredValue } from '@yanshou/api-schema';
import { unitText } from '@yanshou/catalogue';
import { Suspense, lazy, useMemo } from 'react';
import { shortDigest } from '../format/digest-text.js';
import { shareText, storedText, targetText } from '../format/value-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import type { ChartTexts } from './chart-options.js';
import { dailySeries } from './daily-series.js';
import type { DailyPoint } from './daily-series.js';
import { HistoryTable } from './history-table.js';

const HistoryChart = lazy(() => import('./history-chart.js'));

interface HistoryViewProps {
  readonly values: readonly StoredValue[];
  readonly row: IndicatorRowView;
  readonly zone: string;
}

/** The chart, the clause that it is about, and the same data as a table. */
export function HistoryView({ values, row, zone }: HistoryViewProps) {
  const { language, texts } = useLanguage();
  const points = useMemo(() => dailySeries(values, zone), [values, zone]);
  const chartTexts = useChartTexts(row);
  return (
    <>
      <p className="muted">{row.clause}</p>
      <Suspense fallback={<p className="chart chart--loading" role="status">{texts.history.loading}</p>}>
        <HistoryChart points={points} target={row.target} texts={chartTexts} label={texts.history.chart(nameIn(row, language))} />
      </Suspense>
      <details className="as-table">
        <summary>{texts.history.asTable}</summary>
        <HistoryTable points={points} row={row} />
      </details>
    </>
  );
}

/** The same object while nothing changes: a chart is drawn again only when there is something to draw. */
function useChartTexts(row: IndicatorRowView): ChartTexts {
  const { language, texts } = useLanguage();
  return useMemo(() => ({
    target: `${texts.history.target} ${targetText(row, language)}`,
    unit: unitText(row.unit, language),
    describe: ({ day, stored }: DailyPoint) => stored === null ? `${day}\n${texts.none}` : [
      day,
      `${texts.history.value} ${storedText(row, stored.value, language)}`,
      `${texts.indicator.deviceCoverageLong} ${shareText(stored.coverage)}`,
      `${texts.indicator.platformCoverageLong} ${shareText(stored.platformCoverage)}`,
      ...(stored.verdict === null ? [] : [texts.verdict[stored.verdict]]),
      `${texts.indicator.digest} ${shortDigest(stored.inputsDigest)}`,
    ].join('\n'),
  }), [row, language, texts]);
}
