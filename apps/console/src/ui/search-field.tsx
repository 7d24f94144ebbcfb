interface SearchFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** Filters while one types. */
export function SearchField({ label, hint, text, onChange }: SearchFieldProps) {
  return (
    <input
      className="search" type="search" aria-label={label} placeholder={hint} value={text} autoComplete="off" spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
