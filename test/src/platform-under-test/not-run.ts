import { appendFileSync, existsSync } from 'node:fs';
import { expect } from '@jest/globals';

/** Names what a test could not run for want of data or a right; where CI is, nothing may be wanting. */
export function notRun(what: string): void {
  expect(process.env.CI).not.toBe('true');
  if (process.env.YANSHOU_TEST_NOT_RUN !== undefined) appendFileSync(process.env.YANSHOU_TEST_NOT_RUN, `${what}\n`);
}

/** A program of Debian that tests talk to; tools/lib/servers.mjs installs it. */
export interface Program {
  readonly name: string;
  readonly paths: readonly string[];
  readonly packages: string;
}

/** False where it is not installed: then `what` is written down as not run, and in CI that is a fault. */
export function isInstalled({ name, paths, packages }: Program, what: string): boolean {
  if (paths.every((path) => existsSync(path))) return true;
  if (process.env.CI === 'true') throw new Error(`${name} is not installed`);
  if (process.env.YANSHOU_TEST_NOT_RUN !== undefined) appendFileSync(process.env.YANSHOU_TEST_NOT_RUN, `${name}: ${what} (apt-get install ${packages})\n`);
  return false;
}
