import type { TraceEventView } from '@yanshou/api-schema';
import { useProjectWrite } from '../api/project-write.js';
import { useSession } from '../api/queries.js';
import { request } from '../api/request.js';
import { WORK_ROUTES } from '../api/work-routes.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { mayDecideOn } from '../session/rights.js';
import { ProblemPanel } from '../ui/problem-panel.js';
import { ToneChip, decisionTone } from '../ui/tone-chip.js';
import { CORRECTION_TEXTS } from './batch-correction-texts.js';

interface BatchCorrectionProps {
  readonly project: string;
  readonly batch: string;
  readonly event: TraceEventView;
}

/** What a correction is about, how far it has come, and its decision by somebody else than who recorded it. */
export function BatchCorrection({ project, batch, event: { id, corrects = '', reason, recordedBy, correction } }: BatchCorrectionProps) {
  const texts = useSectionTexts(CORRECTION_TEXTS);
  const { data: session } = useSession();
  const decide = useProjectWrite(project, 'batches', (decision: 'accept' | 'reject') =>
    request(WORK_ROUTES.decideCorrection, { params: { p: project, b: batch, v: id }, body: { decision } }));
  if (correction === undefined) return null;
  const { state, decidedBy, note } = correction;
  return (
    <div className="muted">
      <small>{texts.corrects(corrects, recordedBy)}{reason !== undefined && texts.because(reason)}{decidedBy !== undefined && texts.decidedBy(decidedBy)}{note !== undefined && texts.because(note)}</small>
      {' '}<ToneChip tone={decisionTone(state)}>{texts.state[state]}</ToneChip>
      {decide.error && <ProblemPanel error={decide.error} />}
      {state === 'submitted' && mayDecideOn(session, recordedBy) && (
        <span className="buttons" role="group" aria-label={texts.decideLabel(id)}>
          <button type="button" className="button" disabled={decide.isPending} onClick={() => decide.mutate('accept')}>{texts.accept}</button>
          <button type="button" className="button" disabled={decide.isPending} onClick={() => decide.mutate('reject')}>{texts.reject}</button>
        </span>
      )}
    </div>
  );
}
