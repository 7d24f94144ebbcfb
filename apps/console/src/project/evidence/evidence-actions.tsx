import type { EvidenceView, Session } from '@yanshou/api-schema';
import { useSession } from '../../api/queries.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { mayDecide, mayDecideOn, mayWork } from '../../session/rights.js';
import { EVIDENCE_TEXTS } from './evidence-texts.js';
import { LEGAL_TEXTS } from './legal-texts.js';
import { pendingChange, statesToFollow } from './legal-view.js';

/** What can be done with a paper: decide on it, state that it came into another legal state, decide on that. */
export interface EvidenceStep {
  readonly id: string;
  readonly step: 'decide' | 'state' | 'decide-state';
}

interface EvidenceActionsProps {
  readonly item: EvidenceView;
  readonly open: EvidenceStep | undefined;
  readonly onOpen: (step: EvidenceStep) => void;
}

/** What may be done with a paper; what is for somebody else to decide says so. */
export function EvidenceActions({ item, open, onOpen }: EvidenceActionsProps) {
  const { data: session } = useSession();
  const { id } = item;
  const texts = useStepTexts(item);
  const steps = stepsOf(item, session);
  const notes = useNotes(item, session);
  if (steps.length + notes.length === 0) return <span className="muted">—</span>;
  return (
    <>
      <span className="row-actions">
        {steps.map((step) => (
          <button key={step} type="button" className="link" aria-expanded={open?.id === id && open.step === step} aria-label={texts[step].label} onClick={() => onOpen({ id, step })}>{texts[step].text}</button>
        ))}
      </span>
      {notes.map((note) => <small key={note}>{note}</small>)}
    </>
  );
}

type Caller = Session | null | undefined;
const isAwaiting = ({ status }: EvidenceView): boolean => status === 'submitted';

/** The steps that the caller may take, the paper itself before its state. */
function stepsOf(item: EvidenceView, session: Caller): readonly EvidenceStep['step'][] {
  const pending = pendingChange(item);
  return [
    ...(isAwaiting(item) && mayDecideOn(session, item.submittedBy) ? ['decide' as const] : []),
    ...(mayWork(session) && statesToFollow(item).length > 0 ? ['state' as const] : []),
    ...(pending !== undefined && mayDecideOn(session, pending.statedBy) ? ['decide-state' as const] : []),
  ];
}

/** Why an officer is not offered to decide on what awaits it. */
function useNotes(item: EvidenceView, session: Caller): readonly string[] {
  const [texts, legal] = [useSectionTexts(EVIDENCE_TEXTS), useSectionTexts(LEGAL_TEXTS)];
  const pending = pendingChange(item);
  const isOwn = (who: string | undefined): boolean => mayDecide(session) && !mayDecideOn(session, who);
  return [
    ...(isAwaiting(item) && isOwn(item.submittedBy) ? [texts.ownPaper] : []),
    ...(pending !== undefined && isOwn(pending.statedBy) ? [legal.own] : []),
  ];
}

function useStepTexts({ title }: EvidenceView): Readonly<Record<EvidenceStep['step'], { readonly text: string; readonly label: string }>> {
  const [texts, legal] = [useSectionTexts(EVIDENCE_TEXTS), useSectionTexts(LEGAL_TEXTS)];
  return {
    'decide': { text: texts.decide, label: texts.decideLabel(title) }, 'state': { text: legal.ask, label: legal.askLabel(title) }, 'decide-state': { text: legal.decide, label: legal.decideLabel(title) },
  };
}
