import type { ReactNode } from 'react';

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: ReactNode;
  readonly count?: number;
}

interface ChoiceGroupProps<T extends string> {
  readonly label: string;
  readonly choices: readonly Choice<T>[];
  readonly chosen: T;
  readonly onChoose: (value: T) => void;
}

/** One of a few, all in view: buttons that tell which of them is pressed. */
export function ChoiceGroup<T extends string>({ label, choices, chosen, onChoose }: ChoiceGroupProps<T>) {
  return (
    <div className="choices" role="group" aria-label={label}>
      {choices.map(({ value, label: text, count }) => (
        <button key={value} type="button" className="choices__one" aria-pressed={value === chosen} onClick={() => onChoose(value)}>
          {text}
          {count !== undefined && <span className="choices__count">{count}</span>}
        </button>
      ))}
    </div>
  );
}
