import type { BodyInputOf, ProjectDetail } from '@yanshou/api-schema';
import { LIFE_CYCLE_STATES, formatIsoMicros, systemClock } from '@yanshou/telemetry';
import type { StepNeed } from '@yanshou/telemetry';
import { useState } from 'react';
import { useProjectWrite } from '../../api/project-write.js';
import { request } from '../../api/request.js';
import { WORK_ROUTES } from '../../api/work-routes.js';
import { instantAt, localText, startOfDay } from '../../format/time-text.js';
import { useLanguage } from '../../i18n/language-context.js';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { ActionForm } from '../../ui/action-form.js';
import { EvidenceChoice } from '../../ui/evidence-choice.js';
import { FormArea, FormChoice, FormText } from '../../ui/form-fields.js';
import { entered } from '../../ui/text-field.js';
import type { LifeCycle } from './life-section.js';
import { LIFE_TEXTS } from './life-texts.js';
import { STEP_FIELDS, fieldsOf } from './step-needs.js';

interface StepFormProps {
  readonly project: ProjectDetail;
  readonly life: LifeCycle;
  readonly onDone: (life: LifeCycle) => void;
  readonly onCancel: () => void;
}

/** One of the steps that can follow, with what that step demands. */
export function StepForm({ project, life: { state, next }, onDone, onCancel }: StepFormProps) {
  const { language } = useLanguage();
  const texts = useSectionTexts(LIFE_TEXTS);
  const [to, setTo] = useState<string>('');
  const take = useProjectWrite(project.id, 'life-cycle', (form: FormData) => request(WORK_ROUTES.takeLifeCycleStep, { params: { p: project.id }, body: stepOf(form, project.zone) }), onDone);
  return (
    <ActionForm label={texts.record} submit={texts.record} fields={['to', 'at', ...STEP_FIELDS]} action={take} onSubmit={take.mutate} onCancel={onCancel}>
      <FormChoice name="to" label={texts.to} options={next.map((value) => ({ value, label: LIFE_CYCLE_STATES[value][language] }))} onChoose={setTo} />
      <FormText name="at" type="datetime-local" label={texts.at} initial={localText(formatIsoMicros(systemClock.now()), project.zone)} />
      {to !== '' && fieldsOf(state, to).map(({ name, isOptional }) => <StepField key={`${to} ${name}`} project={project.id} name={name} isOptional={isOptional} />)}
    </ActionForm>
  );
}

function StepField({ project, name, isOptional }: { readonly project: string; readonly name: StepNeed; readonly isOptional: boolean }) {
  const texts = useSectionTexts(LIFE_TEXTS);
  switch (name) {
    case 'reason': return <FormArea name="reason" label={texts.reason} isOptional={isOptional} isWide />;
    case 'approval': return <FormText name="approval" label={texts.approval} isOptional={isOptional} />;
    case 'file': return <EvidenceChoice project={project} name="file" label={texts.file} hint={texts.fileHint} isOptional={isOptional} />;
    case 'until': return <FormText name="until" type="date" label={texts.until} isOptional={isOptional} />;
  }
}

/** Days are inclusive for people; the platform is told the first moment after. */
function stepOf(form: FormData, zone: string): BodyInputOf<'takeLifeCycleStep'> {
  const stated = Object.fromEntries(['reason', 'approval', 'file'].map((name) => [name, entered(form, name).trim()]).filter(([, value]) => value !== ''));
  const until = entered(form, 'until');
  return {
    to: entered(form, 'to') as BodyInputOf<'takeLifeCycleStep'>['to'], at: instantAt(entered(form, 'at'), zone), ...stated, ...(until === '' ? {} : { until: startOfDay(until, zone, 1) }),
  };
}
