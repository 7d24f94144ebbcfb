import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { DeviceClassView } from '@yanshou/api-schema';
import { useState } from 'react';
import { useProjectWrite } from '../../api/project-write.js';
import { request } from '../../api/request.js';
import { classTemplatesQuery, classesQuery } from '../../api/work-queries.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ActionForm } from '../../ui/action-form.js';
import { FormChoice, FormText } from '../../ui/form-fields.js';
import { ClassDetails, classFields } from './class-details.js';
import { classOf } from './class-draft.js';
import { CLASS_TEXTS } from './class-texts.js';

interface ClassFormProps {
  readonly project: string;
  /** The class that is changed; without it a new one. */
  readonly before?: DeviceClassView;
  /** With what was done, in words; without when the form was left. */
  readonly onClose: (said?: string) => void;
}

/** A class before the freeze: saved as a whole, over the class that was opened and no other. */
export function ClassForm({ project: p, before: listed, onClose }: ClassFormProps) {
  // What the fields were filled from: the list may be read again while somebody types.
  const [before] = useState(listed);
  const client = useQueryClient();
  const texts = useSectionTexts(CLASS_TEXTS);
  const save = useProjectWrite(p, 'classes', (form: FormData) => request(WORK_ROUTES.saveClass, { params: { p }, body: { ...classOf(form, '', before ?? {}), ...(before === undefined ? { isNew: true } : { basedOn: before }) } }), ({ id }) => onClose(texts.saved(id)));
  // Refused because of what somebody else saved: the list shows that, and opens it the next time.
  const submit = (form: FormData): void => save.mutate(form, { onError: () => void client.invalidateQueries({ queryKey: classesQuery(p).queryKey }) });
  const label = before === undefined ? texts.add : texts.changeLabel(before.id);
  return (
    <ActionForm label={label} submit={before === undefined ? texts.add : texts.change} fields={classFields('')} action={save} onSubmit={submit} onCancel={() => onClose()} isInline={before !== undefined}>
      {before === undefined && <NewClass />}
      <ClassDetails at="" initial={before ?? {}} />
    </ActionForm>
  );
}

/** What stays as it is once the class is there. */
function NewClass() {
  const { language } = useLanguage();
  const texts = useSectionTexts(CLASS_TEXTS);
  const { data: templates = [] } = useQuery(classTemplatesQuery);
  return (
    <>
      <FormText name="id" label={texts.id} hint={texts.idHint} />
      <FormChoice name="template" label={texts.template} hint={texts.templateHint} options={templates.map((one) => ({ value: one.id, label: nameIn(one, language) }))} isOptional />
    </>
  );
}
