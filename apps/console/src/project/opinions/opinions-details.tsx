import { useQuery } from '@tanstack/react-query';
import type { AnswerOf, OpinionView, ProjectDetail } from '@yanshou/api-schema';
import { decimalFraction } from '@yanshou/catalogue';
import { addressOf } from '../../api/request.js';
import { useSession } from '../../api/queries.js';
import { assessmentQuery, opinionsQuery } from '../../api/work-queries.js';
import { timeText } from '../../format/time-text.js';
import { amountText, differenceText } from '../../format/value-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { listIn, nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayGiveOpinion } from '../../session/rights.js';
import { Loaded } from '../../ui/loaded.js';
import { Notice } from '../../ui/notice.js';
import { RowsTable } from '../../ui/rows-table.js';
import type { Column } from '../../ui/rows-table.js';
import { ToneChip } from '../../ui/tone-chip.js';
import { useOpened } from '../../ui/use-opened.js';
import { OpinionForm } from './opinion-form.js';
import { OPINION_TEXTS } from './opinion-texts.js';
import { opinedIndicators } from './opinion-view.js';
import type { OpinedIndicator } from './opinion-view.js';

interface OpinionsDetailsProps {
  readonly project: ProjectDetail;
  readonly assessment: string;
}

/** What auditors say of an assessment; an auditor may add to it. */
export function OpinionsDetails({ project, assessment }: OpinionsDetailsProps) {
  const { data: issued } = useQuery(assessmentQuery(project.id, assessment));
  return (
    <Loaded query={useQuery(opinionsQuery(project.id, assessment))} lines={3}>
      {(told) => <Opinions project={project} assessment={assessment} told={told} indicators={opinedIndicators(issued?.statement)} />}
    </Loaded>
  );
}

interface OpinionsProps extends OpinionsDetailsProps {
  readonly told: AnswerOf<'listOpinions'>;
  readonly indicators: readonly OpinedIndicator[];
}

function Opinions({ project, assessment, told: { statement, items }, indicators }: OpinionsProps) {
  const texts = useSectionTexts(OPINION_TEXTS);
  const { data: session } = useSession();
  const { open, said, show, close } = useOpened();
  const columns = useColumns(project, indicators);
  return (
    <>
      <p className="muted">{texts.about}</p>
      <Notice text={said} />
      {items.length === 0 ? <p className="muted">{texts.none}</p> : <RowsTable label={texts.showLabel(assessment)} columns={columns} rows={items} keyOf={({ number }) => String(number)} isPast={({ correctedBy }) => correctedBy !== null} />}
      {items.length > 0 && <p><a href={addressOf('/projects/{p}/assessments/{a}/opinions.jws', { p: project.id, a: assessment })} download={`${project.id}-${assessment}-opinions.jws`}>{texts.download}</a></p>}
      {mayGiveOpinion(session) && !open && <button type="button" className="button" onClick={() => show(true)}>{texts.give}</button>}
      {open && session && <OpinionForm project={project} assessment={assessment} auditor={session.id} told={{ statement, items }} indicators={indicators} onDone={(number) => close(texts.done(number))} onCancel={close} />}
    </>
  );
}

const TONES = { 'agrees': 'good', 'agrees-with-reservations': 'open', 'disagrees': 'bad', 'cannot-conclude': 'open' } as const;

function useColumns(project: ProjectDetail, indicators: readonly OpinedIndicator[]): readonly Column<OpinionView>[] {
  const { language } = useLanguage();
  const texts = useSectionTexts(OPINION_TEXTS);
  const nameOf = (id: string): string => {
    const named = indicators.find(({ indicator }) => indicator === id);
    return named === undefined ? id : nameIn(named, language);
  };
  const notes = ({ corrects, correctedBy, supersededBy }: OpinionView): readonly string[] => [
    ...(corrects === null ? [] : [texts.corrects(corrects)]), ...(correctedBy === null ? [] : [texts.correctedBy(correctedBy)]), ...(supersededBy === null ? [] : [texts.superseded(supersededBy)]),
  ];
  return [
    { heading: texts.number, cell: ({ number }) => number, className: 'number' },
    { heading: texts.conclusion, cell: (opinion) => <><ToneChip tone={TONES[opinion.conclusion]}>{texts.conclusions[opinion.conclusion]}</ToneChip>{notes(opinion).map((one) => <small key={one}>{one}</small>)}</> },
    { heading: texts.said, cell: ({ text, indicators: about }) => <>{text}<small>{about.length === 0 ? texts.whole : listIn(about.map(nameOf), language)}</small></>, className: 'cell-wide' },
    { heading: texts.figures, cell: ({ figures }) => (figures.length === 0 ? '—' : figures.map((figure) => <AuditedFigure key={figure.indicator} figure={figure} name={nameOf(figure.indicator)} />)), className: 'cell-wide' },
    { heading: texts.auditor, cell: ({ auditor, at, digest }) => <>{texts.given(auditor.name, timeText(at, project.zone))}<small><code>{digest.slice(0, 19)}…</code></small></> },
  ];
}

function AuditedFigure({ figure, name }: { readonly figure: OpinionView['figures'][number]; readonly name: string }) {
  const { language } = useLanguage();
  const texts = useSectionTexts(OPINION_TEXTS);
  const { value, unit, platform, difference, source, explanation } = figure;
  return (
    <>
      {name} {texts.figure(amountText(value, unit, language), amountText(platform, unit, language))}
      {difference !== null && <small>{texts.difference(differenceText(decimalFraction(difference), { numerator: 0n, denominator: 1n }, unit, language))}</small>}
      <small>{explanation === undefined ? source : `${explanation} · ${source}`}</small>
    </>
  );
}
