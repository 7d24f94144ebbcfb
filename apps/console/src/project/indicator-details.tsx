import { useQuery } from '@tanstack/react-query';
import type { IndicatorRowView, ProjectDetail } from '@yanshou/api-schema';
import { catalogueQuery } from '../api/queries.js';
import { periodText } from '../format/time-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { CopyButton } from '../ui/copy-button.js';
import { nameIn } from '../i18n/names.js';
import { DeviceFigures } from './device-figures.js';
import { FigureTables } from './figure-tables.js';
import { FourFiguresTable } from './four-figures-table.js';
import { LegFigures } from './leg-figures.js';
import { PresenceFigures } from './presence-figures.js';
import { shownFigures } from './shown-figures.js';
import { SufficiencyNote } from './sufficiency-note.js';
import { TraceDetails } from './trace-details.js';

interface IndicatorDetailsProps {
  readonly project: ProjectDetail;
  readonly row: IndicatorRowView;
}

/** Everything that explains a value: reasons, four figures, formula, the clause's words, and each device. */
export function IndicatorDetails({ project, row }: IndicatorDetailsProps) {
  const figures = shownFigures(row.figures);
  return (
    <div className="details">
      <Reasons row={row} />
      <SufficiencyNote row={row} />
      <div className="details__columns">
        <div><FourFiguresTable project={project} row={row} /><LegFigures legs={figures.legs} sources={figures.sources} /><PresenceFigures figures={figures} /></div>
        <Definition project={project} row={row} />
      </div>
      <FigureTables tables={figures.tables} />
      {figures.devices.length > 0 && <DeviceFigures devices={figures.devices} />}
      <TraceDetails project={project.id} indicator={row.indicator} zone={project.zone} />
    </div>
  );
}

function Reasons({ row }: { readonly row: IndicatorRowView }) {
  const { language, texts } = useLanguage();
  if (row.reasons.length === 0) return null;
  return <ul className="reasons" aria-label={texts.indicator.reasons}>{row.reasons.map((reason) => <li key={reason.en}>{reason[language]}</li>)}</ul>;
}

/** What the value means and where the demand is written. */
function Definition({ project, row }: IndicatorDetailsProps) {
  const { language, texts: { indicator: texts, sourceKind } } = useLanguage();
  const { data } = useQuery(catalogueQuery);
  const definition = data?.indicators.find(({ id }) => id === row.indicator);
  const own = definition?.['ownDefinition'] as { readonly zh: string; readonly en: string } | null | undefined;
  return (
    <dl className="facts facts--list">
      {definition && <div><dt>{texts.formula} v{row.formulaVersion}</dt><dd>{definition.formula[language]}</dd></div>}
      {own && <div><dt>{texts.ownDefinition}</dt><dd>{own[language]}</dd></div>}
      <div><dt>{texts.clause}</dt><dd>{row.clause}</dd></div>
      {definition && <div><dt>{texts.quote}</dt><dd><q lang="zh-CN">{definition.clause.quoteZh}</q></dd></div>}
      <div><dt>{texts.period}</dt><dd>{periodText(row, project.zone)}</dd></div>
      <div><dt>{texts.sourceKind}</dt><dd>{sourceKind[row.sourceKind]} · {texts.readings} {row.readings}</dd></div>
      <div>
        <dt>{texts.digest}</dt>
        <dd className="whole-digest"><code>{row.inputsDigest}</code><CopyButton text={row.inputsDigest} label={texts.digestCopy(nameIn(row, language))} /></dd>
      </div>
    </dl>
  );
}
