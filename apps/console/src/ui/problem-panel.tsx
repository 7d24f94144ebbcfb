import { asProblem } from '../api/problem.js';
import type { ProblemLine } from '../api/problem.js';
import { useLanguage } from '../i18n/language-context.js';

interface ProblemPanelProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** What went wrong, what to do, and the code to tell somebody who can help. */
export function ProblemPanel({ error, onRetry }: ProblemPanelProps) {
  const { language, texts } = useLanguage();
  const { code, detail, field, lines } = asProblem(error).view;
  return (
    <div className="problem" role="alert">
      <p>{detail[language]}</p>
      {lines.length > 0 && <ProblemLines lines={lines} />}
      <p className="problem__code">
        {texts.problem.code} <code>{code}</code>
        {field !== undefined && <> · {texts.problem.field} <code>{field}</code></>}
      </p>
      {onRetry && <button type="button" className="button" onClick={onRetry}>{texts.retry}</button>}
    </div>
  );
}

function ProblemLines({ lines }: { readonly lines: readonly ProblemLine[] }) {
  const { language } = useLanguage();
  return (
    <ul className="problem__lines">
      {lines.map(({ field, detail }) => <li key={`${field} ${detail.en}`}><code>{field}</code> {detail[language]}</li>)}
    </ul>
  );
}
