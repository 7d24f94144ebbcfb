import { useQuery } from '@tanstack/react-query';
import type { ProjectDetail, TraceBatchView, TraceEventView } from '@yanshou/api-schema';
import { unitText } from '@yanshou/catalogue';
import { batchQuery } from '../api/queries.js';
import { timeText } from '../format/time-text.js';
import { useLanguage, useTexts } from '../i18n/language-context.js';
import { Loaded } from '../ui/loaded.js';
import { BatchCorrection } from './batch-correction.js';

interface BatchDetailsProps {
  readonly project: ProjectDetail;
  readonly batch: string;
}

/** The way of a batch, corrected entries included, with the code that leads to its public page. */
export function BatchDetails({ project, batch }: BatchDetailsProps) {
  return <Loaded query={useQuery(batchQuery(project.id, batch))} lines={4}>{(view) => <BatchView project={project} view={view} />}</Loaded>;
}

export function BatchView({ project, view }: { readonly project: ProjectDetail; readonly view: TraceBatchView }) {
  const { batches: texts } = useTexts();
  const headings = [texts.step, texts.when, texts.where, texts.who, texts.temperature];
  return (
    <>
      <p>
        <img src={`/api/v1/projects/${encodeURIComponent(project.id)}/batches/${encodeURIComponent(view.id)}/qr.svg`} alt={texts.code(view.id)} width={160} height={160} />
        {' '}<a href={view.publicUrl} target="_blank" rel="noreferrer">{texts.publicPage}</a>
      </p>
      <table role="table" className="devices" aria-label={texts.way(view.id)}>
        <thead role="rowgroup"><tr role="row">{headings.map((heading) => <th key={heading} role="columnheader" scope="col">{heading}</th>)}</tr></thead>
        <tbody role="rowgroup">{view.events.map((event) => <EventRow key={event.id} project={project} batch={view.id} event={event} />)}</tbody>
      </table>
    </>
  );
}

/** An event that another took the place of, or a correction that nobody agreed to, is history. */
const counts = ({ correctedBy, correction }: TraceEventView): boolean => correctedBy === undefined && correction?.state !== 'rejected';

function EventRow({ project, batch, event }: { readonly project: ProjectDetail; readonly batch: string; readonly event: TraceEventView }) {
  const { batches: texts } = useTexts();
  const places = [event.place, ...(event.to === undefined ? [] : [event.to])].map((place) => ('site' in place ? place.site : place.name));
  const times = [event.at, ...(event.until === undefined ? [] : [event.until])].map((at) => timeText(at, project.zone));
  return (
    <tr role="row" className={counts(event) ? undefined : 'is-superseded'}>
      <th role="rowheader" scope="row" data-label={texts.step}>{texts.steps[event.step]}{event.correctedBy !== undefined && <small className="muted"> {texts.correctedBy(event.correctedBy)}</small>}
        {event.correction !== undefined && <BatchCorrection project={project.id} batch={batch} event={event} />}
      </th>
      <td role="cell" data-label={texts.when}>{times.join(' – ')}</td>
      <td role="cell" data-label={texts.where}>{places.join(' → ')}</td>
      <td role="cell" data-label={texts.who}>{event.actor}</td>
      <td role="cell" className="number" data-label={texts.temperature}><Temperature event={event} /></td>
    </tr>
  );
}

/** Never without the share of the time that readings cover. */
function Temperature({ event: { coldChain } }: { readonly event: TraceEventView }) {
  const { language, texts: { batches: texts } } = useLanguage();
  if (coldChain === null) return <>—</>;
  const { min, max, unit, covered, expected, platformFault } = coldChain;
  return <>{min === null || max === null ? '—' : `${min} – ${max} ${unitText(unit, language)}`}<small className="muted"> {texts.covered(covered, expected)}{platformFault > 0 && texts.down(platformFault)}</small></>;
}
