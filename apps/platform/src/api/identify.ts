import { hashSecret } from '@yanshou/access';
import type { Caller } from '@yanshou/access';
import type { Registry, UserRecord } from '@yanshou/registry';
import type { Request } from 'express';
import type { Identified } from './call.js';
import { sessionTokenOf } from './session-cookie.js';

/** What is kept of a session's or a link's token. Each kind has hashes of its own: none is ever good for another. */
export const hashOf = (pepper: string, kind: 'session' | 'link' | 'api-token', token: string): string => hashSecret(pepper, `${kind}:${token}`);

export const callerOf = ({ id, role, scope, mustChangePassword }: UserRecord): Caller => ({ id, role, scope, mustChangePassword });

/** Who sends a request: an API token (`Authorization: Bearer`), else the session of the cookie. A wrong token is nobody, whatever the cookie says. */
export class Identification {
  constructor(private readonly backend: { readonly registry: Pick<Registry, 'apiTokenOf' | 'session'> }, private readonly pepper: string) {}

  async identify(request: Pick<Request, 'headers'>): Promise<Identified | undefined> {
    const { authorization } = request.headers;
    if (authorization !== undefined) return this.byToken(/^Bearer ([\w.~+/-]{20,200}=*)$/i.exec(authorization)?.[1]);
    return this.bySession(sessionTokenOf(request));
  }

  private async byToken(secret: string | undefined): Promise<Identified | undefined> {
    if (secret === undefined) return undefined;
    const tokenHash = hashOf(this.pepper, 'api-token', secret);
    const known = await this.backend.registry.apiTokenOf(tokenHash);
    if (known === undefined) return undefined;
    const { token, maker } = known;
    return {
      caller: { id: maker.id, role: token.role, scope: token.scope, mustChangePassword: false, isProgram: true }, name: token.name, by: 'token',
      maker: { ...callerOf(maker), mustChangePassword: false }, tokenHash, expiresAt: token.expiresAt ?? null,
    };
  }

  private async bySession(token: string | undefined): Promise<Identified | undefined> {
    if (token === undefined) return undefined;
    const tokenHash = hashOf(this.pepper, 'session', token);
    const open = await this.backend.registry.session(tokenHash);
    return open && { caller: callerOf(open.user), name: open.user.name, by: 'session', tokenHash, expiresAt: open.expiresAt };
  }
}
