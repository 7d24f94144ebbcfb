import type { IndicatorRowView, ProjectDetail } from '@yanshou/api-schema';
import { useState } from 'react';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { INDICATOR_COLUMNS, IndicatorCells, IndicatorHeadings } from '../ui/indicator-cells.js';
import { Section } from '../ui/section.js';
import { IndicatorDetails } from './indicator-details.js';

interface IndicatorsSectionProps {
  readonly project: ProjectDetail;
  readonly rows: readonly IndicatorRowView[];
}

/** Every indicator of the contract in a row; each opens to what explains it. */
export function IndicatorsSection({ project, rows }: IndicatorsSectionProps) {
  const { texts } = useLanguage();
  return (
    <Section id="indicators" title={texts.project.indicators}>
      <table role="table" className="indicators" aria-labelledby="indicators-title">
        <IndicatorHeadings />
        {rows.map((row) => <IndicatorRows key={row.indicator} project={project} row={row} />)}
      </table>
    </Section>
  );
}

function IndicatorRows({ project, row }: { readonly project: ProjectDetail; readonly row: IndicatorRowView }) {
  const { language } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const panel = `details-${row.indicator}`;
  return (
    <tbody role="rowgroup" className={isOpen ? 'is-open' : undefined}>
      <tr role="row" className="indicator-row">
        <IndicatorCells row={row} lead={<Disclosure name={nameIn(row, language)} panel={panel} isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />} />
      </tr>
      {!isOpen && row.reasons.length > 0 && (
        <tr role="row" className="reasons-row"><td role="cell" colSpan={INDICATOR_COLUMNS}>{row.reasons.map((reason) => reason[language]).join(' · ')}</td></tr>
      )}
      {isOpen && (
        <tr role="row" className="details-row"><td role="cell" colSpan={INDICATOR_COLUMNS} id={panel}><IndicatorDetails project={project} row={row} /></td></tr>
      )}
    </tbody>
  );
}

interface DisclosureProps {
  readonly name: string;
  readonly panel: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function Disclosure({ name, panel, isOpen, onToggle }: DisclosureProps) {
  const { indicator } = useLanguage().texts;
  return (
    <button
      type="button" className="disclosure" aria-expanded={isOpen} {...(isOpen ? { 'aria-controls': panel } : {})} onClick={onToggle}
      aria-label={isOpen ? indicator.hideDetails(name) : indicator.showDetails(name)}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M6 3.5l5 4.5-5 4.5" /></svg>
    </button>
  );
}
