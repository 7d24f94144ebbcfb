import { useState } from 'react';

interface SearchFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/**
 * Filters while one types. What is being typed is the field's own until it is left:
 * the filter comes back later and trimmed, and letters that an input method is still composing are no words to look for.
 */
export function SearchField({ label, hint, text, onChange }: SearchFieldProps) {
  const [draft, setDraft] = useState<string>();
  const type = (typed: string, isComposing: boolean): void => {
    setDraft(typed);
    if (!isComposing) onChange(typed);
  };
  return (
    <input
      className="search" type="search" aria-label={label} placeholder={hint} value={draft ?? text} autoComplete="off" spellCheck={false}
      onChange={(event) => type(event.target.value, (event.nativeEvent as InputEvent).isComposing)}
      onCompositionEnd={(event) => type(event.currentTarget.value, false)}
      onBlur={() => setDraft(undefined)}
    />
  );
}
