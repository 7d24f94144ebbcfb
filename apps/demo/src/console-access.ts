import { verifyPassword } from '@yanshou/access';
import { ADMINISTRATOR, createLoginLink } from '@yanshou/platform';
import type { Platform } from '@yanshou/platform';

/** How a person gets into the console of the demonstration. */
export interface ConsoleAccess {
  /** Good once, for ten minutes. */
  readonly link: string;
  readonly user: string;
  /** Only where this run made the administrator: a kept data directory has its own. */
  readonly password?: string;
}

/** `password` is what the administrator was made with, if this was the first run on the data directory. */
export async function consoleAccess({ registry, httpPort }: Pick<Platform, 'registry' | 'httpPort'>, password: string): Promise<ConsoleAccess> {
  const token = await createLoginLink(registry, ADMINISTRATOR);
  const administrator = await registry.user(ADMINISTRATOR);
  const isNew = await verifyPassword(password, administrator?.passwordHash);
  return { link: `http://127.0.0.1:${httpPort}/login#token=${token}`, user: ADMINISTRATOR, ...(isNew ? { password } : {}) };
}
