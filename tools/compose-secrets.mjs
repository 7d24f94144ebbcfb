// node tools/compose-secrets.mjs [DIR]: makes the secrets of docker-compose.yml, each once; what is there is left as it is.
// Uses built-ins only, so that it runs in a bare Node container too.
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const directory = resolve(process.argv[2] ?? join(import.meta.dirname, '..', 'secrets'));
const NATS = ['nats-1', 'nats-2', 'nats-3'];
const random = () => randomBytes(24).toString('base64url');

/** The folder hides the files on this machine; within it they are readable, because each container has a user of its own. Whatever the umask. */
mkdirSync(directory, { recursive: true, mode: 0o700 });
if ((statSync(directory).mode & 0o777) !== 0o700) chmodSync(directory, 0o700);

function secret(name, make = random) {
  const file = join(directory, name);
  if (!existsSync(file)) {
    writeFileSync(file, `${make()}\n`, { flag: 'wx', mode: 0o600 });
    process.stderr.write(`已生成 made ${file}\n`);
  }
  if ((statSync(file).mode & 0o777) !== 0o644) chmodSync(file, 0o644);
  return readFileSync(file, 'utf8').trimEnd();
}

/** What the journal may take on the three servers together, every replica counted: three times `max_file_store` of deploy/nats/nats.conf. */
const JOURNAL_STORE = '240GB';

function natsConfiguration(password, route) {
  const routes = NATS.map((server) => `"nats://route:${route}@${server}:6222"`).join(', ');
  return `accounts { YANSHOU: { jetstream: { max_file: ${JOURNAL_STORE} }, users: [{ user: "yanshou", password: "${password}" }] } }
cluster { name: "yanshou", listen: "0.0.0.0:6222", authorization { user: "route", password: "${route}", timeout: 5 }, routes: [${routes}] }`;
}

secret('admin-password');
const postgres = secret('postgres-password');
secret('database-url', () => `postgres://yanshou:${postgres}@postgres:5432/yanshou`);
secret('influx-password');
secret('influx-token');
secret('grafana-password');
secret('grafana-influx-password');
secret('grafana-programme-password');
secret('grafana-project-password');
secret('broker-secret');
const platform = secret('mqtt-password');
secret('mqtt-url', () => `mqtt://platform:${platform}@mosquitto:1884`);
const nats = secret('nats-password');
const route = secret('nats-route-password');
// On each: the tool `nats` takes them from the one that it reaches.
secret('nats-url', () => NATS.map((server) => `nats://yanshou:${nats}@${server}:4222`).join(','));
secret('nats-secrets.conf', () => natsConfiguration(nats, route));
