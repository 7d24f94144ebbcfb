import { useId } from 'react';

interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'password' | 'date';
  readonly autoComplete?: string;
  readonly hint?: string;
  readonly initial?: string;
  readonly autoFocus?: boolean;
  readonly isOptional?: boolean;
}

/** A labelled field of a form; the form reads it by its name. */
export function TextField({ name, label, type = 'text', autoComplete = 'off', hint, initial, autoFocus, isOptional = false }: TextFieldProps) {
  const id = useId();
  return (
    <p className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id} name={name} type={type} required={!isOptional} autoComplete={autoComplete} defaultValue={initial}
        autoFocus={autoFocus} aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      />
      {hint !== undefined && <small id={`${id}-hint`} className="muted">{hint}</small>}
    </p>
  );
}

/** What was entered under a name. */
export const entered = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};
