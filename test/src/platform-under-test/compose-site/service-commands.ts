import { connect } from 'node:net';
import { NATS_BINARY, natsSince } from '@yanshou/journal-jetstream/testing';
import type { ComposeService } from '../../deploy/compose-file.js';
import { interpolated } from '../../deploy/compose-file.js';
import { MAIN } from '../product.js';
import type { ContainerRoot } from './container-root.js';
import type { Places } from './places.js';
import type { ServiceCommand } from './service-process.js';

/** A service as it is to be run here. */
export interface Hosted {
  readonly name: string;
  readonly service: ComposeService;
  readonly root: ContainerRoot;
  readonly places: Places;
  /** What the operator's .env says. */
  readonly dotEnv: Readonly<Record<string, string>>;
}

/** How the process of an image is started, by its name without registry and version. */
export const COMMANDS: Readonly<Record<string, (hosted: Hosted) => ServiceCommand>> = {
  'yanshou-platform': (hosted) => ({ command: process.execPath, args: [MAIN], env: platformEnvironment(hosted), isHealthy: () => isHealthy(hosted) }),
  nats: (hosted) => ({ command: NATS_BINARY, args: wordsOf(hosted).slice(1), env: { ...hosted.service.environment }, isHealthy: () => isHealthy(hosted) }),
  'eclipse-mosquitto': (hosted) => {
    const [command = '', ...args] = wordsOf(hosted);
    // Debian has it where only root looks.
    return { command, args, env: { PATH: `/usr/sbin:${process.env.PATH ?? ''}` }, isHealthy: () => isHealthy(hosted) };
  },
};

/** What a file of a container has to say differently here, beside paths and addresses. */
export function madeFit(text: string): string {
  const flushing = natsSince(2, 10, 0) ? text : text.replace(/^ *sync_interval: always\n/m, '');
  // Mosquitto that is started as root becomes somebody who may not read the test's folder.
  return process.getuid?.() === 0 && text.includes('password_file') ? `user root\n${flushing}` : flushing;
}

/** The environment of the service, with folders and addresses of this machine; and InfluxDB 1.x, which Debian has, in place of 2.7. */
function platformEnvironment({ name, service, root, places, dotEnv }: Hosted): Readonly<Record<string, string>> {
  const env: Record<string, string> = { YANSHOU_HTTP_PORT: String(places.portOf(name, 3000)) };
  for (const [key, text] of Object.entries(service.environment ?? {})) {
    const value = interpolated(text, dotEnv);
    if (key === 'INFLUX_TOKEN_FILE') root.path(value);
    else if (key === 'INFLUX_BUCKET') env['INFLUX_DATABASE'] = value;
    else if (key !== 'INFLUX_ORG') env[key] = value.startsWith('/') ? root.path(value) : places.inUrls(value).replace('0.0.0.0', '127.0.0.1');
  }
  return env;
}

const wordsOf = ({ service: { entrypoint = [], command = [] }, root }: Hosted): string[] => [...entrypoint, ...command].map((word) => root.withPaths(word));

/** As its container is asked. */
async function isHealthy({ name, service, places }: Hosted): Promise<boolean> {
  const test = service.healthcheck?.test?.join(' ') ?? '';
  const [url] = /http:\/\/[^'"\s]+/.exec(places.inFileOf(name, test)) ?? [];
  if (url !== undefined) return fetch(url, { headers: { connection: 'close' } }).then(({ ok }) => ok, () => false);
  const [, port] = /^CMD nc -z \S+ (\d+)$/.exec(test) ?? [];
  if (port === undefined) throw new Error(`no way here to ask service ${name} by: ${test}`);
  return isListening(places.portOf(name, port));
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const tell = (listens: boolean) => (): void => {
      socket.destroy();
      resolve(listens);
    };
    socket.once('connect', tell(true)).once('error', tell(false));
  });
}
