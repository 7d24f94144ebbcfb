import { useQuery } from '@tanstack/react-query';
import type { EvidenceView, ProjectDetail } from '@yanshou/api-schema';
import { addressOf } from '../../api/request.js';
import { evidenceQuery } from '../../api/work-queries.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { dayText, timeText } from '../../format/time-text.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ToneChip, decisionTone } from '../../ui/tone-chip.js';
import { EVIDENCE_TEXTS } from './evidence-texts.js';
import { LEGAL_TEXTS } from './legal-texts.js';
import type { LegalChangeView } from './legal-view.js';

interface LegalHistoryProps {
  readonly project: ProjectDetail;
  readonly item: EvidenceView;
}

/** Every change that was stated, the latest first, with its proof and who decided what; at the end what the paper itself says. */
export function LegalHistory({ project, item: { title, datedAt, legalState, legalChanges } }: LegalHistoryProps) {
  const [texts, { legal }] = [useSectionTexts(LEGAL_TEXTS), useSectionTexts(EVIDENCE_TEXTS)];
  return (
    <ol className="steps" aria-label={texts.history(title)}>
      {legalChanges.toReversed().map((change) => <Change key={change.number} project={project} change={change} />)}
      {legalState !== undefined && (
        <li className="step">
          <span className="step__at">{datedAt === undefined ? '—' : dayText(datedAt, project.zone)}</span>
          <span className="step__what">{legal[legalState]}</span>
          <span className="step__more">{texts.onPaper}</span>
        </li>
      )}
    </ol>
  );
}

function Change({ project: { id: project, zone }, change }: { readonly project: ProjectDetail; readonly change: LegalChangeView }) {
  const [texts, { legal, status: states }] = [useSectionTexts(LEGAL_TEXTS), useSectionTexts(EVIDENCE_TEXTS)];
  const { data: papers = [] } = useQuery(evidenceQuery(project));
  const { state, at, proof, reason, status, statedBy, statedAt, decidedBy, decidedAt, decisionNote } = change;
  const said = [
    ...(reason === undefined ? [] : [texts.reasonIs(reason)]), texts.statedBy(statedBy, timeText(statedAt, zone)),
    ...(decidedBy === undefined || decidedAt === undefined ? [] : [texts.decidedBy(decidedBy, timeText(decidedAt, zone))]), ...(decisionNote === undefined ? [] : [texts.noteIs(decisionNote)]),
  ];
  return (
    <li className={status === 'submitted' ? 'step step--now' : 'step'}>
      <span className="step__at">{dayText(at, zone)}</span>
      <span className="step__what">{legal[state]} <ToneChip tone={decisionTone(status)}>{states[status]}</ToneChip></span>
      <span className="step__more">{texts.proofIs}<a href={addressOf(WORK_ROUTES.readEvidenceFile.path, { p: project, e: proof })}>{papers.find(({ id }) => id === proof)?.title ?? proof}</a> · {said.join(' · ')}</span>
    </li>
  );
}
