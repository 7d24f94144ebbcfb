import { randomBytes } from 'node:crypto';
import { Controller } from '@nestjs/common';
import { mayHandOut, newSecret } from '@yanshou/access';
import type { AnswerOf, ApiToken } from '@yanshou/api-schema';
import type { ApiTokenRecord } from '@yanshou/registry';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall, authorOf } from './call.js';
import { hashOf } from './identify.js';
import { Backend } from './injection.js';
import { forbidden, granted, invalidInput, notFound } from './problem.js';
import { iso, micros } from './times.js';

@Controller()
export class TokensController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('listTokens')
  async listTokens(@TheCall() call: Call<'listTokens'>): Promise<AnswerOf<'listTokens'>> {
    return { items: (await this.own(call)).map(tokenView) };
  }

  @Operation('createToken')
  async createToken(@TheCall() call: Call<'createToken'>): Promise<AnswerOf<'createToken'>> {
    const { registry, clock } = this.backend;
    const { caller, by } = call.identified;
    if (by === 'token') throw forbidden('接口令牌不能再创建令牌，请登录后操作', 'a token makes no tokens: log in');
    const { name, role, scope, expiresAt } = call.body;
    const programmes = new Map((await registry.projects()).map(({ id, programme }) => [id, programme]));
    if (!mayHandOut(caller, role, scope, (project) => programmes.get(project))) {
      throw invalidInput('scope', '角色或范围超出您自己的权限，或与角色不符', 'role or scope go beyond your own, or do not fit each other');
    }
    const now = clock.now();
    if (expiresAt !== undefined && micros(expiresAt) <= now) throw invalidInput('expiresAt', '须晚于现在', 'must lie in the future');
    const secret = `ysh_${newSecret()}`;
    const token: ApiTokenRecord = {
      id: randomBytes(8).toString('hex'), name, role, scope, madeBy: caller.id, madeAt: now, ...(expiresAt === undefined ? {} : { expiresAt: micros(expiresAt) }),
      secretHash: hashOf(await registry.pepper(), 'api-token', secret), revoked: false,
    };
    await granted(registry.saveApiToken(token, authorOf(call)));
    return { token: tokenView(token), secret };
  }

  @Operation('revokeToken')
  async revokeToken(@TheCall() call: Call<'revokeToken'>): Promise<void> {
    const token = (await this.own(call)).find(({ id }) => id === call.params.t);
    if (token === undefined) throw notFound();
    await granted(this.backend.registry.saveApiToken({ ...token, revoked: true }, authorOf(call)));
  }

  private async own({ identified: { caller } }: Pick<Call<'listTokens'>, 'identified'>): Promise<ApiTokenRecord[]> {
    return (await this.backend.registry.apiTokens()).filter(({ madeBy }) => caller.role === 'admin' || madeBy === caller.id);
  }
}

const tokenView = ({ id, name, role, scope, madeBy, madeAt, expiresAt, revoked }: ApiTokenRecord): ApiToken =>
  ({ id, name, role, scope: [...scope], madeBy, madeAt: iso(madeAt), expiresAt: expiresAt === undefined ? null : iso(expiresAt), revoked });
