import type { EvidenceView } from '@yanshou/api-schema';
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
  const [texts, legal] = [useSectionTexts(EVIDENCE_TEXTS), useSectionTexts(LEGAL_TEXTS)];
  const { data: session } = useSession();
  const { id, title, status, submittedBy } = item;
  const pending = pendingChange(item);
  const offer = (step: EvidenceStep['step'], text: string, label: string) =>
    <button type="button" className="link" aria-expanded={open?.id === id && open.step === step} aria-label={label} onClick={() => onOpen({ id, step })}>{text}</button>;
  const mayDecideState = pending !== undefined && mayDecideOn(session, pending.statedBy);
  const mayState = mayWork(session) && statesToFollow(item).length > 0;
  if (!mayState && (!mayDecide(session) || (status !== 'submitted' && pending === undefined))) return <span className="muted">—</span>;
  return (
    <>
      <span className="row-actions">
        {status === 'submitted' && mayDecideOn(session, submittedBy) && offer('decide', texts.decide, texts.decideLabel(title))}
        {mayState && offer('state', legal.ask, legal.askLabel(title))}
        {mayDecideState && offer('decide-state', legal.decide, legal.decideLabel(title))}
      </span>
      {status === 'submitted' && mayDecide(session) && session?.id === submittedBy && <small>{texts.ownPaper}</small>}
      {pending !== undefined && mayDecide(session) && !mayDecideState && <small>{legal.own}</small>}
    </>
  );
}
