import type { ProjectDetail } from '@yanshou/api-schema';
import { useProjectWrite } from '../../api/project-write.js';
import { request } from '../../api/request.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ActionForm } from '../../ui/action-form.js';
import { FormText } from '../../ui/form-fields.js';
import { entered } from '../../ui/text-field.js';
import { CALENDAR_TEXTS } from './calendar-texts.js';

interface CalendarRemovalFormProps {
  readonly project: ProjectDetail;
  readonly scope: string;
  /** With what was done, in words; without when it was left. */
  readonly onClose: (said?: string) => void;
}

/** Before the freeze: a scope has no planned time of its own any more, at any time. */
export function CalendarRemovalForm({ project: { id: p, contract }, scope, onClose }: CalendarRemovalFormProps) {
  const texts = useSectionTexts(CALENDAR_TEXTS);
  const send = useProjectWrite(p, 'calendar', (form: FormData) => {
    const approval = entered(form, 'approval').trim();
    return request(WORK_ROUTES.removeCalendar, { params: { p }, body: { scope, ...(approval === '' ? {} : { approval }) } });
  }, () => onClose(texts.removed(scope)));
  return (
    <ActionForm label={texts.removeLabel(scope)} submit={texts.remove} fields={['approval']} action={send} onSubmit={send.mutate} onCancel={() => onClose()} isInline>
      <p className="form__note">{texts.removal}</p>
      {contract !== null && <FormText name="approval" label={texts.approval} hint={texts.approvalHint} />}
    </ActionForm>
  );
}
