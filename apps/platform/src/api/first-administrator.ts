import { hashPassword, newPassword } from '@yanshou/access';
import type { Registry } from '@yanshou/registry';
import { granted } from './problem.js';

export const ADMINISTRATOR = 'admin';

/**
 * On the first run makes the user `admin`: with the configured password, or with a one-time password that `tell` is given
 * and that has to be changed at the first login. With any user registered, nothing happens; of several processes that begin
 * at once one makes it.
 */
export async function ensureAdministrator(registry: Pick<Registry, 'users' | 'addUser'>, configured: string | undefined, tell: (line: string) => void): Promise<void> {
  if ((await registry.users()).length > 0) return;
  const password = configured ?? newPassword();
  const made = await registry.addUser({
    id: ADMINISTRATOR, name: '管理员 Administrator', role: 'admin', scope: [], disabled: false,
    passwordHash: await hashPassword(password), mustChangePassword: configured === undefined,
  });
  if (!made.ok && made.reason.code === 'duplicate') return;
  await granted(made);
  if (configured === undefined) tell(`首次启动：用户 ${ADMINISTRATOR} 的一次性密码为 ${password} ，登录后须修改 / first run: the one-time password of ${ADMINISTRATOR} is ${password} and has to be changed`);
}
