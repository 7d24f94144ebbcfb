import { useQuery } from '@tanstack/react-query';
import type { IndicatorRowView, ProjectDetail } from '@yanshou/api-schema';
import { useId, useState } from 'react';
import { historyQuery } from '../api/queries.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { Loaded } from '../ui/loaded.js';
import { Section } from '../ui/section.js';
import { Empty } from '../ui/states.js';
import { HistoryView } from './history-view.js';

interface HistorySectionProps {
  readonly project: ProjectDetail;
  readonly rows: readonly IndicatorRowView[];
}

/** One indicator's daily values over time; the first that has a value, until another is chosen. */
export function HistorySection({ project, rows }: HistorySectionProps) {
  const { texts } = useLanguage();
  const [chosen, setChosen] = useState<string>();
  const row = rows.find(({ indicator }) => indicator === chosen) ?? rows.find(({ value }) => value !== null) ?? rows[0];
  if (!row) return null;
  return (
    <Section id="history" title={texts.project.history} aside={<IndicatorChoice rows={rows} chosen={row.indicator} onChoose={setChosen} />}>
      <IndicatorHistory project={project} row={row} />
    </Section>
  );
}

function IndicatorHistory({ project, row }: { readonly project: ProjectDetail; readonly row: IndicatorRowView }) {
  const { history: texts } = useLanguage().texts;
  return (
    <Loaded query={useQuery(historyQuery(project.id, row.indicator))} lines={5}>
      {(values) => values.length === 0
        ? <Empty title={texts.empty}><p>{texts.emptyHelp}</p></Empty>
        : <HistoryView values={values} row={row} zone={project.zone} />}
    </Loaded>
  );
}

interface IndicatorChoiceProps {
  readonly rows: readonly IndicatorRowView[];
  readonly chosen: string;
  readonly onChoose: (indicator: string) => void;
}

function IndicatorChoice({ rows, chosen, onChoose }: IndicatorChoiceProps) {
  const { language, texts } = useLanguage();
  const id = useId();
  return (
    <span className="select">
      <label htmlFor={id} className="visually-hidden">{texts.history.choose}</label>
      <select id={id} value={chosen} onChange={(event) => onChoose(event.target.value)}>
        {rows.map((row) => <option key={row.indicator} value={row.indicator}>{nameIn(row, language)}</option>)}
      </select>
    </span>
  );
}
