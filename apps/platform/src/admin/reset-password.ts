import { hashPassword, newPassword } from '@yanshou/access';
import type { CallerDirectory, ChangeRecovery } from '@yanshou/registry';
import { fail, ok } from '@yanshou/telemetry';
import type { Result } from '@yanshou/telemetry';
import { awaitRecovery } from '../registry/await-recovery.js';

/** Who the change is noted of: somebody with the right to this machine, not a user of the platform. */
const OPERATOR = { who: 'operator' } as const;

export type ResetRegistry = Pick<CallerDirectory, 'user' | 'users' | 'saveUser' | 'closeSessionsOf'> & Pick<ChangeRecovery, 'journalPosition'>;

/**
 * Gives a user a one-time password, which has to be changed at the next login, and ends the user's sessions. Answers the
 * password, or a line that says why there is none. Throws Failure `registry-not-caught-up` for a registry that was restored and
 * not compared with its journal since: its next change would take a number that the journal has.
 */
export async function resetPassword(registry: ResetRegistry, id: string): Promise<Result<string, string>> {
  const user = await registry.user(id);
  if (user === undefined) return fail(await unknownUser(registry, id));
  if (user.disabled) return fail(`用户 ${id} 已停用：请由另一名管理员启用 / user ${id} is disabled: another administrator has to enable it`);
  await awaitRecovery(registry, 0);
  const password = newPassword();
  const saved = await registry.saveUser({ ...user, passwordHash: await hashPassword(password), mustChangePassword: true }, OPERATOR);
  if (!saved.ok) return fail(`${saved.reason.zh} / ${saved.reason.en}`);
  await registry.closeSessionsOf(id);
  return ok(password);
}

async function unknownUser(registry: ResetRegistry, id: string): Promise<string> {
  const administrators = (await registry.users()).filter(({ role }) => role === 'admin').map((user) => user.id);
  const known = administrators.length === 0 ? { zh: '尚无任何管理员：首次启动时创建', en: 'there is no administrator yet: the first start makes one' } : { zh: `管理员有 ${administrators.join('、')}`, en: `the administrators are ${administrators.join(', ')}` };
  return `没有用户 ${id}；${known.zh} / there is no user ${id}; ${known.en}`;
}
