import type { BodyInputOf, DesignationView, ProjectDetail } from '@yanshou/api-schema';
import { DESIGNATION_LEVELS } from '@yanshou/telemetry';
import type { DesignationLevel } from '@yanshou/telemetry';
import { useState } from 'react';
import { useProjectWrite } from '../../api/project-write.js';
import { request } from '../../api/request.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { startOfDay } from '../../format/time-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ActionForm } from '../../ui/action-form.js';
import { FormArea, FormChoice, FormText } from '../../ui/form-fields.js';
import { entered } from '../../ui/text-field.js';
import { DESIGNATION_TEXTS } from './designation-texts.js';
import { freeId, isOfProject } from './designation-view.js';
import { PaperChoice } from './paper-choice.js';

const DOCUMENT = ['document.number', 'document.datedAt', 'document.file'];
const LEVELS = Object.keys(DESIGNATION_LEVELS) as DesignationLevel[];

interface DesignateFormProps {
  readonly project: ProjectDetail;
  /** Those on record. */
  readonly present: readonly DesignationView[];
  readonly onDone: (said: string) => void;
  readonly onCancel: () => void;
}

/** Level, subject and the document that names it. */
export function DesignateForm({ project, present, onDone, onCancel }: DesignateFormProps) {
  const { language } = useLanguage();
  const texts = useSectionTexts(DESIGNATION_TEXTS);
  const [level, setLevel] = useState('');
  const { id: p, zone } = project;
  const send = useProjectWrite(p, 'designations', (body: BodyInputOf<'designate'>) => request(WORK_ROUTES.designate, { params: { p }, body }), ({ subject }) => onDone(texts.added(subject)));
  const submit = (form: FormData): void => {
    const chosen = entered(form, 'level') as DesignationLevel;
    send.mutate({ id: freeId(chosen, present.map(({ id }) => id)), level: chosen, subject: entered(form, 'subject'), document: documentOf(form, zone) });
  };
  return (
    <ActionForm label={texts.add} submit={texts.add} fields={['level', 'subject', ...DOCUMENT]} action={send} onSubmit={submit} onCancel={onCancel}>
      <FormChoice name="level" label={texts.level} options={LEVELS.map((value) => ({ value, label: DESIGNATION_LEVELS[value][language] }))} onChoose={setLevel} />
      <FormText key={String(isOfProject(level))} name="subject" label={texts.subject} hint={texts.subjectHint} initial={isOfProject(level) ? project.nameZh : ''} />
      <FormText name="document.number" label={texts.number} />
      <FormText name="document.datedAt" type="date" label={texts.datedAt} />
      <PaperChoice project={p} label={texts.file} />
    </ActionForm>
  );
}

interface EndFormProps {
  readonly project: ProjectDetail;
  readonly designation: DesignationView;
  /** With what was done, in words; without when it was left. */
  readonly onClose: (said?: string) => void;
}

/** That it has ended, why, and by which document; the record stays. */
export function EndForm({ project: { id: p, zone }, designation: { id: n, subject }, onClose }: EndFormProps) {
  const texts = useSectionTexts(DESIGNATION_TEXTS);
  const send = useProjectWrite(p, 'designations', (form: FormData) =>
    request(WORK_ROUTES.endDesignation, { params: { p, n }, body: { reason: entered(form, 'reason'), document: documentOf(form, zone) } }), () => onClose(texts.endDone(subject)));
  return (
    <ActionForm label={texts.endLabel(subject)} submit={texts.end} fields={['reason', ...DOCUMENT]} action={send} onSubmit={send.mutate} onCancel={() => onClose()} isInline>
      <FormText name="document.number" label={texts.endNumber} />
      <FormText name="document.datedAt" type="date" label={texts.endDatedAt} />
      <PaperChoice project={p} label={texts.endFile} />
      <FormArea name="reason" label={texts.reason} isWide />
    </ActionForm>
  );
}

/** A day is the instant at which it begins where the project is. */
function documentOf(form: FormData, zone: string): DesignationView['document'] {
  const field = (name: string): string => entered(form, `document.${name}`);
  return { number: field('number'), datedAt: startOfDay(field('datedAt'), zone), file: field('file') };
}
