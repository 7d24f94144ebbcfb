import type { ReactNode } from 'react';

/** What a mark means: done, against it, to be looked at, on its way, or nothing of these. */
export type Tone = 'good' | 'bad' | 'warn' | 'open' | 'none';

const MARKS: Readonly<Record<Tone, string>> = {
  good: 'M3.5 8.5l3 3 6-7', bad: 'M4.5 4.5l7 7m0-7l-7 7', warn: 'M8 3.5v5.5m0 2.6v.4', open: 'M8 4.6V8l2.3 1.4M8 2.2a5.8 5.8 0 1 0 0 11.6a5.8 5.8 0 1 0 0-11.6', none: 'M4 8h8',
};

/** A state by word, mark and colour: never by colour alone. */
export function ToneChip({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={`tone tone--${tone}`}>
      <svg className="mark" viewBox="0 0 16 16" aria-hidden="true"><path d={MARKS[tone]} /></svg>
      {children}
    </span>
  );
}

const DECISION_TONES = { submitted: 'open', accepted: 'good', rejected: 'bad', withdrawn: 'none' } as const;

/** Where a decision stands. */
export const decisionTone = (status: keyof typeof DECISION_TONES): Tone => DECISION_TONES[status];
