import { useEffect } from 'react';
import { useTexts } from '../i18n/language-context.js';

/** The browser's title of a page. */
export function usePageTitle(title: string): void {
  const { product } = useTexts();
  useEffect(() => void (document.title = title === '' ? product : `${title} · ${product}`), [title, product]);
}
