import { Component } from 'react';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/language-context.js';

interface CrashBoundaryProps {
  readonly children: ReactNode;
}

/** A fault of the page itself shows words and a way out, not a blank screen. React offers this to classes only. */
export class CrashBoundary extends Component<CrashBoundaryProps, { readonly crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { readonly crashed: boolean } {
    return { crashed: true };
  }

  override render(): ReactNode {
    return this.state.crashed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const { problem } = useTexts();
  return (
    <main className="centred">
      <div className="problem" role="alert">
        <h1>{problem.crash}</h1>
        <p>{problem.crashHelp}</p>
        <button type="button" className="button" onClick={() => location.reload()}>{problem.reload}</button>
      </div>
    </main>
  );
}
