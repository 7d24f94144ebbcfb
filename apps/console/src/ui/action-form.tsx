import type { ReactNode } from 'react';
import { asProblem } from '../api/problem.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { FORM_TEXTS } from './form-texts.js';
import { FormProblem, isAbout } from './form-problem.js';
import { ProblemPanel } from './problem-panel.js';

/** A write that a form starts. */
export interface Action {
  readonly error: Error | null;
  readonly isPending: boolean;
}

interface ActionFormProps {
  readonly label: string;
  readonly submit: string;
  /** Names of the form's fields: what is refused of one of them is shown there, everything else at the end. */
  readonly fields: readonly string[];
  readonly action: Action;
  readonly onSubmit: (form: FormData) => void;
  readonly onCancel?: () => void;
  /** Of an upload: the share that is sent. */
  readonly progress?: number | undefined;
  /** A form within a table is lighter. */
  readonly isInline?: boolean;
  readonly children: ReactNode;
}

/** A form whose write shows its progress, and what is refused where it was entered. */
export function ActionForm({ label, submit, fields, action, onSubmit, onCancel, progress, isInline = false, children }: ActionFormProps) {
  const texts = useSectionTexts(FORM_TEXTS);
  const problem = action.error === null || action.isPending ? undefined : asProblem(action.error).view;
  const atField = problem !== undefined && fields.some((name) => isAbout(problem.field, name));
  return (
    <FormProblem value={problem}>
      <form className={isInline ? 'form form--inline' : 'form'} aria-label={label} aria-busy={action.isPending} onSubmit={(event) => {
        event.preventDefault();
        if (!action.isPending) onSubmit(new FormData(event.currentTarget));
      }}>
        {children}
        {problem !== undefined && !atField && <ProblemPanel error={action.error} />}
        {action.isPending && progress !== undefined && <Progress share={progress} />}
        <span className="buttons">
          <button type="submit" className="button button--main" disabled={action.isPending}>{action.isPending ? texts.sending : submit}</button>
          {onCancel && <button type="button" className="button" onClick={() => onCancel()}>{texts.cancel}</button>}
        </span>
      </form>
    </FormProblem>
  );
}

/** How much of a file is on its way; then that the platform works on it. */
function Progress({ share }: { readonly share: number }) {
  const texts = useSectionTexts(FORM_TEXTS);
  const percent = Math.floor(share * 100);
  const text = percent === 100 ? texts.processing : texts.uploading(percent);
  return <p className="progress" role="status"><progress max={100} value={percent} aria-label={text} /><span>{text}</span></p>;
}
