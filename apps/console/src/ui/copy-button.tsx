import { useEffect, useState } from 'react';
import { useTexts } from '../i18n/language-context.js';

const CONFIRMED_MILLIS = 2_000;

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, for those who do not see where the button stands. */
  readonly label: string;
}

/** Copies a text and says so. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const texts = useTexts();
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return undefined;
    const timer = setTimeout(() => setDone(false), CONFIRMED_MILLIS);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = (): void => void copyText(text).then(setDone);
  return (
    <button type="button" className="copy" onClick={copy} aria-label={label} title={done ? texts.copied : label}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {done ? <path d="M3.5 8.5l3 3 6-7" /> : <path d="M5.5 5.5v-3h8v8h-3m-8-5h8v8h-8z" />}
      </svg>
      <span role="status" className="visually-hidden">{done ? texts.copied : ''}</span>
    </button>
  );
}

/** Whether it could be copied: browsers allow it on secure addresses only, so there is an older way too. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const holder = document.createElement('textarea');
  holder.value = text;
  document.body.append(holder);
  holder.select();
  const copied = document.execCommand('copy');
  holder.remove();
  return copied;
}
