import type { IncomingMessage } from 'node:http';
import type { CredentialRequest } from '@yanshou/access';
import { LINE_PRECISIONS } from '@yanshou/codecs';
import type { LinePrecision } from '@yanshou/codecs';

/** What a write says of itself before its body. `org` is accepted and not looked at. */
export interface WriteRequest {
  readonly credential: CredentialRequest;
  /** '' where none is named. */
  readonly bucket: string;
  /** As it was written. */
  readonly precision: string;
}

const DEFAULT_PRECISION: LinePrecision = 'ns';

export function readWriteRequest({ url = '/', headers }: IncomingMessage): WriteRequest {
  const query = new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');
  return {
    credential: credentialOf(headers.authorization, query),
    bucket: query.get('bucket') ?? '',
    precision: query.get('precision') || DEFAULT_PRECISION,
  };
}

export const isPrecision = (text: string): text is LinePrecision => (LINE_PRECISIONS as readonly string[]).includes(text);

/** The ways in which Influx clients present a token: `Token`, `Bearer`, `Basic`, and 1.x's `u` and `p` in the query. */
function credentialOf(authorization: string | undefined, query: URLSearchParams): CredentialRequest {
  if (authorization === undefined) return pair(query.get('u') ?? '', query.get('p') ?? '');
  const [, scheme = '', rest = ''] = /^(\S+) +(\S+)\s*$/.exec(authorization) ?? [];
  switch (scheme.toLowerCase()) {
    case 'token':
    case 'bearer':
      return named(rest);
    case 'basic':
      return named(Buffer.from(rest, 'base64').toString('utf8'));
    default:
      return {};
  }
}

function named(text: string): CredentialRequest {
  const colon = text.indexOf(':');
  return colon < 0 ? { username: text } : pair(text.slice(0, colon), text.slice(colon + 1));
}

/** A user that is `{project}/{device}` must be the one whose secret it is; any other name is of no meaning here. */
function pair(user: string, secret: string): CredentialRequest {
  if (secret === '') return { username: user };
  return user.includes('/') ? { username: user, password: Buffer.from(secret) } : { username: secret };
}
