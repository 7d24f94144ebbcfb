import type { IndicatorSummary } from '@yanshou/api-schema';
import { amountText, ratioText, shareText, targetText, valueText } from '../format/value-text.js';
import { useLanguage, useTexts } from '../i18n/language-context.js';
import { TargetBar } from './target-bar.js';

type Row = IndicatorSummary;

/** Value and bar, numerator and denominator below: never without the cells beside them. */
export function ValueCell({ row }: { readonly row: Row }) {
  const { language, texts: { indicator } } = useLanguage();
  const ratio = ratioText(row);
  return (
    <td role="cell" className="cell-value" data-label={indicator.value}>
      <TargetBar row={row} />
      <span className="value">
        <b>{valueText(row, language)}</b>
        {ratio !== null && <small title={indicator.ratio}>{ratio}</small>}
      </span>
    </td>
  );
}

/** The target; a lowered one says from what. */
export function TargetCell({ row }: { readonly row: Row }) {
  const { language, texts: { indicator } } = useLanguage();
  return (
    <td role="cell" className="cell-number" data-label={indicator.target}>
      {row.target === null ? <span className="muted">{indicator.noTarget}</span> : targetText(row, language)}
      {row.loweredFrom !== null && <small className="lowered">{(row.loweredApproval === null ? indicator.loweredUnapproved : indicator.lowered)(amountText(row.loweredFrom, row.unit, language))}</small>}
    </td>
  );
}

/** How much of what was expected is there: from the devices, and on the platform. */
export function CoverageCell({ row }: { readonly row: Row }) {
  const { indicator } = useTexts();
  return (
    <td role="cell" className="cell-coverage" data-label={indicator.coverage}>
      <span title={indicator.deviceCoverageLong}><small>{indicator.deviceCoverage}</small> {shareText(row.coverage)}</span>
      <span title={indicator.platformCoverageLong}><small>{indicator.platformCoverage}</small> {shareText(row.platformCoverage)}</span>
    </td>
  );
}
