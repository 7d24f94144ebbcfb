import { useQuery } from '@tanstack/react-query';
import { decimalFraction } from '@yanshou/catalogue';
import { assessmentQuery } from '../../api/work-queries.js';
import { shortDigest } from '../../format/digest-text.js';
import { amountText, differenceText, shareText } from '../../format/value-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { Loaded } from '../../ui/loaded.js';
import { RowsTable } from '../../ui/rows-table.js';
import type { Column } from '../../ui/rows-table.js';
import { RESTATEMENT_TEXTS } from './restatement-texts.js';
import { restatedLines } from './restatement-view.js';
import type { RestatedFigures, RestatedLine } from './restatement-view.js';

interface RestatementDetailsProps {
  readonly project: string;
  readonly assessment: string;
}

/** What a restated assessment corrects, and by how much. */
export function RestatementDetails({ project, assessment }: RestatementDetailsProps) {
  const texts = useSectionTexts(RESTATEMENT_TEXTS);
  const columns = useColumns();
  return (
    <Loaded query={useQuery(assessmentQuery(project, assessment))} lines={3}>
      {({ statement }) => {
        const lines = restatedLines(statement);
        if (lines.length === 0) return <p className="muted">{texts.none}</p>;
        return <><p className="muted">{texts.changed(lines.filter(({ changed }) => changed).length, lines.length)}</p><RowsTable label={texts.showLabel(assessment)} columns={columns} rows={lines} keyOf={({ indicator }) => indicator} isPast={({ changed }) => !changed} /></>;
      }}
    </Loaded>
  );
}

function useColumns(): readonly Column<RestatedLine>[] {
  const { language, texts: { verdict } } = useLanguage();
  const texts = useSectionTexts(RESTATEMENT_TEXTS);
  const figure = (figures: RestatedFigures | null, unit: string) => figures === null ? <span className="muted">{texts.missing}</span> : <>{amountText(figures.value, unit, language)}<small>{verdict[figures.verdict]}</small></>;
  const coverage = (figures: RestatedFigures | null): string => figures === null ? '—' : `${shareText(figures.coverage)} / ${shareText(figures.platformCoverage)}`;
  const digest = (figures: RestatedFigures | null): string => figures === null ? '—' : shortDigest(figures.inputsDigest);
  return [
    { heading: texts.indicator, cell: (line) => <>{nameIn(line, language)}<small>{line.clause}</small></> },
    { heading: texts.before, cell: ({ before, unit }) => figure(before, unit), className: 'number' },
    { heading: texts.after, cell: ({ after, unit }) => figure(after, unit), className: 'number' },
    { heading: texts.difference, cell: ({ difference, unit, changed }) => !changed ? texts.unchanged : difference.value === null ? '—' : differenceText(decimalFraction(difference.value), { numerator: 0n, denominator: 1n }, unit, language), className: 'number' },
    { heading: texts.coverage, cell: ({ before, after }) => <>{coverage(after)}{coverage(before) !== coverage(after) && <small>{texts.before} {coverage(before)}</small>}</> },
    { heading: texts.digests, cell: ({ before, after }) => <><code>{digest(after)}</code>{digest(before) !== digest(after) && <small>{texts.before} <code>{digest(before)}</code></small>}</> },
  ];
}
