import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/language-context.js';
import { useSectionTexts } from '../i18n/section-texts.js';
import { FORM_TEXTS } from './form-texts.js';
import { useFieldProblem } from './form-problem.js';

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly isOptional?: boolean;
  /** Takes the whole line of the form. */
  readonly isWide?: boolean;
}

/** What ties a control to its label, its hint and what is wrong with it. */
interface Tied {
  readonly id: string;
  readonly name: string;
  readonly required: boolean;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

interface LabelledProps extends FieldProps {
  readonly children: (tied: Tied) => ReactNode;
}

/** Label, control, hint, and the problem of this very field. */
function Labelled({ name, label, hint, isOptional = false, isWide = false, children }: LabelledProps) {
  const id = useId();
  const { language } = useLanguage();
  const texts = useSectionTexts(FORM_TEXTS);
  const problem = useFieldProblem(name);
  const described = [...(hint === undefined ? [] : [`${id}-hint`]), ...(problem === undefined ? [] : [`${id}-problem`])].join(' ');
  return (
    <div className={isWide ? 'field field--wide' : 'field'}>
      <label htmlFor={id}>{label}{isOptional && <small className="field__optional"> {texts.optional}</small>}</label>
      {children({ id, name, required: !isOptional, 'aria-invalid': problem !== undefined, 'aria-describedby': described === '' ? undefined : described })}
      {hint !== undefined && <small id={`${id}-hint`} className="muted">{hint}</small>}
      {problem !== undefined && <p id={`${id}-problem`} className="field__problem" role="alert">{problem.detail[language]} <code>{problem.code}</code></p>}
    </div>
  );
}

interface FormTextProps extends FieldProps {
  readonly type?: 'text' | 'date' | 'datetime-local' | 'number';
  readonly initial?: string | undefined;
  readonly min?: number;
  readonly max?: string;
  readonly step?: string;
}

export function FormText({ type = 'text', initial, min, max, step, ...field }: FormTextProps) {
  return <Labelled {...field}>{(tied) => <input {...tied} type={type} defaultValue={initial} min={min} max={max} step={step} autoComplete="off" />}</Labelled>;
}

export function FormArea({ initial, rows = 2, ...field }: FieldProps & { readonly initial?: string | undefined; readonly rows?: number }) {
  return <Labelled {...field}>{(tied) => <textarea {...tied} rows={rows} defaultValue={initial} />}</Labelled>;
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

interface FormChoiceProps extends FieldProps {
  readonly options: readonly Option[];
  readonly initial?: string | undefined;
  readonly onChoose?: (value: string) => void;
}

/** One of a list; nothing is chosen at first unless it is given. What was chosen stays so when the list is read again. */
export function FormChoice({ options, initial = '', onChoose, ...field }: FormChoiceProps) {
  const texts = useSectionTexts(FORM_TEXTS);
  const [chosen, setChosen] = useState(initial);
  const choose = (value: string): void => {
    setChosen(value);
    onChoose?.(value);
  };
  return (
    <Labelled {...field}>
      {(tied) => (
        <select {...tied} value={options.some(({ value }) => value === chosen) ? chosen : ''} onChange={(event) => choose(event.target.value)}>
          <option value="">{texts.choose}</option>
          {options.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
        </select>
      )}
    </Labelled>
  );
}

export function FormFile({ accept, ...field }: FieldProps & { readonly accept?: string }) {
  return <Labelled {...field}>{(tied) => <input {...tied} type="file" accept={accept} />}</Labelled>;
}

interface FormCheckProps {
  readonly name: string;
  readonly label: string;
  readonly initial?: boolean | undefined;
  readonly onCheck?: (isChecked: boolean) => void;
}

/** Yes or no; the form has `on` for yes. */
export function FormCheck({ name, label, initial = false, onCheck }: FormCheckProps) {
  return <label className="check"><input type="checkbox" name={name} defaultChecked={initial} onChange={(event) => onCheck?.(event.target.checked)} /> {label}</label>;
}
