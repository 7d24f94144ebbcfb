import type { BodyInputOf, LibraryProjectView } from '@yanshou/api-schema';
import { LIBRARY_RESULTS, nextDecisions } from '@yanshou/telemetry';
import type { LibraryDecision } from '@yanshou/telemetry';
import { useState } from 'react';
import { useWrite } from '../administration/use-write.js';
import { request } from '../api/request.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { ActionForm } from '../ui/action-form.js';
import { FormChoice, FormText } from '../ui/form-fields.js';
import { entered } from '../ui/text-field.js';
import { LIBRARY_KEY, LIBRARY_PROGRAMME, LIBRARY_ROUTES } from './library-routes.js';
import { LIBRARY_TEXTS } from './library-texts.js';

interface StepFormProps {
  readonly project: LibraryProjectView;
  /** With what was done, in words; without when it was left. */
  readonly onClose: (said?: string) => void;
}

/** How far the project has come; what a result demands is demanded here already. */
export function DecisionForm({ project, onClose }: StepFormProps) {
  const { language } = useLanguage();
  const texts = useSectionTexts(LIBRARY_TEXTS);
  const [to, setTo] = useState('');
  const name = nameIn(project, language);
  const send = useWrite(LIBRARY_KEY, (form: FormData) => request(LIBRARY_ROUTES.decideLibraryProject, { params: { g: LIBRARY_PROGRAMME, l: project.id }, body: decisionOf(form) }),
    ({ result }) => onClose(texts.decided(name, LIBRARY_RESULTS[result][language])));
  const options = nextDecisions(project.result).map((value) => ({ value, label: LIBRARY_RESULTS[value][language] }));
  return (
    <ActionForm label={texts.decideLabel(name)} submit={texts.decide} fields={['to', 'reason', 'approval']} action={send} onSubmit={send.mutate} onCancel={() => onClose()} isInline>
      <FormChoice name="to" label={texts.to} hint={texts.ownHint} options={options} onChoose={setTo} />
      <FormText name="approval" label={texts.list} hint={texts.listHint} isOptional={to !== 'selected'} />
      <FormText name="reason" label={texts.reason} hint={texts.reasonHint} isOptional={to !== 'not-selected' && to !== 'withdrawn'} />
    </ActionForm>
  );
}

function decisionOf(form: FormData): BodyInputOf<'decideLibraryProject'> {
  const [reason, approval] = [entered(form, 'reason').trim(), entered(form, 'approval').trim()];
  return { to: entered(form, 'to') as LibraryDecision, ...(reason === '' ? {} : { reason }), ...(approval === '' ? {} : { approval }) };
}

/** One event by which the project was made known. */
export function PromotionForm({ project, onClose }: StepFormProps) {
  const texts = useSectionTexts(LIBRARY_TEXTS);
  const name = nameIn(project, useLanguage().language);
  const send = useWrite(LIBRARY_KEY, (form: FormData) => {
    const body = { on: entered(form, 'on'), form: entered(form, 'form'), place: entered(form, 'place'), note: entered(form, 'note') };
    return request(LIBRARY_ROUTES.promoteLibraryProject, { params: { g: LIBRARY_PROGRAMME, l: project.id }, body });
  }, () => onClose(texts.promoted(name)));
  return (
    <ActionForm label={texts.promoteLabel(name)} submit={texts.promote} fields={['on', 'form', 'place', 'note']} action={send} onSubmit={send.mutate} onCancel={() => onClose()} isInline>
      <FormText name="on" type="date" label={texts.on} />
      <FormText name="form" label={texts.form} hint={texts.formHint} />
      <FormText name="place" label={texts.place} />
      <FormText name="note" label={texts.note} isOptional />
    </ActionForm>
  );
}
