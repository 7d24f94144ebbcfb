import { isCredentials, readNatsUrl } from '@yanshou/journal-jetstream';
import type { NatsAddress, NatsFiles } from '@yanshou/journal-jetstream';
import type { Settings } from './config.schema.js';
import { ConfigurationError } from './configuration-error.js';
import { readAuthority, readKeyPair, readNamed } from './tls-files.js';

const OF_TLS = ['NATS_CA', 'NATS_CERT', 'NATS_KEY'] as const;

/** Where the journal's servers are and what is shown to them, with the files that are named. Throws ConfigurationError for a companion that is missing and a file that cannot be used. */
export function natsOf(values: Settings): NatsAddress | undefined {
  const { NATS_URL: url, NATS_CREDS: credentialsFile } = values;
  const named = (['NATS_CREDS', ...OF_TLS] as const).find((key) => values[key] !== undefined);
  if (url === undefined) {
    if (named !== undefined) throw new ConfigurationError(`${named} 需要 NATS_URL / ${named} needs NATS_URL`);
    return undefined;
  }
  const address = readNatsUrl(url) as NatsAddress;
  const ofTls = OF_TLS.find((key) => values[key] !== undefined);
  // Who names a certificate believes that connections are encrypted.
  if (ofTls !== undefined && !address.tls) throw new ConfigurationError(`${ofTls} 需要 NATS_URL 以 tls:// 开头，否则连接不加密 / ${ofTls} needs tls:// in NATS_URL: without it connections are not encrypted`);
  if (credentialsFile !== undefined && (address.user ?? address.token) !== undefined) {
    throw new ConfigurationError('NATS_CREDS 与 NATS_URL 中的用户名或令牌只能设置一种 / set NATS_CREDS or a user or token in NATS_URL, not both');
  }
  return { ...address, ...(credentialsFile !== undefined && { credentials: credentialsIn(credentialsFile) }), ...tlsFilesOf(values) };
}

function credentialsIn(file: string): string {
  const text = String(readNamed('NATS_CREDS', file));
  if (!isCredentials(text)) throw new ConfigurationError(`NATS_CREDS="${file}" 不是 .creds 文件：须含用户的 JWT 与其密钥种子，如 nsc generate creds 所写 / is no .creds file: it has to hold a user's JWT and the seed of its key, as nsc generate creds writes them`);
  return text;
}

function tlsFilesOf({ NATS_CA: ca, NATS_CERT: certificate, NATS_KEY: key }: Settings): NatsFiles {
  if ((certificate === undefined) !== (key === undefined)) throw new ConfigurationError('NATS_CERT 与 NATS_KEY 须同时设置 / NATS_CERT and NATS_KEY go together');
  const pair = certificate === undefined || key === undefined ? undefined : readKeyPair({ setting: 'NATS_CERT', file: certificate }, { setting: 'NATS_KEY', file: key });
  return { ...(ca !== undefined && { ca: String(readAuthority({ setting: 'NATS_CA', file: ca })) }), ...(pair && { certificate: String(pair.cert), key: String(pair.key) }) };
}
