import { useQuery } from '@tanstack/react-query';
import type { BodyInputOf, EvidenceView, ProjectDetail } from '@yanshou/api-schema';
import { LEGAL_STATES } from '@yanshou/telemetry';
import { useProjectWrite } from '../../api/project-write.js';
import { request } from '../../api/request.js';
import { evidenceQuery } from '../../api/work-queries.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { startOfDay } from '../../format/time-text.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ActionForm } from '../../ui/action-form.js';
import { EvidenceChoice } from '../../ui/evidence-choice.js';
import { FormChoice, FormText } from '../../ui/form-fields.js';
import { entered } from '../../ui/text-field.js';
import { EVIDENCE_TEXTS } from './evidence-texts.js';
import { LEGAL_TEXTS } from './legal-texts.js';
import { statesToFollow } from './legal-view.js';
import type { LegalChangeView } from './legal-view.js';

interface LegalFormProps {
  readonly project: ProjectDetail;
  readonly item: EvidenceView;
  /** With what was done, in words; without when it was left. */
  readonly onDone: (text?: string) => void;
}

/** The state that an item came into, from when, and the paper that shows it. */
export function LegalChangeForm({ project: { id: p, zone }, item, onDone }: LegalFormProps) {
  const [texts, { legal }] = [useSectionTexts(LEGAL_TEXTS), useSectionTexts(EVIDENCE_TEXTS)];
  const { data: papers } = useQuery(evidenceQuery(p));
  const isProof = ({ id, status }: EvidenceView): boolean => id !== item.id && status !== 'rejected';
  const ask = useProjectWrite(p, 'evidence', (form: FormData) => request(WORK_ROUTES.changeLegalState, { params: { p, e: item.id }, body: changeOf(form, zone) }), () => onDone(texts.asked(item.title)));
  return (
    <ActionForm label={texts.askLabel(item.title)} submit={texts.ask} fields={['state', 'at', 'proof', 'reason']} action={ask} onSubmit={ask.mutate} onCancel={() => onDone()} isInline>
      <FormChoice name="state" label={texts.to} options={statesToFollow(item).map((value) => ({ value, label: legal[value] }))} />
      <FormText name="at" type="date" label={texts.at} hint={texts.atHint} />
      <EvidenceChoice project={p} name="proof" label={texts.proof} hint={papers === undefined || papers.some(isProof) ? texts.proofHint : texts.noProof} isFit={isProof} />
      <FormText name="reason" label={texts.reason} isOptional />
    </ActionForm>
  );
}

/** A day is the instant at which it begins where the project is. */
function changeOf(form: FormData, zone: string): BodyInputOf<'changeLegalState'> {
  const [chosen, reason] = [entered(form, 'state'), entered(form, 'reason').trim()];
  const state = LEGAL_STATES.find((one) => one === chosen) ?? LEGAL_STATES[0];
  return { state, at: startOfDay(entered(form, 'at'), zone), proof: entered(form, 'proof'), ...(reason === '' ? {} : { reason }) };
}

/** Accepted or rejected, with a remark. */
export function LegalDecisionForm({ project: { id: p }, item: { id: e, title }, change: { number: k }, onDone }: LegalFormProps & { readonly change: LegalChangeView }) {
  const [texts, { accept, reject, status: states }] = [useSectionTexts(LEGAL_TEXTS), useSectionTexts(EVIDENCE_TEXTS)];
  const decide = useProjectWrite(p, 'evidence', (form: FormData) => request(WORK_ROUTES.decideLegalChange, { params: { p, e, k }, body: decisionOf(form) }),
    ({ legalChanges }) => onDone(texts.decided(title, states[legalChanges.find(({ number }) => number === k)?.status ?? 'submitted'])));
  return (
    <ActionForm label={texts.decideLabel(title)} submit={texts.decide} fields={['decision', 'note']} action={decide} onSubmit={decide.mutate} onCancel={() => onDone()} isInline>
      <FormChoice name="decision" label={texts.decision} options={[{ value: 'accept', label: accept }, { value: 'reject', label: reject }]} />
      <FormText name="note" label={texts.note} isOptional />
    </ActionForm>
  );
}

function decisionOf(form: FormData): BodyInputOf<'decideLegalChange'> {
  const note = entered(form, 'note').trim();
  return { decision: entered(form, 'decision') === 'accept' ? 'accept' : 'reject', ...(note === '' ? {} : { note }) };
}
