import type { Operation } from './operation.js';

/**
 * The problem documents that an operation may answer with: what each HTTP status means there, Chinese and English. Whatever
 * is not among them is a fault of the platform (500).
 */
export function problemsOf({ method, need, params, query, decidedFor, body }: Operation): Readonly<Partial<Record<number, string>>> {
  const changes = method !== 'get' && need !== 'nothing';
  return {
    400: '请求有误：code、field 指明何处 / a fault of the request: see code and field',
    401: '未登录或凭据无效 / no valid credential',
    ...((need !== 'nothing' || method !== 'get') && { 403: '无此权限，或请求来自其他站点的页面 / not allowed, or sent by another site’s page' }),
    ...((params ?? decidedFor) !== undefined && { 404: '不存在，或无权查看 / not there, or not for this caller' }),
    ...(changes && { 409: '与现状冲突：已存在、已冻结或在用 / against what is there: exists, is frozen or in use' }),
    ...(body !== undefined && { 413: '请求体太大 / the body is too large', 415: '不支持的内容类型 / an unknown content type' }),
    ...((changes || query !== undefined) && { 422: '内容可读，但按规则不受理：code、field 指明何处 / understood, and refused by a rule: see code and field' }),
    429: '尝试过于频繁或排队的计算过多，见 Retry-After / too many attempts, or computations that wait: see Retry-After',
    503: '所需的部件暂不可用，稍后重试 / a part that this needs is not available: try again later',
  };
}
