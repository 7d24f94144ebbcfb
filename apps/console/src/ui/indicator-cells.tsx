import type { ReactNode } from 'react';
import type { IndicatorSummary } from '@yanshou/api-schema';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { Digest } from './digest.js';
import { CoverageCell, TargetCell, ValueCell } from './value-cells.js';
import { VerdictChip } from './verdict-chip.js';

interface IndicatorCellsProps {
  readonly row: IndicatorSummary;
  /** Stands before the name. */
  readonly lead?: ReactNode;
}

/** The cells of one indicator: wherever its value is shown, clause, coverage, formula version and digest are beside it. */
export function IndicatorCells({ row, lead }: IndicatorCellsProps) {
  const { language, texts } = useLanguage();
  const name = nameIn(row, language);
  return (
    <>
      <th role="rowheader" scope="row" className="cell-name">
        <div className="named">
          {lead}
          <span className="name"><span className="name__text">{name}</span><small>{row.clause}</small></span>
        </div>
      </th>
      <td role="cell" className="cell-verdict" data-label={texts.indicator.verdictHeading}><VerdictChip verdict={row.verdict} /></td>
      <ValueCell row={row} />
      <TargetCell row={row} />
      <CoverageCell row={row} />
      <td role="cell" className="cell-digest" data-label={texts.indicator.digest}>
        <Digest digest={row.inputsDigest} name={name} />
        <small title={texts.indicator.formulaVersion}>v{row.formulaVersion}</small>
      </td>
    </>
  );
}

/** The headings of those cells. */
export function IndicatorHeadings() {
  const { indicator } = useLanguage().texts;
  const headings = [indicator.name, indicator.verdictHeading, indicator.value, indicator.target, indicator.coverage, indicator.digest];
  return (
    <thead role="rowgroup">
      <tr role="row">{headings.map((heading) => <th key={heading} role="columnheader" scope="col">{heading}</th>)}</tr>
    </thead>
  );
}

export const INDICATOR_COLUMNS = 6;
