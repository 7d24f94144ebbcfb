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
  const columns = useRestatedColumns(texts.before, texts.after);
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

/** Columns of figures of two times, by what each of these is called. */
export function useRestatedColumns(before: string, after: string): readonly Column<RestatedLine>[] {
  const { language, texts: { verdict } } = useLanguage();
  const texts = useSectionTexts(RESTATEMENT_TEXTS);
  const figure = (figures: RestatedFigures | null, unit: string) => figures === null ? <span className="muted">{texts.missing}</span> : <>{amountText(figures.value, unit, language)}<small>{verdict[figures.verdict]}</small></>;
  const coverage = (figures: RestatedFigures | null): string => figures === null ? '—' : `${shareText(figures.coverage)} / ${shareText(figures.platformCoverage)}`;
  const digest = (figures: RestatedFigures | null): string => figures === null ? '—' : shortDigest(figures.inputsDigest);
  return [
    { heading: texts.indicator, cell: (line) => <>{nameIn(line, language)}<small>{line.clause}</small></> },
    { heading: before, cell: ({ before: figures, unit }) => figure(figures, unit), className: 'number' },
    { heading: after, cell: ({ after: figures, unit }) => figure(figures, unit), className: 'number' },
    { heading: texts.difference, cell: ({ difference, unit, changed }) => !changed ? texts.unchanged : difference.value === null ? '—' : differenceText(decimalFraction(difference.value), { numerator: 0n, denominator: 1n }, unit, language), className: 'number' },
    { heading: texts.coverage, cell: (line) => <>{coverage(line.after)}{coverage(line.before) !== coverage(line.after) && <small>{before} {coverage(line.before)}</small>}</> },
    { heading: texts.digests, cell: (line) => <><code>{digest(line.after)}</code>{digest(line.before) !== digest(line.after) && <small>{before} <code>{digest(line.before)}</code></small>}</> },
  ];
}
