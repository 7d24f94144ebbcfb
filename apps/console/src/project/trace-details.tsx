import { useQuery } from '@tanstack/react-query';
import type { ExplainedView, TraceStepView } from '@yanshou/api-schema';
import { useState } from 'react';
import { traceQuery } from '../api/queries.js';
import { useLanguage } from '../i18n/language-context.js';
import { periodText, timeText } from '../format/time-text.js';
import { Loaded } from '../ui/loaded.js';
import { TraceStep } from './trace-step.js';

interface TraceDetailsProps {
  readonly project: string;
  readonly indicator: string;
  readonly zone: string;
}

/** How the value came about; read when somebody opens it. */
export function TraceDetails({ project, indicator, zone }: TraceDetailsProps) {
  const { texts } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="trace" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{texts.trace.title}</summary>
      {isOpen && <ReadTrace project={project} indicator={indicator} zone={zone} />}
    </details>
  );
}

function ReadTrace({ project, indicator, zone }: TraceDetailsProps) {
  const query = useQuery(traceQuery(project, indicator));
  return <Loaded query={query} lines={4}>{(explained) => <Trace explained={explained} zone={zone} />}</Loaded>;
}

/** Steps from readings to the value, its coverage, and the verdict. */
export function Trace({ explained: { trace, row }, zone }: { readonly explained: ExplainedView; readonly zone: string }) {
  const { language, texts } = useLanguage();
  if (trace.steps.length === 0) return <p>{texts.trace.none} {row.reasons.map((reason) => reason[language]).join(' · ')}</p>;
  return (
    <>
      <p className="muted">{trace.periods.map((period) => `${texts.trace.leg[period.leg]} ${periodText(period, zone)}`).join(' · ')} · {texts.trace.how}</p>
      <Calendars calendars={trace.calendars ?? []} zone={zone} />
      <Steps steps={trace.steps} />
      <p>{trace.verdict[language]}</p>
      <h3>{texts.trace.coverage}</h3>
      <Steps steps={trace.coverage} />
      <SeriesList trace={trace} />
    </>
  );
}

/** Whose planned time counted when. */
function Calendars({ calendars, zone }: { readonly calendars: NonNullable<ExplainedView['trace']['calendars']>; readonly zone: string }) {
  const { language } = useLanguage();
  const time = (iso: string | null): string => (iso === null ? '' : timeText(iso, zone));
  if (calendars.length === 0) return null;
  return <ul className="muted">{calendars.map(({ scope, from, to, text }) => <li key={`${scope} ${from ?? ''}`}><code>{scope}</code> {from === null && to === null ? '' : `${time(from)} – ${time(to)} `}{text[language]}</li>)}</ul>;
}

const Steps = ({ steps }: { readonly steps: readonly TraceStepView[] }) =>
  <ol className="trace-steps">{steps.map((step, index) => <li key={index}><TraceStep step={step} /></li>)}</ol>;

/** What was read by hours or days. */
function SeriesList({ trace: { series } }: Pick<ExplainedView, 'trace'>) {
  const { texts } = useLanguage();
  if (series.length === 0) return null;
  return (
    <>
      <h3>{texts.trace.series}</h3>
      <ul>{series.map(({ leg, device, metric, windows, window, readings, query }) => (
        <li key={`${leg} ${device} ${metric}`}>{texts.trace.leg[leg]} {device} · {metric}: {texts.trace.windows(windows, window, readings)} <a href={query} target="_blank" rel="noreferrer">{texts.trace.readings}</a></li>
      ))}</ul>
    </>
  );
}
