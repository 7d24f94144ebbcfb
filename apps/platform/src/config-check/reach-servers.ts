import { connect } from 'node:net';
import { brokerName } from '@yanshou/broker-mqtt';
import type { BrokerAddress } from '@yanshou/broker-mqtt';
import { connectJetStream } from '@yanshou/journal-jetstream';
import type { NatsAddress } from '@yanshou/journal-jetstream';
import { reachPostgres } from '@yanshou/registry';
import type { InfluxSettings } from '@yanshou/store-influx';
import { Failure } from '@yanshou/telemetry';
import type { PlatformConfig } from '../config/config.js';
import { readTlsFiles } from '../config/tls-files.js';

const BROKER_MILLIS = 10_000;

/** One thing that the settings name: `reach` answers what it is, or throws as a start would. */
export interface Reachable {
  readonly name: string;
  reach(): Promise<string>;
}

/** Everything beside this process that the settings name, in the order in which a start needs it. Nothing is changed there. */
export function reachablesOf({ roles, mqtt: { tls, external }, nats, registry: { databaseUrl, limits }, store }: PlatformConfig): readonly Reachable[] {
  const found: Reachable[] = [];
  const add = (name: string, reach: Reachable['reach']): void => void found.push({ name, reach });
  if (tls !== undefined && roles.has('ingest')) add('TLS', async () => (readTlsFiles(tls), tls.certificateFile));
  if (nats !== undefined) add('NATS', () => reachNats(nats));
  if (databaseUrl !== undefined) add('PostgreSQL', async () => (await reachPostgres(databaseUrl, limits), new URL(databaseUrl).host));
  if (store.kind === 'influxdb') add('InfluxDB', () => reachInflux(store.settings));
  if (external !== undefined && roles.has('ingest')) add('MQTT broker', () => reachBroker(external.address));
  return found;
}

async function reachInflux(settings: InfluxSettings): Promise<string> {
  const { reachServer } = await import('@yanshou/store-influx');
  return `${(await reachServer(settings)).version}  ${settings.url}`;
}

async function reachNats(address: NatsAddress): Promise<string> {
  const connection = await connectJetStream(address, 'yanshou configuration check');
  await connection.close();
  return address.servers.join(',');
}

/** The address alone: a session would take messages away from a platform that runs. */
function reachBroker(address: BrokerAddress): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address.host, port: address.port, timeout: BROKER_MILLIS });
    const end = (why?: string): void => {
      socket.destroy();
      if (why === undefined) resolve(brokerName(address));
      else reject(brokerAway(brokerName(address), why));
    };
    socket.once('connect', () => end()).once('timeout', () => end(`${BROKER_MILLIS / 1_000} s`)).once('error', (error) => end(error.message));
  });
}

const brokerAway = (name: string, why: string): Failure =>
  new Failure('broker-unreachable', `${name}: ${why}`, true, {
    zh: `无法连接 MQTT broker ${name}（${why}）：请检查 MQTT_URL、网络与 broker`,
    en: `The MQTT broker ${name} cannot be reached (${why}): check MQTT_URL, the network and the broker`,
  });
