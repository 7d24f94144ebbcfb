import { appendFileSync } from 'node:fs';
import { expect } from '@jest/globals';

/** Names what a test could not run for want of data or a right; where CI is, nothing may be wanting. */
export function notRun(what: string): void {
  expect(process.env.CI).not.toBe('true');
  if (process.env.YANSHOU_TEST_NOT_RUN !== undefined) appendFileSync(process.env.YANSHOU_TEST_NOT_RUN, `${what}\n`);
}
