import { useState } from 'react';

/** What of a section is open, and what was said when it was last closed. */
export interface Opened<What> {
  readonly open: What | undefined;
  readonly said: string | undefined;
  /** Opens a form; what was said of the one before is gone. */
  readonly show: (what: What) => void;
  /** With what was done, in words; without when the form was left. */
  readonly close: (said?: string) => void;
}

/** One form of a section at a time, and the notice of what it did. */
export function useOpened<What = true>(): Opened<What> {
  const [{ open, said }, set] = useState<{ readonly open?: What | undefined; readonly said?: string | undefined }>({});
  return { open, said, show: (what) => set({ open: what }), close: (text) => set({ said: text }) };
}
