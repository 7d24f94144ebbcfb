import type { IndicatorRowView } from '@yanshou/api-schema';
import { shareText, storedText } from '../format/value-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { Digest } from '../ui/digest.js';
import { VerdictChip } from '../ui/verdict-chip.js';
import type { DailyPoint } from './daily-series.js';

interface HistoryTableProps {
  readonly points: readonly DailyPoint[];
  readonly row: IndicatorRowView;
}

/** Every day of the chart in figures, latest first. */
export function HistoryTable({ points, row }: HistoryTableProps) {
  const { history, indicator } = useLanguage().texts;
  const headings = [history.day, history.value, indicator.deviceCoverageLong, indicator.platformCoverageLong, indicator.verdictHeading, indicator.digest];
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={history.asTable}>
      <table className="plain">
        <thead><tr>{headings.map((heading) => <th key={heading} scope="col">{heading}</th>)}</tr></thead>
        <tbody>{points.toReversed().map((point) => <HistoryRow key={point.day} point={point} row={row} />)}</tbody>
      </table>
    </div>
  );
}

function HistoryRow({ point: { day, stored }, row }: { readonly point: DailyPoint; readonly row: IndicatorRowView }) {
  const { language, texts } = useLanguage();
  if (stored === null) return <tr><th scope="row">{day}</th><td className="muted" colSpan={5}>{texts.none}</td></tr>;
  return (
    <tr>
      <th scope="row">{day}</th>
      <td className="number">{storedText(row, stored.value, language)}</td>
      <td className="number">{shareText(stored.coverage)}</td>
      <td className="number">{shareText(stored.platformCoverage)}</td>
      <td>{stored.verdict === null ? texts.none : <VerdictChip verdict={stored.verdict} />}</td>
      <td><Digest digest={stored.inputsDigest} name={`${nameIn(row, language)} ${day}`} /></td>
    </tr>
  );
}
