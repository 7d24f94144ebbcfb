import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import type { BrokerStats } from '@yanshou/broker-aedes';
import type { JournalCondition, JournalRoom } from '@yanshou/journal';
import type { IndicatorRow } from '@yanshou/kpi';
import type { ReplayOutcome } from '@yanshou/projection';
import type { FigureWriter } from '@yanshou/store-influx';
import { systemClock } from '@yanshou/telemetry';
import type { ProjectInventory } from '@yanshou/telemetry';
import { MosquittoWriter } from './broker/mosquitto-writer.js';
import { mountBrokerDoor } from './broker/mount-broker-door.js';
import { startHttp } from './http-server.js';
import type { HttpServer } from './http-server.js';
import type { AlarmState } from './alarms/alarm-board.js';
import { openFigures } from './dashboards/open-figures.js';
import { JobsModule } from './jobs/jobs.module.js';
import { mountLineProtocol } from './line-protocol/mount-line-protocol.js';
import { PlatformBackend } from './platform-backend.js';
import { openParts } from './platform-parts.js';
import type { PlatformOptions, PlatformParts } from './platform-parts.js';
import { PlatformWatch } from './platform-watch.js';
import { faultFields } from './logging/fault-fields.js';
import type { FaultFields } from './logging/fault-fields.js';
import { platformServices } from './platform-services.js';
import type { PlatformServices } from './platform-services.js';
import { ChangeRelay } from './registry/change-relay.js';
import { RegistryFollower } from './registry/registry-follower.js';
import type { PlatformRegistry } from './registry/platform-registry.js';
import { Periodic } from './runtime/periodic.js';
import type { TelemetryAlarm, TelemetryStatus } from './telemetry/telemetry-service.js';
import type { TelemetryClient } from './telemetry/telemetry-worker-client.js';

const SYNC_MILLIS = 250;
const FLUSH_MILLIS = 5_000;
/** More often than once a minute: a timer drifts, and a minute without a beat counts as one without the platform. */
const HEARTBEAT_MILLIS = 20_000;
const RELAY_MILLIS = 500;
/** Each change costs the files of all credentials and a reload of the broker: an import is not written device by device. */
const MOSQUITTO_MILLIS = 1_000;
/** Without a look at the registry for so long its changes, revocations among them, are not in force. */
const REGISTRY_SILENT_MILLIS = 5_000;
const COMPACT_MILLIS = 60 * 60_000;
const SETTLE_STEP_MILLIS = 50;

/** Where a running platform stands. */
export interface PlatformStatus extends TelemetryStatus {
  readonly broker: BrokerStats;
  readonly journal: JournalCondition;
  /** Records in the journal that are not projected yet. */
  readonly pending: number;
  /** The registry's changes are being followed. */
  readonly registryCurrent: boolean;
  /** Seconds since its changes were last in force. */
  readonly registrySilentSeconds: number;
  /** Why the last look at the registry failed; null after one that did not. */
  readonly registryFault: FaultFields | null;
  /** Undefined where the journal is on no disk of ours. */
  readonly journalRoom: JournalRoom | undefined;
  /** The last fault of the telemetry thread; null when it has recovered. */
  readonly alarm: TelemetryAlarm | null;
}

/** The running platform of one machine: embedded broker, journal, store and registry in one process. */
export class Platform {
  readonly registry: PlatformRegistry;
  readonly telemetry: TelemetryClient;
  readonly services: PlatformServices;
  /** What the HTTP API serves. */
  readonly backend: PlatformBackend;
  mqttPort = 0;
  private http: HttpServer | undefined;
  private timers: Pick<Periodic, 'stop'>[] = [];
  private follower: RegistryFollower | undefined;
  private followedAt = 0;
  private registryFault: FaultFields | null = null;
  private readonly watch: PlatformWatch;
  private closing: Promise<void> | undefined;

  private constructor(private readonly options: PlatformOptions, private readonly parts: PlatformParts, private readonly alarmBox: AlarmBox, private readonly figureWriter: FigureWriter | undefined) {
    this.registry = parts.registry;
    this.telemetry = parts.telemetry.client;
    this.watch = new PlatformWatch({ limits: options.config.alarms, log: options.log, parts, status: () => this.status() });
    const { jobs, faults } = this.watch.observations;
    this.services = platformServices(parts, {
      pending: async () => (await this.status()).pending,
      settled: () => this.settled(),
      status: () => this.status(),
      ...(figureWriter && { figureWriter }),
      meter: jobs, figures: () => this.watch.figures(),
      onError: (what, error) => faults.report('job', error, { what }),
    });
    this.backend = new PlatformBackend(parts, this.services, this);
  }

  /** Starts everything; resolves when devices can connect. Errors are ConfigurationError, Failure or a system error. */
  static async start(options: PlatformOptions): Promise<Platform> {
    const alarms: AlarmBox = { last: null };
    const running: { platform?: Platform } = {};
    const onAlarm = (alarm: TelemetryAlarm): void => {
      alarms.last = alarm;
      if (running.platform === undefined) options.log.error(faultFields(alarm), 'telemetry');
      else running.platform.watch.observations.faults.report('telemetry', alarm, { attempt: alarm.attempt });
    };
    const parts = await openParts(options, onAlarm);
    const platform = new Platform(options, parts, alarms, await openFigures(options.config.store));
    running.platform = platform;
    try {
      await platform.begin();
      return platform;
    } catch (error) {
      await platform.close();
      throw error;
    }
  }

  get httpPort(): number {
    return this.http?.port ?? 0;
  }

  /** Resolves when everything saved in the registry before the call is in force; it is also looked for four times a second. */
  async synchronise(): Promise<void> {
    try {
      await this.follower?.follow();
      this.registryFault = null;
      this.followedAt = systemClock.monotonicMillis();
    } catch (error) {
      this.registryFault = faultFields(error);
      throw error;
    }
  }

  async status(): Promise<PlatformStatus> {
    const telemetry = await this.telemetry.status();
    const pending = this.parts.journal.nextSequence() - telemetry.nextSequence;
    if (telemetry.condition === 'running') this.alarmBox.last = null;
    const silentMillis = systemClock.monotonicMillis() - this.followedAt;
    return {
      ...telemetry, pending, registryCurrent: silentMillis < REGISTRY_SILENT_MILLIS, registrySilentSeconds: silentMillis / 1_000, registryFault: this.registryFault,
      broker: this.parts.broker.stats(), journal: this.parts.journal.condition(), journalRoom: this.parts.journal.room(), alarm: this.alarmBox.last,
    };
  }

  /** Resolves when everything acknowledged before the call is projected; rejects when the projection has stopped. */
  async settled(): Promise<void> {
    const until = this.parts.journal.nextSequence();
    for (;;) {
      const { nextSequence, stopped } = await this.telemetry.status();
      if (nextSequence >= until) return;
      if (stopped !== null) throw new Error(stopped);
      await sleep(SETTLE_STEP_MILLIS);
    }
  }

  /** The alarms, raised or not. */
  alarms(): readonly AlarmState[] {
    return this.watch.states();
  }

  /** The indicators of a project's contract over its whole window; none while it has no contract. */
  indicators(project: string): Promise<readonly IndicatorRow[]> {
    return this.services.evaluator.evaluate(project);
  }

  /** Projects quarantined messages again with the present inventory; answers how many were tried and how many resolved. */
  async replayQuarantine(project: string): Promise<ReplayOutcome> {
    await this.synchronise();
    const outcome = this.telemetry.replayQuarantine(project);
    // A replay rides on the next batch: give it a record to ride on.
    this.parts.ingest.heartbeat();
    return outcome;
  }

  /** Stops accepting, finishes what is in flight, closes in reverse order. Idempotent. */
  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async begin(): Promise<void> {
    const { broker, ingest, credentials, registry, journal, rates, start } = this.parts;
    credentials.onRevoked((principal) => broker.disconnect(principal));
    const mosquitto = await this.keepMosquitto();
    const updateInventories = (inventories: readonly ProjectInventory[]): Promise<void> => this.telemetry.updateInventories(inventories);
    this.follower = await RegistryFollower.begin({ registry, credentials, rates, updateInventories, onProjectChanged: (project) => this.services.board.forget(project) }, start);
    this.followedAt = systemClock.monotonicMillis();
    const { config } = this.options;
    const { observations: { faults, requests }, health } = this.watch;
    const onFault = (error: unknown): void => faults.report('http', error);
    const mount = (app: INestApplication): void => {
      mountLineProtocol(app, { ingest, rates, onError: onFault });
      const { external } = config.mqtt;
      if (external?.secret !== undefined) mountBrokerDoor(app, { credentials, ingest, secret: external.secret, platform: external.address });
    };
    this.http = await startHttp({ ...config.http, onFault, requests, mount, modules: [JobsModule.of(this.services.jobs)] }, health, this.backend);
    await mosquitto?.update();
    this.mqttPort = await broker.begin();
    this.beat();
    const relay = new ChangeRelay(registry, journal, systemClock);
    const onError = (error: unknown): void => faults.report('periodic task', error);
    this.timers = [
      ...this.watch.begin(),
      new Periodic(SYNC_MILLIS, () => this.synchronise(), onError),
      new Periodic(RELAY_MILLIS, () => relay.relay(), onError),
      new Periodic(FLUSH_MILLIS, () => ingest.flush(), onError),
      new Periodic(HEARTBEAT_MILLIS, () => this.beat(), onError),
      new Periodic(COMPACT_MILLIS, () => this.telemetry.compact(), onError),
      ...(mosquitto === undefined ? [] : [new Periodic(MOSQUITTO_MILLIS, () => mosquitto.update(), onError)]),
    ];
    void this.services.jobs.attempt('late data', () => this.services.jobs.lateData());
  }

  /** A minute in which devices could not reach us is none of the platform's. */
  private beat(): void {
    if (this.parts.broker.isReceiving()) this.parts.ingest.heartbeat();
  }

  private async keepMosquitto(): Promise<MosquittoWriter | undefined> {
    const setting = this.options.config.mqtt.external?.mosquitto;
    if (setting === undefined) return undefined;
    const onUnknown = (principals: readonly string[]): void => this.options.log.warn({ principals, help: OLD_SECRETS }, 'mosquitto');
    const writer = new MosquittoWriter(setting, this.parts.credentials, onUnknown);
    await writer.check();
    return writer;
  }

  /** Devices first: nothing may hold up the end of acknowledging. A step that fails does not keep the next from its turn. */
  private async shutDown(): Promise<void> {
    const { broker, ingest, telemetry, registry, journal } = this.parts;
    const steps: readonly (() => Promise<unknown> | undefined)[] = [
      () => broker.close(), () => this.http?.close(), () => this.services.jobs.stop(), () => this.services.assessments.close(), async () => this.figureWriter?.close(), () => ingest.close(), () => Promise.all(this.timers.map((timer) => timer.stop())),
      () => telemetry.close(), () => registry.close(), () => journal.close(),
    ];
    for (const step of steps) {
      await Promise.resolve(step()).catch((error: unknown) => this.watch.observations.faults.report('while closing', error));
    }
  }
}

const OLD_SECRETS = {
  zh: '这些设备的密钥签发于旧版本，Mosquitto 无法核对：请重新签发',
  en: 'secrets of these were issued by an older version, Mosquitto cannot check them: issue new ones',
};

interface AlarmBox {
  last: TelemetryAlarm | null;
}
