import type { EvidenceView } from '@yanshou/api-schema';
import { useState } from 'react';
import { useProjectWrite } from '../../api/project-write.js';
import { request } from '../../api/request.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { FORM_TEXTS } from '../../ui/form-texts.js';
import { ProblemPanel } from '../../ui/problem-panel.js';
import { EVIDENCE_TEXTS } from './evidence-texts.js';

interface EvidenceDecisionProps {
  readonly project: string;
  readonly item: EvidenceView;
  /** With what was done, in words; without when it was left. */
  readonly onDone: (text?: string) => void;
}

/** An officer's decision, with whether the original was seen. */
export function EvidenceDecision({ project, item: { id, title }, onDone }: EvidenceDecisionProps) {
  const [texts, form] = [useSectionTexts(EVIDENCE_TEXTS), useSectionTexts(FORM_TEXTS)];
  const [originalSeen, setSeen] = useState(false);
  const decide = useProjectWrite(project, 'evidence', (decision: 'accept' | 'reject') =>
    request(WORK_ROUTES.decideEvidence, { params: { p: project, e: id }, body: { decision, ...(originalSeen ? { originalSeen } : {}) } }),
  ({ status }) => onDone(texts.decided(title, texts.status[status])));
  return (
    <div className="form form--inline" role="group" aria-label={texts.decideLabel(title)}>
      <label className="check"><input type="checkbox" checked={originalSeen} onChange={(event) => setSeen(event.target.checked)} /> {texts.originalSeen}</label>
      {decide.error && <ProblemPanel error={decide.error} />}
      <span className="buttons">
        <button type="button" className="button button--main" disabled={decide.isPending} onClick={() => decide.mutate('accept')}>{decide.isPending ? form.sending : texts.accept}</button>
        <button type="button" className="button" disabled={decide.isPending} onClick={() => decide.mutate('reject')}>{texts.reject}</button>
        <button type="button" className="button button--quiet" onClick={() => onDone()}>{form.cancel}</button>
      </span>
    </div>
  );
}
