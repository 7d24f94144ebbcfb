import type { ReactNode } from 'react';
import { useTexts } from '../i18n/language-context.js';

/** Stands where content will be; says so to screen readers. */
export function Loading({ lines = 4 }: { readonly lines?: number }) {
  return (
    <div className="loading" role="status">
      <span className="visually-hidden">{useTexts().loading}</span>
      {Array.from({ length: lines }, (_, line) => <span key={line} className="loading__line" aria-hidden="true" />)}
    </div>
  );
}

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
}

/** Nothing is there, and why or what then. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <div className="empty">
      <p className="empty__title">{title}</p>
      {children}
    </div>
  );
}
