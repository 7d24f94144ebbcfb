import type { Verdict } from '@yanshou/catalogue';
import { useTexts } from '../i18n/language-context.js';

const MARKS: Readonly<Record<Verdict, string>> = {
  'met': 'M3.5 8.5l3 3 6-7',
  'not-met': 'M4.5 4.5l7 7m0-7l-7 7',
  'insufficient-data': 'M3.5 8h1.2m2.7 0h1.2m2.7 0h1.2',
  'pending-evidence': 'M8 4.6V8l2.3 1.4M8 2.2a5.8 5.8 0 1 0 0 11.6a5.8 5.8 0 1 0 0-11.6',
};

/** A verdict by word, mark and colour: never by colour alone. */
export function VerdictChip({ verdict }: { readonly verdict: Verdict }) {
  return (
    <span className={`chip chip--${verdict}`}>
      <VerdictMark verdict={verdict} />
      {useTexts().verdict[verdict]}
    </span>
  );
}

/** The mark alone; what it means stands beside it. */
export function VerdictMark({ verdict }: { readonly verdict: Verdict }) {
  return (
    <svg className={`mark mark--${verdict}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={MARKS[verdict]} />
    </svg>
  );
}
