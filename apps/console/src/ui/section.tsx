import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

interface SectionProps {
  /** Fragment of the address that leads here. */
  readonly id: string;
  readonly title: string;
  /** Stands at the end of the title's line. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page with its heading; an address that ends in its id leads to it. */
export function Section({ id, title, aside, children }: SectionProps) {
  const place = useRef<HTMLElement>(null);
  // What is loaded after the page was opened is not there when the browser looks for it.
  useEffect(() => {
    if (location.hash === `#${id}`) place.current?.scrollIntoView();
  }, [id]);
  return (
    <section ref={place} className="section" id={id} aria-labelledby={`${id}-title`}>
      <div className="section__head"><h2 id={`${id}-title`}>{title}</h2>{aside}</div>
      {children}
    </section>
  );
}
