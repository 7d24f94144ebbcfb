import type { MilestoneView, ProjectDetail } from '@yanshou/api-schema';
import { formatIsoMicros, systemClock } from '@yanshou/telemetry';
import { useProjectWrite } from '../../api/project-write.js';
import { request } from '../../api/request.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { instantAt, lastDay, localText, startOfDay } from '../../format/time-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { nameIn } from '../../i18n/names.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ActionForm } from '../../ui/action-form.js';
import { EvidenceChoice } from '../../ui/evidence-choice.js';
import { FormArea, FormCheck, FormText } from '../../ui/form-fields.js';
import { entered } from '../../ui/text-field.js';
import { LIFE_TEXTS } from './life-texts.js';

interface FormProps {
  readonly project: ProjectDetail;
  /** With what was done, in words; without when it was left. */
  readonly onClose: (text?: string) => void;
}
type MilestoneFormProps = FormProps & { readonly milestone: MilestoneView };

const PART = 'milestones';

/** How far a milestone is; every report is kept. */
export function ReportForm({ project: { id: p, zone }, milestone, onClose }: MilestoneFormProps) {
  const name = nameIn(milestone, useLanguage().language);
  const texts = useSectionTexts(LIFE_TEXTS);
  const send = useProjectWrite(p, PART, (form: FormData) => {
    const evidence = entered(form, 'evidence');
    const body = { state: entered(form, 'state'), done: form.has('done'), asOf: instantAt(entered(form, 'asOf'), zone), ...(evidence === '' ? {} : { evidence }) };
    return request(WORK_ROUTES.reportMilestone, { params: { p, m: milestone.id }, body });
  }, () => onClose(texts.reported(name)));
  return (
    <ActionForm label={texts.reportLabel(name)} submit={texts.report} fields={['state', 'asOf', 'evidence']} action={send} onSubmit={send.mutate} onCancel={() => onClose()} isInline>
      <FormArea name="state" label={texts.reachedState} isWide />
      <FormText name="asOf" type="datetime-local" label={texts.asOf} initial={localText(formatIsoMicros(systemClock.now()), zone)} />
      <EvidenceChoice project={p} name="evidence" label={texts.evidence} isOptional />
      <FormCheck name="done" label={texts.isDone} />
    </ActionForm>
  );
}

/** A milestone is moved by an approval only. */
export function MoveForm({ project: { id: p, zone }, milestone, onClose }: MilestoneFormProps) {
  const name = nameIn(milestone, useLanguage().language);
  const texts = useSectionTexts(LIFE_TEXTS);
  const send = useProjectWrite(p, PART, (form: FormData) => request(WORK_ROUTES.moveMilestone, {
    params: { p, m: milestone.id },
    body: { to: startOfDay(entered(form, 'to'), zone, 1), approvedAt: startOfDay(entered(form, 'approvedAt'), zone), reason: entered(form, 'reason'), approval: entered(form, 'approval'), file: entered(form, 'file') },
  }), () => onClose(texts.moved(name)));
  return (
    <ActionForm label={texts.moveLabel(name)} submit={texts.move} fields={['to', 'approvedAt', 'approval', 'file', 'reason']} action={send} onSubmit={send.mutate} onCancel={() => onClose()} isInline>
      <FormText name="to" type="date" label={texts.moveTo} initial={lastDay(milestone.due, zone)} />
      <FormText name="approvedAt" type="date" label={texts.approvedAt} />
      <FormText name="approval" label={texts.approval} />
      <EvidenceChoice project={p} name="file" label={texts.file} hint={texts.fileHint} />
      <FormArea name="reason" label={texts.reason} isWide />
    </ActionForm>
  );
}

/** One for each quarter of the term. */
export function PlanForm({ project: { id: p }, onClose }: FormProps) {
  const texts = useSectionTexts(LIFE_TEXTS);
  const send = useProjectWrite(p, PART, (form: FormData) => request(WORK_ROUTES.planMilestones, { params: { p }, body: { planned: entered(form, 'planned') } }), ({ items }) => onClose(texts.plannedCount(items.length)));
  return (
    <ActionForm label={texts.plan} submit={texts.plan} fields={['planned']} action={send} onSubmit={send.mutate} onCancel={() => onClose()}>
      <FormText name="planned" label={texts.planned} isWide />
    </ActionForm>
  );
}

export function AddForm({ project: { id: p, zone }, onClose }: FormProps) {
  const texts = useSectionTexts(LIFE_TEXTS);
  const { language } = useLanguage();
  const send = useProjectWrite(p, PART, (form: FormData) => {
    const field = (name: string): string => entered(form, name);
    const body = { id: field('id'), nameZh: field('nameZh'), nameEn: field('nameEn'), planned: field('planned'), due: startOfDay(field('due'), zone, 1) };
    return request(WORK_ROUTES.createMilestone, { params: { p }, body });
  }, (made) => onClose(texts.added(nameIn(made, language))));
  return (
    <ActionForm label={texts.add} submit={texts.add} fields={['id', 'nameZh', 'nameEn', 'due', 'planned']} action={send} onSubmit={send.mutate} onCancel={() => onClose()}>
      <FormText name="id" label={texts.idLabel} />
      <FormText name="nameZh" label={texts.nameZh} />
      <FormText name="nameEn" label={texts.nameEn} />
      <FormText name="due" type="date" label={texts.due} />
      <FormText name="planned" label={texts.planned} isWide />
    </ActionForm>
  );
}
