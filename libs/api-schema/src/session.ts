import { z } from 'zod';
import { operations } from './operation.js';
import { because, id, isoTime, label, text } from './primitives.js';

export const ROLES = ['admin', 'officer', 'member', 'auditor'] as const;
export const role = z.enum(ROLES).meta({ id: 'Role' });

/** `programme:{id}` or `project:{id}`. */
export const scopeEntry = z.string()
  .refine((entry) => /^(?:programme|project):[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(entry), because('须为 programme:编号 或 project:编号', 'must be programme:{id} or project:{id}'))
  .meta({ example: 'programme:P2' });
export const scope = z.array(scopeEntry).max(1_000);

export const password = z.string().min(12).max(256);

/** Who is calling: a person by a session, or an API token. */
export const session = z.object({
  id: z.string(), name: z.string(), role, scope,
  by: z.enum(['session', 'token']),
  /** Everything but changing the password is refused until it is changed. */
  mustChangePassword: z.boolean(),
  expiresAt: isoTime.nullable(),
}).meta({ id: 'Session' });
export type Session = z.infer<typeof session>;
export type Role = z.infer<typeof role>;

export const sessionOperations = operations({
  logIn: {
    method: 'post', path: '/session', tag: 'session', need: 'nothing',
    summary: { zh: '登录，设置会话 Cookie', en: 'log in and set the session cookie' },
    body: { kind: 'json', schema: z.strictObject({ username: label(64).min(1), password: z.string().min(1).max(256) }) },
    answer: { status: 200, json: session },
  },
  useLoginLink: {
    method: 'post', path: '/session/link', tag: 'session', need: 'nothing',
    summary: { zh: '以一次性登录链接换取会话', en: 'exchange a one-time login link for a session' },
    body: { kind: 'json', schema: z.strictObject({ token: z.string().min(20).max(100) }) },
    answer: { status: 200, json: session },
  },
  readSession: {
    method: 'get', path: '/session', tag: 'session', need: 'session',
    summary: { zh: '当前用户', en: 'who is logged in' }, answer: { status: 200, json: session },
  },
  logOut: {
    method: 'delete', path: '/session', tag: 'session', need: 'session',
    summary: { zh: '退出登录', en: 'log out' }, answer: { status: 204 },
  },
});

export const user = z.object({ id, name: text, role, scope, disabled: z.boolean(), mustChangePassword: z.boolean() }).meta({ id: 'User' });
export type User = z.infer<typeof user>;

const token = z.object({
  id: z.string(), name: z.string(), role, scope, madeBy: z.string(), madeAt: isoTime, expiresAt: isoTime.nullable(), revoked: z.boolean(),
}).meta({ id: 'ApiToken' });
export type ApiToken = z.infer<typeof token>;

export const administrationOperations = operations({
  listUsers: {
    method: 'get', path: '/users', tag: 'administration', need: 'administer',
    summary: { zh: '用户列表', en: 'list the users' }, answer: { status: 200, json: z.object({ items: z.array(user) }) },
  },
  createUser: {
    method: 'post', path: '/users', tag: 'administration', need: 'administer',
    summary: { zh: '新建用户；未给密码时生成一次性密码并仅显示一次', en: 'create a user; without a password a one-time password is made and shown once' },
    body: { kind: 'json', schema: z.strictObject({ id, name: text, role, scope: scope.default([]), password: password.optional() }) },
    answer: { status: 201, json: z.object({ user, oneTimePassword: z.string().optional() }) },
  },
  changeUser: {
    method: 'patch', path: '/users/{u}', tag: 'administration', need: 'change-user',
    summary: { zh: '修改用户；本人可凭现有密码修改自己的密码', en: 'change a user; everyone may change their own password, given the present one' },
    params: z.strictObject({ u: id }),
    body: {
      kind: 'json',
      schema: z.strictObject({
        name: text.optional(), role: role.optional(), scope: scope.optional(), disabled: z.boolean().optional(),
        password: password.optional(), currentPassword: z.string().max(256).optional(),
      }),
    },
    answer: { status: 200, json: user },
  },
  listTokens: {
    method: 'get', path: '/tokens', tag: 'administration', need: 'self',
    summary: { zh: '接口令牌：管理员看全部，其他人看自己的', en: 'API tokens: all for an administrator, else one\'s own' },
    answer: { status: 200, json: z.object({ items: z.array(token) }) },
  },
  createToken: {
    method: 'post', path: '/tokens', tag: 'administration', need: 'make-token',
    summary: { zh: '新建接口令牌，权限不超过创建者；令牌仅显示一次', en: 'make an API token with no more rights than its maker\'s; it is shown once' },
    body: { kind: 'json', schema: z.strictObject({ name: text, role, scope: scope.default([]), expiresAt: isoTime.optional() }) },
    answer: { status: 201, json: z.object({ token, secret: z.string() }) },
  },
  revokeToken: {
    method: 'delete', path: '/tokens/{t}', tag: 'administration', need: 'self',
    summary: { zh: '吊销接口令牌', en: 'revoke an API token' },
    params: z.strictObject({ t: z.string().regex(/^[0-9a-f]{16}$/) }), answer: { status: 204 },
  },
  readKey: {
    method: 'get', path: '/key', tag: 'administration', need: 'self',
    summary: { zh: '签名公钥及其指纹', en: 'public signing key and its fingerprint' },
    answer: { status: 200, json: z.object({ jwk: z.looseObject({ kty: z.string(), crv: z.string(), x: z.string() }), fingerprint: z.string() }).meta({ id: 'SigningKey' }) },
  },
});
