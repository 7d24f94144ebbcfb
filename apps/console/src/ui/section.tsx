import type { ReactNode } from 'react';

interface SectionProps {
  /** Fragment of the address that leads here. */
  readonly id: string;
  readonly title: string;
  /** Stands at the end of the title's line. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page with its heading. */
export function Section({ id, title, aside, children }: SectionProps) {
  return (
    <section className="section" id={id} aria-labelledby={`${id}-title`}>
      <div className="section__head"><h2 id={`${id}-title`}>{title}</h2>{aside}</div>
      {children}
    </section>
  );
}
