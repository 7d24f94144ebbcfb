import type { ServerResponse } from 'node:http';
import { note } from '../logging/request-notes.js';

/** Why a write was not accepted. Influx clients show `message` and act on the status and `Retry-After`. */
export interface WriteRefusal {
  readonly status: number;
  /** One of InfluxDB's words for errors. */
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const refusal = (status: number, code: string, message: string, headers?: Readonly<Record<string, string>>): WriteRefusal =>
  headers === undefined ? { status, code, message } : { status, code, message, headers };

export const unauthorized = (): WriteRefusal =>
  refusal(401, 'unauthorized', '令牌无效或已吊销，请以设备密钥作为令牌 / the token is not valid or was revoked: use the device secret as the token', { 'www-authenticate': 'Bearer realm="yanshou"' });
export const unknownBucket = (bucket: string): WriteRefusal =>
  refusal(404, 'not found', `桶 bucket "${printable(bucket)}" 不存在；留空或填项目编号 / not found: leave it empty or name the project`);
export const unknownPrecision = (precision: string): WriteRefusal =>
  refusal(400, 'invalid', `精度 precision "${printable(precision)}" 不可用，应为 ns、us、ms 或 s / must be ns, us, ms or s`);
export const wrongMethod = (): WriteRefusal =>
  refusal(405, 'method not allowed', '请用 POST 写入 / write with POST', { allow: 'POST' });
export const unknownEncoding = (encoding: string): WriteRefusal =>
  refusal(415, 'unsupported media type', `内容编码 content-encoding "${printable(encoding)}" 不支持，可用 gzip、deflate、identity / use gzip, deflate or identity`);
export const badCompression = (): WriteRefusal =>
  refusal(400, 'invalid', '请求体无法解压 / the body cannot be decompressed');
export const bodyTooLarge = (mostBytes: number): WriteRefusal =>
  refusal(413, 'request too large', `解压后超过 ${mostBytes} 字节，请减小批量 / more than ${mostBytes} bytes when decompressed: send smaller batches`);
export const lineTooLong = (mostBytes: number): WriteRefusal =>
  refusal(413, 'request too large', `有一行超过 ${mostBytes} 字节 / a line is longer than ${mostBytes} bytes`);
export const overRate = (seconds: number): WriteRefusal =>
  refusal(429, 'too many requests', `超过设备速率限制，请在 ${seconds} 秒后重发 / over the rate of the device: send again in ${seconds} s`, { 'retry-after': String(seconds) });
export const unavailable = (why: { readonly zh: string; readonly en: string }, seconds: number): WriteRefusal =>
  refusal(503, 'unavailable', `暂不能接收，未确认的数据请重发：${why.zh} / cannot accept now, send again: ${why.en}`, { 'retry-after': String(seconds) });
export const internalError = (): WriteRefusal =>
  refusal(500, 'internal error', '内部错误，数据未确认，请重发 / internal error: nothing is acknowledged, send again');

/** Answers a write: 204 without a body when there is no refusal. */
export function answerWrite(response: ServerResponse, refused: WriteRefusal | undefined): void {
  if (response.destroyed) return;
  if (refused === undefined) {
    response.writeHead(204).end();
    return;
  }
  const { status, code, message, headers = {} } = refused;
  note(response, { code });
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify({ code, message }));
}

const printable = (text: string): string => text.slice(0, 64).replace(/[\p{C}"]/gu, '?');
