import type { Problem, ProblemEntry } from '@yanshou/api-schema';
import type { ApiRefusal } from './api-backend.js';

/** HTTP status by code: the one place where it is chosen. */
const STATUS: Readonly<Record<string, number>> = {
  'invalid': 400, 'missing-field': 400, 'unknown-field': 400, 'malformed-json': 400, 'malformed-csv': 400, 'malformed-sheet': 400, 'malformed-upload': 400,
  'unauthenticated': 401, 'bad-credentials': 401, 'link-invalid': 401,
  'forbidden': 403, 'in-person': 403, 'password-change-required': 403, 'cross-site': 403, 'same-person': 403,
  'not-found': 404,
  'duplicate': 409, 'frozen': 409, 'withdrawn': 409, 'no-such-step': 409, 'demonstration-is-for-good': 409, 'in-use': 409, 'reprojection-not-needed': 409, 'reprojection-under-way': 409,
  'too-large': 413, 'unsupported-media-type': 415,
  'outside-term': 422, 'not-a-unit': 422, 'unknown-reference': 422, 'approval-required': 422, 'reason-required': 422, 'evidence-required': 422, 'beyond-retention': 422,
  'too-many-attempts': 429, 'too-many-questions': 429, 'too-many-streams': 429,
  'internal': 500, 'unavailable': 503, 'busy': 503,
};
/** Seconds after which it is worth while to ask again. */
const RETRY_AFTER: Readonly<Record<string, number>> = { 'too-many-questions': 5, 'busy': 10 };
/** Of input that was understood and is refused for what it says. */
const REFUSED = 422;

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request', 401: 'Unauthenticated', 403: 'Forbidden', 404: 'Not found', 409: 'Conflict', 413: 'Too large', 415: 'Unsupported media type',
  422: 'Refused', 429: 'Too many attempts', 500: 'Internal fault', 503: 'Unavailable',
};

interface ProblemOptions {
  readonly errors?: readonly ProblemEntry[];
  readonly retryAfterSeconds?: number;
}

/** A refused request; the filter makes a problem document of it. */
export class ApiProblem extends Error {
  constructor(readonly refusal: ApiRefusal, readonly options: ProblemOptions = {}) {
    super(refusal.en);
    this.name = 'ApiProblem';
  }

  /** Of several faults the first stands for all. */
  static ofEntries(entries: readonly ProblemEntry[]): ApiProblem {
    const [first] = entries;
    const { code = 'invalid', field = '', detailZh: zh = '请求有误', detailEn: en = 'the request is not valid' } = first ?? {};
    return new ApiProblem({ code, field, zh, en }, { errors: entries });
  }

  get status(): number {
    return STATUS[this.refusal.code] ?? REFUSED;
  }

  /** The document, `detail` in the language asked for; `request` is the id of the request. */
  toDocument(language: 'zh' | 'en', request?: string): Problem {
    const { code, field, zh, en } = this.refusal;
    return {
      type: `urn:yanshou:problem:${code}`, title: TITLES[this.status] ?? 'Problem', status: this.status, code,
      detail: language === 'zh' ? zh : en, detailZh: zh, detailEn: en,
      ...(field === '' ? {} : { field }),
      ...(request === undefined ? {} : { instance: `urn:yanshou:request:${request}` }),
      ...(this.options.errors === undefined ? {} : { errors: [...this.options.errors] }),
    };
  }
}

const problem = (code: string, zh: string, en: string, field = ''): ApiProblem => new ApiProblem({ code, field, zh, en });

export const notFound = (): ApiProblem => problem('not-found', '不存在，或您无权查看', 'there is no such thing, or it is not for you to see');
export const forbidden = (zh = '您的角色无此权限', en = 'your role is not allowed to do this'): ApiProblem => problem('forbidden', zh, en);
export const inPerson = (): ApiProblem => problem('in-person', '须由本人登录后进行，接口令牌不能代为', 'this is done in person: log in, a token cannot do it');
export const unauthenticated = (): ApiProblem =>
  problem('unauthenticated', '未登录或凭据已失效，请登录或使用有效的接口令牌', 'no valid credential: log in, or use a valid API token');
export const badCredentials = (): ApiProblem => problem('bad-credentials', '用户名或密码不正确', 'user name or password is wrong');
export const linkInvalid = (): ApiProblem => problem('link-invalid', '登录链接无效、已使用或已过期，请重新获取', 'the login link is not valid, was used, or has ended: ask for a new one');
export const passwordChangeRequired = (): ApiProblem =>
  problem('password-change-required', '请先修改初始密码（PATCH /users/{本人}）', 'change the initial password first (PATCH /users/{yourself})');
export const crossSite = (): ApiProblem => problem('cross-site', '请求来自其他站点，已拒绝', 'the request comes from another site and is refused');
export const invalidInput = (field: string, zh: string, en: string): ApiProblem => problem('invalid', `字段 ${field}：${zh}`, `field ${field}: ${en}`, field);
export const malformed = (code: string, zh: string, en: string): ApiProblem => problem(code, zh, en);
export const tooLarge = (zh: string, en: string): ApiProblem => problem('too-large', zh, en);

export const tooManyAttempts = (seconds: number): ApiProblem =>
  new ApiProblem({
    code: 'too-many-attempts', field: '', zh: `尝试过于频繁，请在 ${seconds} 秒后重试`, en: `too many attempts: try again in ${seconds} s`,
  }, { retryAfterSeconds: seconds });

export const tooManyStreams = (zh: string, en: string): ApiProblem => new ApiProblem({ code: 'too-many-streams', field: '', zh, en }, { retryAfterSeconds: 30 });

/** What the registry, or the platform, refused. A thing that is not there is not found, whatever it was to be used for. */
export const refused = ({ code, field, zh, en }: ApiRefusal): ApiProblem =>
  new ApiProblem({ code: code === 'unknown' ? 'not-found' : code, field, zh, en }, RETRY_AFTER[code] === undefined ? {} : { retryAfterSeconds: RETRY_AFTER[code] });

type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: ApiRefusal };

/** The value of an outcome; throws what was refused. */
export async function granted<T>(outcome: Promise<Answered<T>> | Answered<T>): Promise<T> {
  const answer = await outcome;
  if (answer.ok) return answer.value;
  throw refused(answer.reason);
}

/** The thing that was looked for; throws `not-found` when it is not there. */
export async function found<T>(looked: Promise<T | undefined>): Promise<T> {
  const thing = await looked;
  if (thing === undefined) throw notFound();
  return thing;
}
