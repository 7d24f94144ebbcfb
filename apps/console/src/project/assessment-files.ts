import { addressOf } from '../api/request.js';
import type { Language } from '../i18n/language.js';

/** As a page to read, or to download: for paper, or as numbers to work with. */
export type ReportFormat = 'html' | 'pdf' | 'xlsx';

/** Where the report of an assessment is. */
export const reportAddress = (project: string, assessment: string, lang: Language, format: ReportFormat = 'html'): string =>
  addressOf('/projects/{p}/assessments/{a}/report.{format}', { p: project, a: assessment, format }, { lang });

/** Where its bundle is, to download. */
export const bundleAddress = (project: string, assessment: string): string =>
  addressOf('/projects/{p}/assessments/{a}/bundle.zip', { p: project, a: assessment });

/** The name under which a bundle is saved. */
export const bundleName = (project: string, assessment: string): string => `${project}-${assessment}.zip`;

/** What an auditor types to verify a bundle; the key's fingerprint is obtained from elsewhere than the bundle. */
export const verifyCommand = (bundle: string, fingerprint: string | undefined): string =>
  `npm run verify -- ${bundle}${fingerprint === undefined ? '' : ` --key ${fingerprint}`}`;
