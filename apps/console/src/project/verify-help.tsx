import { useQuery } from '@tanstack/react-query';
import type { AssessmentEntry } from '@yanshou/api-schema';
import { keyQuery } from '../api/queries.js';
import { useTexts } from '../i18n/language-context.js';
import { CopyButton } from '../ui/copy-button.js';
import { bundleName, verifyCommand } from './assessment-files.js';

interface VerifyHelpProps {
  readonly project: string;
  /** Stands in the command as the example. */
  readonly assessment: AssessmentEntry | undefined;
}

/** The command with which an auditor verifies a bundle off line, and the key's fingerprint. */
export function VerifyHelp({ project, assessment }: VerifyHelpProps) {
  const { assessments: texts } = useTexts();
  const { data: key } = useQuery(keyQuery);
  if (assessment === undefined) return null;
  const command = verifyCommand(bundleName(project, assessment.id), key?.fingerprint);
  return (
    <div className="verify">
      <h3>{texts.verify}</h3>
      <p className="command"><code>{command}</code><CopyButton text={command} label={texts.copyCommand} /></p>
      <p className="muted">{texts.verifyHelp}</p>
      {key && <p className="muted">{texts.fingerprint} <code>{key.fingerprint}</code></p>}
    </div>
  );
}
