import { statSync } from 'node:fs';
import { join } from 'node:path';
import { TemporaryMosquitto } from '@yanshou/broker-mqtt/testing';
import { TestPlatform } from './test-platform.js';
import type { TestPlatformOptions } from './test-platform.js';
import { until } from './until.js';

/** As docs/operations.md tells operators to set it up. */
const AS_DOCUMENTED = [
  'allow_anonymous false', 'password_file {directory}/passwords', 'acl_file {directory}/access', 'max_packet_size 8388608',
  'listener {device} 127.0.0.1', 'use_username_as_clientid true', 'listener {platform} 127.0.0.1',
];
/** What everybody may publish to another broker comes in by a bridge, which no access rule holds up: to try what comes through. */
const bridgeTo = (port: number): readonly string[] => ['connection open-door', `address 127.0.0.1:${port}`, 'topic # in 1', 'notifications false'];
const USER = { name: 'platform', password: 'of-the-platform' } as const;
export const BROKER_SECRET = 'a-secret-of-the-broker';
const RELOAD_MILLIS = 100;

export interface SiteOptions {
  readonly persistence?: boolean;
  readonly openDoor?: boolean;
}

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail?: string;
}

export interface Ready {
  readonly ready: boolean;
  readonly promise: { readonly zh: string; readonly en: string };
  readonly checks: readonly Check[];
  readonly alarms: readonly { readonly alarm: string }[];
}

/** A Mosquitto with the platform's files, reloaded whenever they change, as a service manager does. */
export class MosquittoSite {
  private readonly reloader: NodeJS.Timeout;
  private seen = '';

  private constructor(readonly mosquitto: TemporaryMosquitto, private readonly openDoor: TemporaryMosquitto | undefined) {
    this.reloader = setInterval(() => this.reloadOnChange(), RELOAD_MILLIS);
  }

  static async start({ persistence = false, openDoor = false }: SiteOptions = {}): Promise<MosquittoSite> {
    const door = openDoor ? await TemporaryMosquitto.start() : undefined;
    const lines = [...AS_DOCUMENTED, ...(door === undefined ? [] : bridgeTo(door.port))];
    return new MosquittoSite(await TemporaryMosquitto.start({ persistence, lines, files: ['passwords', 'access'] }), door);
  }

  /** Of the listener for devices. */
  get port(): number {
    return this.mosquitto.port;
  }

  /** Whoever publishes here publishes to every topic of the broker. */
  get openPort(): number {
    if (this.openDoor === undefined) throw new Error('no open door');
    return this.openDoor.port;
  }

  /** The platform's own user at the broker. */
  get user(): { readonly username: string; readonly password: string } {
    return { username: USER.name, password: USER.password };
  }

  get environment(): Readonly<Record<string, string>> {
    return { MQTT_URL: `mqtt://${USER.name}:${USER.password}@127.0.0.1:${this.mosquitto.platformPort}`, YANSHOU_MOSQUITTO_DIR: this.mosquitto.directory, YANSHOU_BROKER_SECRET: BROKER_SECRET };
  }

  /** A platform that consumes from here; resolves when it receives and its devices may connect. */
  async platform(options: TestPlatformOptions = {}): Promise<TestPlatform> {
    const platform = await TestPlatform.start({ ...options, env: { ...this.environment, ...options.env } });
    await receiving(platform);
    await this.reloaded();
    return platform;
  }

  /** Resolves when what the platform has entered so far is in force at the broker. */
  async reloaded(): Promise<void> {
    const credentials = (): boolean => this.stamp() === this.seen;
    // The platform writes once a second what has changed.
    await new Promise((resolve) => void setTimeout(resolve, 1_600));
    await until(credentials);
    await new Promise((resolve) => void setTimeout(resolve, RELOAD_MILLIS));
  }

  async dispose(): Promise<void> {
    clearInterval(this.reloader);
    await this.mosquitto.dispose();
    await this.openDoor?.dispose();
  }

  private reloadOnChange(): void {
    const stamp = this.stamp();
    if (stamp === this.seen) return;
    this.seen = stamp;
    this.mosquitto.reload();
  }

  private stamp(): string {
    return ['passwords', 'access'].map((name) => statSync(join(this.mosquitto.directory, name)).mtimeMs).join(' ');
  }
}

export const readiness = async (platform: TestPlatform): Promise<Ready> => (await (await fetch(`${platform.http}/readyz`)).json()) as Ready;
export const brokerCheck = async (platform: TestPlatform): Promise<Check | undefined> => (await readiness(platform)).checks.find(({ name }) => name === 'broker');
export const receiving = (platform: TestPlatform, withinMillis = 60_000): Promise<void> => until(async () => (await brokerCheck(platform))?.ok === true, withinMillis);
