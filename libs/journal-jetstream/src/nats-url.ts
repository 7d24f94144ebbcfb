/** What proves who the platform and the servers are, where that is not in `NATS_URL`: texts of files. */
export interface NatsFiles {
  /** A user's JWT and the seed of its key, as `nsc` writes them. */
  readonly credentials?: string;
  /** PEM: who has signed the servers' certificates, instead of the authorities that Node.js knows. */
  readonly ca?: string;
  /** PEM: the certificate that is shown to the servers, and its key. */
  readonly certificate?: string;
  readonly key?: string;
}

/** Addresses and credentials of `NATS_URL`, and what files beside it hold. */
export interface NatsAddress extends NatsFiles {
  readonly servers: readonly string[];
  readonly user?: string;
  readonly password?: string;
  readonly token?: string;
  readonly tls: boolean;
}

const SCHEMES: readonly string[] = ['nats:', 'tls:'];
const DEFAULT_PORT = '4222';

/**
 * Reads `nats://user:password@host:4222,nats://host:4222`: several servers by commas, the credentials on the first that has
 * some; `nats://token@host` for a token, `tls://` for an encrypted connection. Undefined when it cannot be read.
 */
export function readNatsUrl(text: string): NatsAddress | undefined {
  const urls = text.split(',').map((part) => urlOf(part.trim()));
  if (urls.some((url) => url === undefined)) return undefined;
  const known = urls.filter((url) => url !== undefined);
  const credentials = credentialsOf(known.find((url) => url.username !== ''));
  return credentials && {
    servers: known.map(({ hostname, port }) => `${hostname}:${port === '' ? DEFAULT_PORT : port}`),
    tls: known.some(({ protocol }) => protocol === 'tls:'),
    ...credentials,
  };
}

/** Undefined where a percent sign begins no code. */
function credentialsOf(url: Pick<URL, 'username' | 'password'> | undefined): Partial<NatsAddress> | undefined {
  if (url === undefined) return {};
  try {
    const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    return password === '' ? { token: user } : { user, password };
  } catch {
    return undefined;
  }
}

function urlOf(part: string): URL | undefined {
  if (!URL.canParse(part)) return undefined;
  const url = new URL(part);
  return SCHEMES.includes(url.protocol) && url.hostname !== '' ? url : undefined;
}
