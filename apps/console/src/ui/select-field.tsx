import { useId } from 'react';
import type { Option } from './form-fields.js';

interface SelectFieldProps {
  readonly label: string;
  /** What stands for none of them; without it one is always chosen. */
  readonly any?: string;
  readonly options: readonly Option[];
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
}

/** One of a list in a toolbar. */
export function SelectField({ label, any, options, chosen, onChoose }: SelectFieldProps) {
  const id = useId();
  return (
    <span className="select">
      <label htmlFor={id} className="visually-hidden">{label}</label>
      <select id={id} value={chosen} onChange={(event) => onChoose(event.target.value)}>
        {any !== undefined && <option value="">{any}</option>}
        {options.map(({ value, label: text }) => <option key={value} value={value}>{text}</option>)}
      </select>
    </span>
  );
}
