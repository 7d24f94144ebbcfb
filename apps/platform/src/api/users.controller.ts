import { Controller } from '@nestjs/common';
import { hashPassword, newPassword } from '@yanshou/access';
import type { AnswerOf, BodyOf, User } from '@yanshou/api-schema';
import type { UserRecord } from '@yanshou/registry';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall, authorOf } from './call.js';
import { Backend } from './injection.js';
import { forbidden, found, granted, invalidInput } from './problem.js';
import { Sessions } from './sessions.js';
import { compact } from './times.js';

@Controller()
export class UsersController {
  constructor(@Backend() private readonly backend: ApiBackend, private readonly sessions: Sessions) {}

  @Operation('listUsers')
  async listUsers(): Promise<AnswerOf<'listUsers'>> {
    return { items: (await this.backend.registry.users()).map(userView) };
  }

  @Operation('createUser')
  async createUser(@TheCall() call: Call<'createUser'>): Promise<AnswerOf<'createUser'>> {
    const { password, ...fields } = call.body;
    const initial = password ?? newPassword();
    const user: UserRecord = { ...fields, disabled: false, passwordHash: await hashPassword(initial), mustChangePassword: true };
    await granted(this.backend.registry.addUser(user, authorOf(call)));
    return { user: userView(user), ...(password === undefined ? { oneTimePassword: initial } : {}) };
  }

  /** A changed password, role or scope, and disabling, end the user's sessions; the one that changes its own password stays. */
  @Operation('changeUser')
  async changeUser(@TheCall() call: Call<'changeUser'>): Promise<AnswerOf<'changeUser'>> {
    const { registry } = this.backend;
    const user = await found(registry.user(call.params.u));
    const isSelf = call.identified.caller.id === user.id;
    if (call.identified.caller.role !== 'admin' || call.identified.caller.mustChangePassword) await this.checkOwnChange(user, call.body);
    else if (isSelf) checkStaysAdministrator(call.body);
    const changed = await changedUser(user, call.body, isSelf);
    await granted(registry.saveUser(changed, authorOf(call)));
    if (endsSessions(call.body)) await registry.closeSessionsOf(user.id, isSelf ? call.identified.tokenHash : undefined);
    return userView(changed);
  }

  /** People change their own password only, and have to know the present one. */
  private async checkOwnChange({ passwordHash }: UserRecord, { password, currentPassword, ...others }: BodyOf<'changeUser'>): Promise<void> {
    if (Object.values(others).some((value) => value !== undefined)) throw forbidden('只能修改自己的密码', 'you can change your own password only');
    if (password === undefined) throw invalidInput('password', '缺少新密码', 'the new password is missing');
    if (!(await this.sessions.verify(currentPassword ?? '', passwordHash))) throw invalidInput('currentPassword', '现有密码不正确', 'is not the present password');
    if (password === currentPassword) throw invalidInput('password', '新密码须与现有密码不同', 'must differ from the present password');
  }
}

/** Somebody has to be left who can undo it. */
function checkStaysAdministrator({ disabled, role = 'admin' }: BodyOf<'changeUser'>): void {
  const field = disabled === true ? 'disabled' : 'role';
  if (disabled === true || role !== 'admin') throw invalidInput(field, '不能取消自己的管理员权限', 'you cannot take away your own administration');
}

async function changedUser(user: UserRecord, { password, currentPassword, ...fields }: BodyOf<'changeUser'>, isSelf: boolean): Promise<UserRecord> {
  const changed = { ...user, ...compact(fields) };
  return password === undefined ? changed : { ...changed, passwordHash: await hashPassword(password), mustChangePassword: !isSelf };
}

const endsSessions = ({ password, role, scope, disabled }: BodyOf<'changeUser'>): boolean =>
  password !== undefined || role !== undefined || scope !== undefined || disabled === true;

const userView = ({ id, name, role, scope, disabled, mustChangePassword }: UserRecord): User =>
  ({ id, name, role, scope: [...scope], disabled, mustChangePassword });
