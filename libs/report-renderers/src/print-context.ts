import type { ReportLanguage } from './words.js';

/** What a printed report says besides its statement. */
export interface PrintContext {
  readonly language: ReportLanguage;
  /** RFC 7638 thumbprint of the platform's public key. */
  readonly fingerprint: string;
  /** SHA-256 of `data/report.json` in the bundle of the statement: `sha256:` and 64 hex digits. */
  readonly statementDigest: string;
  /** Id of the assessment that has corrected this one since; null where none has. */
  readonly supersededBy: string | null;
}
