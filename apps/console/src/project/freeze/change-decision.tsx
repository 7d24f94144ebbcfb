import type { ChangeRequestView } from '@yanshou/api-schema';
import { useProjectWrite } from '../../api/project-write.js';
import { request } from '../../api/request.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ActionForm } from '../../ui/action-form.js';
import { FormChoice, FormText } from '../../ui/form-fields.js';
import { entered } from '../../ui/text-field.js';
import { subjectOf } from './change-view.js';
import { FREEZE_TEXTS } from './freeze-texts.js';

interface ChangeDecisionProps {
  readonly project: string;
  readonly item: ChangeRequestView;
  /** With what was done, in words; without when it was left. */
  readonly onDone: (text?: string) => void;
}

/** Approved with its number, or rejected, with a remark. */
export function ChangeDecision({ project, item: { id, change }, onDone }: ChangeDecisionProps) {
  const texts = useSectionTexts(FREEZE_TEXTS);
  const subject = subjectOf(change);
  const decide = useProjectWrite(project, 'changes', (form: FormData) => request(WORK_ROUTES.decideChange, { params: { p: project, c: id }, body: decisionOf(form) }),
    ({ status }) => onDone(texts.decided(subject, texts.status[status])));
  const options = [{ value: 'accept', label: texts.accept }, { value: 'reject', label: texts.reject }];
  return (
    <ActionForm label={texts.decideLabel(subject)} submit={texts.decide} fields={['decision', 'approval', 'note']} action={decide} onSubmit={decide.mutate} onCancel={() => onDone()} isInline>
      <FormChoice name="decision" label={texts.decide} options={options} />
      <FormText name="approval" label={texts.approval} isOptional />
      <FormText name="note" label={texts.note} isOptional />
    </ActionForm>
  );
}

function decisionOf(form: FormData): { decision: 'accept' | 'reject'; approval?: string; note?: string } {
  const [approval, note] = [entered(form, 'approval').trim(), entered(form, 'note').trim()];
  return { decision: entered(form, 'decision') === 'accept' ? 'accept' : 'reject', ...(approval === '' ? {} : { approval }), ...(note === '' ? {} : { note }) };
}
