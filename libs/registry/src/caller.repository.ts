import { ROLES, isScopeOf } from '@yanshou/access';
import type { Micros } from '@yanshou/telemetry';
import { fail, ok } from '@yanshou/telemetry';
import type { CallerDirectory, OpenSession, SessionKind } from './caller-directory.js';
import { API_TOKEN, USER } from './entity-kinds.js';
import { inputFault, invalid } from './input-fault.js';
import type { InputFault, Outcome } from './input-fault.js';
import type { ApiTokenRecord, Author, UserRecord } from './records.js';
import type { Database } from './schema.js';
import type { StateReader } from './state-reader.js';
import type { StateWriter } from './state-writer.js';
import { Refusal } from './state-writer.js';
import { checkId, checkMicros, checkOneOf, checkText, firstFault } from './validation/field-checks.js';

/** Users, their sessions and API tokens. */
export class CallerRepository implements CallerDirectory {
  constructor(
    private readonly reader: StateReader,
    private readonly writer: StateWriter,
  ) {}

  saveUser = (user: UserRecord, author?: Author): Promise<Outcome> => this.writer.save(checkUser(user), USER, [user], author);

  addUser = (user: UserRecord, author?: Author): Promise<Outcome> =>
    this.writer.change(checkUser(user), author, async (session) => {
      if ((await session.find(USER, user.id)) !== undefined) throw new Refusal(USER_EXISTS);
      return { revision: await session.save(USER, [user]) };
    });

  user = (id: string): Promise<UserRecord | undefined> => this.reader.one(USER, id);

  users = (): Promise<UserRecord[]> => this.reader.all(USER);

  openSession = async (tokenHash: string, user: string, kind: SessionKind, expiresAt: Micros): Promise<Outcome> => {
    if ((await this.user(user)) === undefined) return fail(NO_SUCH_USER);
    await this.db.deleteFrom('sessions').where('expires_at', '<=', this.now()).execute();
    await this.db.insertInto('sessions').values({ token_hash: tokenHash, user_key: user, kind, expires_at: expiresAt }).execute();
    return ok({ revision: await this.reader.revision() });
  };

  session = async (tokenHash: string): Promise<OpenSession | undefined> => {
    const row = await this.db.selectFrom('sessions').innerJoin('users', 'users.key', 'sessions.user_key')
      .select(['sessions.expires_at', 'users.state']).where('sessions.token_hash', '=', tokenHash)
      .where('sessions.kind', '=', 'session').where('sessions.expires_at', '>', this.now()).executeTakeFirst();
    return row === undefined ? undefined : enabled({ user: row.state as UserRecord, expiresAt: Number(row.expires_at) });
  };

  extendSession = async (tokenHash: string, expiresAt: Micros): Promise<void> => {
    await this.db.updateTable('sessions').set({ expires_at: expiresAt }).where('token_hash', '=', tokenHash).where('kind', '=', 'session').execute();
  };

  closeSession = async (tokenHash: string): Promise<void> => {
    await this.db.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute();
  };

  closeSessionsOf = async (user: string, except = ''): Promise<number> => {
    const result = await this.db.deleteFrom('sessions').where('user_key', '=', user).where('token_hash', '<>', except).executeTakeFirst();
    return Number(result.numDeletedRows);
  };

  exchangeLink = async (linkHash: string, tokenHash: string, expiresAt: Micros): Promise<OpenSession | undefined> => {
    // One statement: of two that come together, one finds the row still to be a link.
    const result = await this.db.updateTable('sessions').set({ token_hash: tokenHash, kind: 'session', expires_at: expiresAt })
      .where('token_hash', '=', linkHash).where('kind', '=', 'link').where('expires_at', '>', this.now()).executeTakeFirst();
    return Number(result.numUpdatedRows) === 0 ? undefined : this.session(tokenHash);
  };

  saveApiToken = (token: ApiTokenRecord, author?: Author): Promise<Outcome> => this.writer.save(checkToken(token), API_TOKEN, [token], author);

  apiTokens = (): Promise<ApiTokenRecord[]> => this.reader.all(API_TOKEN);

  apiTokenOf = async (secretHash: string): Promise<{ token: ApiTokenRecord; maker: UserRecord } | undefined> => {
    const row = await this.db.selectFrom('api_tokens').innerJoin('users', 'users.key', 'api_tokens.maker_key')
      .select(['api_tokens.state as token', 'users.state as maker']).where('api_tokens.secret_hash', '=', secretHash).executeTakeFirst();
    if (row === undefined) return undefined;
    const { token, maker } = row as { token: ApiTokenRecord; maker: UserRecord };
    const ended = token.expiresAt !== undefined && token.expiresAt <= this.now();
    return token.revoked || ended || maker.disabled ? undefined : { token, maker };
  };

  private get db(): Database {
    return this.writer.db;
  }

  private now(): Micros {
    return this.writer.clock.now();
  }
}

const enabled = (open: OpenSession): OpenSession | undefined => (open.user.disabled ? undefined : open);

const USER_EXISTS = inputFault('duplicate', 'id', '该用户名已存在', 'there is a user of that name');
const NO_SUCH_USER = inputFault('unknown', 'user', '用户不存在', 'no such user');

const checkUser = (user: UserRecord): InputFault | undefined =>
  firstFault(
    checkId('id', user.id),
    checkText('name', user.name),
    checkOneOf('role', user.role, ROLES),
    !isScopeOf(user.role, user.scope) && scopeFault,
    checkText('passwordHash', user.passwordHash),
  );

const checkToken = (token: ApiTokenRecord): InputFault | undefined =>
  firstFault(
    checkId('id', token.id),
    checkText('name', token.name),
    checkOneOf('role', token.role, ROLES),
    !isScopeOf(token.role, token.scope) && scopeFault,
    token.expiresAt !== undefined && checkMicros('expiresAt', token.expiresAt),
    !/^[0-9a-f]{64}$/.test(token.secretHash) && invalid('secretHash', '须为 64 位小写十六进制', 'must be 64 lower-case hex digits'),
  );

const scopeFault = invalid('scope',
  '与角色不符：管理人员为 programme:编号，项目成员为 project:编号，核查人员两者皆可，管理员为空',
  'does not fit the role: programme:{id} for officers, project:{id} for members, either for auditors, none for administrators');
