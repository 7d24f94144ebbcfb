import { addressOf } from '../api/request.js';
import type { Language } from '../i18n/language.js';

/** Where the report of an assessment is, as a page to read. */
export const reportAddress = (project: string, assessment: string, lang: Language): string =>
  addressOf('/projects/{p}/assessments/{a}/report.{format}', { p: project, a: assessment, format: 'html' }, { lang });

/** Where its bundle is, to download. */
export const bundleAddress = (project: string, assessment: string): string =>
  addressOf('/projects/{p}/assessments/{a}/bundle.zip', { p: project, a: assessment });

/** The name under which a bundle is saved. */
export const bundleName = (project: string, assessment: string): string => `${project}-${assessment}.zip`;

/** What an auditor types to verify a bundle; the key's fingerprint is obtained from elsewhere than the bundle. */
export const verifyCommand = (bundle: string, fingerprint: string | undefined): string =>
  `npm run verify -- ${bundle}${fingerprint === undefined ? '' : ` --key ${fingerprint}`}`;
