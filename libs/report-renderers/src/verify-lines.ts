import type { Statement } from '@yanshou/reports';
import type { PrintContext } from './print-context.js';

/** The name under which the bundle of a statement is given away. */
export const bundleName = ({ project, assessment }: Statement): string => `${project.id}-${assessment}.zip`;

/** What an auditor types, and what tells whether a paper is of the bundle in hand. */
export const verifyCommand = (statement: Statement, { fingerprint }: Pick<PrintContext, 'fingerprint'>): string => `npm run verify -- ${bundleName(statement)} --key ${fingerprint}`;
export const DIGEST_COMMAND = 'sha256sum data/report.json';
