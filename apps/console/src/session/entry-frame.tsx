import type { ReactNode } from 'react';
import { Brand } from '../ui/brand.js';
import { LanguageSwitch } from '../ui/language-switch.js';
import { usePageTitle } from '../ui/page-title.js';

interface EntryFrameProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** The frame of the pages before the product: login and change of password. */
export function EntryFrame({ title, children }: EntryFrameProps) {
  usePageTitle(title);
  return (
    <main className="entry">
      <div className="entry__head"><Brand /><LanguageSwitch /></div>
      <h1>{title}</h1>
      {children}
    </main>
  );
}
