import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ProjectDetail } from '@yanshou/api-schema';
import { useState } from 'react';
import { assessmentsQuery } from '../api/queries.js';
import { request } from '../api/request.js';
import { ROUTES } from '../api/routes.js';
import { dayText, lastDay } from '../format/time-text.js';
import { useTexts } from '../i18n/language-context.js';
import { ProblemPanel } from '../ui/problem-panel.js';
import { TextField, entered } from '../ui/text-field.js';
import { assessmentPeriod } from './assessment-period.js';

interface AssessmentFormProps {
  readonly project: ProjectDetail;
  readonly onDone: (assessment: string) => void;
  readonly onCancel: () => void;
}

/** Asks for the period of a new assessment; the contract's window stands there already. */
export function AssessmentForm({ project, onDone, onCancel }: AssessmentFormProps) {
  const { assessments: texts } = useTexts();
  const { contract, zone } = project;
  const [fault, setFault] = useState<string>();
  const assess = useAssess(project.id, onDone);
  const submit = (form: FormData): void => {
    const period = assessmentPeriod(entered(form, 'from'), entered(form, 'to'), zone, texts);
    setFault('fault' in period ? period.fault : undefined);
    if (!('fault' in period)) assess.mutate({ ...period, note: entered(form, 'note') });
  };
  return (
    <form className="assessment-form" aria-label={texts.create} onSubmit={(event) => {
      event.preventDefault();
      submit(new FormData(event.currentTarget));
    }}>
      <TextField name="from" type="date" label={texts.from} autoFocus {...(contract ? { initial: dayText(contract.window.from, zone) } : {})} />
      <TextField name="to" type="date" label={texts.to} {...(contract ? { initial: lastDay(contract.window.to, zone) } : {})} />
      <TextField name="note" label={texts.note} isOptional />
      <span className="buttons">
        <button type="submit" className="button button--main" disabled={assess.isPending}>{assess.isPending ? texts.submitting : texts.submit}</button>
        <button type="button" className="button" onClick={onCancel}>{texts.cancel}</button>
      </span>
      {fault !== undefined && <p className="problem" role="alert">{fault}</p>}
      {fault === undefined && assess.error && <ProblemPanel error={assess.error} />}
    </form>
  );
}

function useAssess(project: string, onDone: (assessment: string) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly from: string; readonly to: string; readonly note: string }) => request(ROUTES.createAssessment, { params: { p: project }, body }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: assessmentsQuery(project).queryKey });
      onDone(id);
    },
  });
}
