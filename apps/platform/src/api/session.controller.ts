import { Controller } from '@nestjs/common';
import type { AnswerOf } from '@yanshou/api-schema';
import type { Response } from 'express';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall } from './call.js';
import { Backend } from './injection.js';
import { clearSessionCookie, setSessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';
import type { NewSession } from './sessions.js';
import { iso } from './times.js';

@Controller()
export class SessionController {
  constructor(@Backend() private readonly backend: ApiBackend, private readonly sessions: Sessions) {}

  @Operation('logIn')
  async logIn(@TheCall() { body, request, response }: Call<'logIn'>): Promise<AnswerOf<'logIn'>> {
    return begun(response, await this.sessions.logIn(body.username, body.password, request.ip ?? ''));
  }

  @Operation('useLoginLink')
  async useLoginLink(@TheCall() { body, request, response }: Call<'useLoginLink'>): Promise<AnswerOf<'useLoginLink'>> {
    return begun(response, await this.sessions.useLink(body.token, request.ip ?? ''));
  }

  @Operation('readSession')
  readSession(@TheCall() { identified }: Call<'readSession'>): AnswerOf<'readSession'> {
    const { caller: { id, role, scope, mustChangePassword }, name, by, expiresAt } = identified;
    return { id, name, role, scope: [...scope], by, mustChangePassword, expiresAt: expiresAt === null ? null : iso(expiresAt) };
  }

  @Operation('logOut')
  async logOut(@TheCall() { identified, response }: Call<'logOut'>): Promise<void> {
    if (identified.by === 'session') await this.backend.registry.closeSession(identified.tokenHash);
    clearSessionCookie(response);
  }
}

function begun(response: Response, { token, user, expiresAt }: NewSession): AnswerOf<'logIn'> {
  setSessionCookie(response, token);
  const { id, name, role, scope, mustChangePassword } = user;
  return { id, name, role, scope: [...scope], by: 'session', mustChangePassword, expiresAt: iso(expiresAt) };
}
