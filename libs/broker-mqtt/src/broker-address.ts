/** A broker as `MQTT_URL` names it. */
export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly username?: string;
  readonly password?: string;
}

const PORTS: Readonly<Record<string, number>> = { 'mqtt:': 1883, 'mqtts:': 8883 };

/** Reads `mqtt://` or `mqtts://[user:password@]host[:port]`; undefined for anything else. User info is percent-decoded. */
export function parseBrokerUrl(text: string): BrokerAddress | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(text);
  const usual = PORTS[protocol];
  if (usual === undefined || hostname === '' || !['', '/'].includes(pathname) || search !== '' || hash !== '') return undefined;
  const credentials = decoded(username, password);
  if (credentials === undefined) return undefined;
  // An IPv6 address stands in brackets in a URL and without them everywhere else.
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? usual : Number(port), tls: protocol === 'mqtts:', ...credentials };
}

/** `host:port`, without secrets. */
export const brokerName = ({ host, port }: Pick<BrokerAddress, 'host' | 'port'>): string => `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;

function decoded(username: string, password: string): Pick<BrokerAddress, 'username' | 'password'> | undefined {
  if (username === '') return password === '' ? {} : undefined;
  try {
    return { username: decodeURIComponent(username), ...(password === '' ? {} : { password: decodeURIComponent(password) }) };
  } catch {
    return undefined;
  }
}
