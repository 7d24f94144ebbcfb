import { useQuery } from '@tanstack/react-query';
import type { IndicatorRowView, ProjectDetail } from '@yanshou/api-schema';
import { figuresQuery } from '../api/queries.js';
import { dayText, periodText } from '../format/time-text.js';
import { amountText, targetText, valueText } from '../format/value-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { ProblemPanel } from '../ui/problem-panel.js';
import { fourFigures } from './four-figures.js';
import type { StandingFigure } from './four-figures.js';
import { OPINION_TEXTS } from './opinions/opinion-texts.js';

interface FourFiguresTableProps {
  readonly project: ProjectDetail;
  readonly row: IndicatorRowView;
}

/** Target, the unit's own figure, the platform's and the auditor's, with the differences and their explanation. */
export function FourFiguresTable({ project, row }: FourFiguresTableProps) {
  const { language, texts: { indicator: texts } } = useLanguage();
  const { data, error } = useQuery(figuresQuery(project.id));
  if (error) return <ProblemPanel error={error} />;
  const { own, audited, platformAboveOwn, auditedAbovePlatform } = fourFigures(row, data ?? [], language);
  return (
    <div>
      <h3>{texts.fourFigures}</h3>
      <dl className="figures">
        <div><dt>{texts.target}</dt><dd>{targetText(row, language)}</dd></div>
        <div><dt>{texts.ownFigure}</dt><dd><Stated figure={own} zone={project.zone} /></dd></div>
        <div><dt>{texts.platformFigure}</dt><dd>{valueText(row, language)}</dd></div>
        <div><dt>{texts.auditedFigure}</dt><dd><Stated figure={audited} zone={project.zone} /></dd></div>
        {platformAboveOwn !== null && <div><dt>{texts.differsFromOwn}</dt><dd>{platformAboveOwn}</dd></div>}
        {auditedAbovePlatform !== null && <div><dt>{texts.differsFromPlatform}</dt><dd>{auditedAbovePlatform}</dd></div>}
      </dl>
      {[own, audited].map((figure) => figure?.explanation !== undefined && <p key={figure.id} className="muted">{texts.explanation}: {figure.explanation}</p>)}
    </div>
  );
}

function Stated({ figure, zone }: { readonly figure: StandingFigure | null; readonly zone: string }) {
  const { language, texts: { indicator: texts, sourceKind } } = useLanguage();
  const opinionTexts = useSectionTexts(OPINION_TEXTS);
  if (figure === null) return <span className="muted">{texts.notStated}</span>;
  return (
    <>
      {amountText(figure.amount, figure.unit, language)}
      <small>{texts.statedBy(figure.statedBy, dayText(figure.statedAt, zone))} · {sourceKind[figure.sourceKind]} · {figure.opinion === undefined ? texts.decision[figure.status] : `${opinionTexts.signed} ${figure.opinion.assessment} · ${figure.opinion.number}`}</small>
      {figure.opinion !== undefined && figure.period !== undefined && <small>{periodText(figure.period, zone)}</small>}
    </>
  );
}
