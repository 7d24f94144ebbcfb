import type { BodyInputOf, ChangeRequestView } from '@yanshou/api-schema';
import { useProjectWrite } from '../../api/project-write.js';
import { request } from '../../api/request.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { startOfDay } from '../../format/time-text.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ActionForm } from '../../ui/action-form.js';
import { EvidenceChoice } from '../../ui/evidence-choice.js';
import { FormChoice, FormText } from '../../ui/form-fields.js';
import { entered } from '../../ui/text-field.js';
import { subjectOf } from './change-view.js';
import { FREEZE_TEXTS } from './freeze-texts.js';

interface ChangeDecisionProps {
  readonly project: string;
  readonly zone: string;
  readonly item: ChangeRequestView;
  /** With what was done, in words; without when it was left. */
  readonly onDone: (text?: string) => void;
}

/** Approved by number, date and file of the approval, or rejected; with a remark. */
export function ChangeDecision({ project, zone, item: { id, change }, onDone }: ChangeDecisionProps) {
  const texts = useSectionTexts(FREEZE_TEXTS);
  const subject = subjectOf(change);
  const decide = useProjectWrite(project, 'changes', (form: FormData) => request(WORK_ROUTES.decideChange, { params: { p: project, c: id }, body: decisionOf(form, zone) }),
    ({ status }) => onDone(texts.decided(subject, texts.status[status])));
  const options = [{ value: 'accept', label: texts.accept }, { value: 'reject', label: texts.reject }];
  return (
    <ActionForm label={texts.decideLabel(subject)} submit={texts.decide} fields={['decision', 'approval', 'approvedAt', 'file', 'note']} action={decide} onSubmit={decide.mutate} onCancel={() => onDone()} isInline>
      <FormChoice name="decision" label={texts.decide} options={options} />
      <FormText name="approval" label={texts.approval} hint={texts.approvalNeeded} isOptional />
      <FormText name="approvedAt" type="date" label={texts.approvedAt} hint={texts.approvalNeeded} isOptional />
      <EvidenceChoice project={project} name="file" label={texts.file} hint={texts.fileHint} isOptional />
      <FormText name="note" label={texts.note} isOptional />
    </ActionForm>
  );
}

function decisionOf(form: FormData, zone: string): BodyInputOf<'decideChange'> {
  const given = (name: string): string | undefined => entered(form, name).trim() || undefined;
  const [approval, day, file, note] = [given('approval'), given('approvedAt'), given('file'), given('note')];
  return {
    decision: entered(form, 'decision') === 'accept' ? 'accept' : 'reject',
    ...(approval && { approval }), ...(day && { approvedAt: startOfDay(day, zone) }), ...(file && { file }), ...(note && { note }),
  };
}
