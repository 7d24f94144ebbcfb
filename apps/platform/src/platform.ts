import type { INestApplication } from '@nestjs/common';
import type { IndicatorRow } from '@yanshou/kpi';
import type { ReplayOutcome } from '@yanshou/projection';
import { systemClock } from '@yanshou/telemetry';
import { readTlsFiles } from './config/tls-files.js';
import { mountBrokerDoor } from './broker/mount-broker-door.js';
import { ackPromise } from './health/ack-promise.js';
import type { AlarmState } from './alarms/alarm-board.js';
import { ensureAdministrator } from './api/first-administrator.js';
import { openFeeds } from './dashboards/open-feeds.js';
import { ownFigures } from './dashboards/open-own-figures.js';
import type { OwnFigures } from './dashboards/own-figures.js';
import type { DashboardFeeds } from './dashboards/open-feeds.js';
import { startHttp } from './http-server.js';
import type { HttpServer } from './http-server.js';
import { keepMosquitto } from './intake/keep-mosquitto.js';
import { JobsModule } from './jobs/jobs.module.js';
import { openLive } from './live/open-live.js';
import type { Live } from './live/open-live.js';
import { mountLineProtocol } from './line-protocol/mount-line-protocol.js';
import { faultFields } from './logging/fault-fields.js';
import type { FaultFields } from './logging/fault-fields.js';
import { PlatformBackend } from './platform-backend.js';
import { openParts } from './platform-parts.js';
import type { PlatformOptions, PlatformParts, StoredTelemetry } from './platform-parts.js';
import { platformServices } from './platform-services.js';
import type { PlatformServices } from './platform-services.js';
import type { PlatformStatus } from './platform-status.js';
import { platformTimers } from './platform-timers.js';
import { PlatformWatch } from './platform-watch.js';
import { RegistryFollower } from './registry/registry-follower.js';
import type { PlatformRegistry } from './registry/platform-registry.js';
import { dataDirectoryAt } from './runtime/data-directory.js';
import type { Periodic } from './runtime/periodic.js';
import { InventoryOffer, NO_READER } from './telemetry/inventory-offer.js';
import { StoreWarnings } from './telemetry/store-warnings.js';
import { StoredStatusReader } from './telemetry/stored-status.js';
import type { AlarmBox } from './telemetry/stored-status.js';
import type { TelemetryAlarm } from './telemetry/telemetry-service.js';
import type { TelemetryClient } from './telemetry/telemetry-worker-client.js';

/** A change of the registry, a revocation among them, that is not in force after so long is told. */
const REGISTRY_SILENT_MILLIS = 5_000;

/**
 * One process of a running platform: it receives, projects, computes and answers, or does the part of it that its roles
 * say. What another role has is not there: asking for it is a defect of the caller's.
 */
export class Platform {
  readonly registry: PlatformRegistry;
  mqttPort = 0;
  private readonly made: PlatformServices | undefined;
  private readonly served: PlatformBackend | undefined;
  private readonly live: Live;
  private http: HttpServer | undefined;
  private timers: readonly Pick<Periodic, 'stop'>[] = [];
  private follower: RegistryFollower | undefined;
  private registryFault: FaultFields | null = null;
  private readonly watch: PlatformWatch;
  private readonly figures: OwnFigures | undefined;
  private readonly storedStatus: StoredStatusReader | undefined;
  private closing: Promise<void> | undefined;

  private constructor(private readonly options: PlatformOptions, private readonly parts: PlatformParts, private readonly alarmBox: AlarmBox & { readonly warnings: StoreWarnings }, private readonly feeds: DashboardFeeds) {
    const { stored, registry } = parts;
    const { config, log } = options;
    this.registry = registry;
    this.watch = new PlatformWatch({ limits: config.alarms, log, parts, promise: ackPromise(config), runsJobs: config.roles.has('jobs'), isShared: config.registry.databaseUrl !== undefined, status: () => this.status() });
    this.live = openLive(config, parts, (error) => this.watch.observations.faults.report('live', error));
    this.figures = ownFigures(options.config, { feeds, stored, watched: () => this.watch.figures(), status: () => this.status() });
    if (stored === undefined) return;
    this.storedStatus = new StoredStatusReader({ client: stored.worker.client, progress: stored.progress, alarms: alarmBox });
    const { jobs, faults } = this.watch.observations;
    this.made = platformServices(parts, {
      config, stored, meter: jobs, ...feeds,
      onError: (what, error) => faults.report('job', error, { what }),
    });
    const { hub } = this.live;
    if (hub === undefined) return;
    this.served = new PlatformBackend(parts, stored, this.made, {
      synchronise: () => this.synchronise(), replayQuarantine: (project) => this.replayQuarantine(project), alarms: () => this.alarms(),
      publicUrl: config.http.publicUrl, live: hub, streams: this.watch.observations.streams,
    });
  }

  /** Starts everything; resolves when devices can connect. Errors are ConfigurationError, Failure or a system error. */
  static async start(options: PlatformOptions): Promise<Platform> {
    const { roles, mqtt } = options.config;
    // A wrong file is told at once, not after the journal has been read; the broker reads them again when it is made.
    if (roles.has('ingest') && mqtt.tls !== undefined) readTlsFiles(mqtt.tls);
    const alarms = { last: null as TelemetryAlarm | null, warnings: storeWarnings(options) };
    const running: { platform?: Platform } = {};
    const tell = (alarm: TelemetryAlarm): void => {
      if (running.platform === undefined) options.log.error(faultFields(alarm), 'telemetry');
      else running.platform.watch.observations.faults.report('telemetry', alarm, { attempt: alarm.attempt });
    };
    const onAlarm = (alarm: TelemetryAlarm): void => {
      if (alarms.warnings.take(alarm, () => tell(alarm))) return;
      alarms.last = alarm;
      tell(alarm);
    };
    await alarms.warnings.adopt(dataDirectoryAt(options.config.dataDirectory).missingData);
    for (const warning of await alarms.warnings.standing()) options.log.error(faultFields(warning), 'telemetry');
    const parts = await openParts(options, onAlarm);
    const platform = new Platform(options, parts, alarms, await openFeeds(options.config, { ...parts, log: options.log }));
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

  get telemetry(): TelemetryClient {
    return this.stored.worker.client;
  }

  get services(): PlatformServices {
    return present(this.made, 'services');
  }

  /** What the HTTP API serves. */
  get backend(): PlatformBackend {
    return present(this.served, 'API');
  }

  /** Resolves when everything saved in the registry before the call is in force here, inventories that a hanging telemetry thread does not take left out; it is also looked for four times a second. */
  async synchronise(): Promise<void> {
    try {
      await this.follower?.follow();
      this.registryFault = null;
    } catch (error) {
      this.registryFault = faultFields(error);
      throw error;
    }
  }

  /** Answers within some seconds, whatever is away. */
  async status(): Promise<PlatformStatus> {
    const { intake } = this.parts;
    const silentMillis = systemClock.monotonicMillis() - (this.follower?.currentAsOf ?? 0);
    return {
      registryCurrent: silentMillis < REGISTRY_SILENT_MILLIS, registrySilentSeconds: silentMillis / 1_000, registryFault: this.registryFault,
      ...(intake && { intake: { broker: intake.broker.stats(), brokerChecks: intake.broker.checks(), journal: intake.journal.appender.condition(), journalRoom: intake.journal.room() } }),
      ...(await this.storedStatus?.read()),
    };
  }

  /** Resolves when everything acknowledged before the call is projected; rejects when the projection has stopped. */
  settled(project?: string): Promise<void> {
    return this.stored.progress.settled(project);
  }

  /** Writes for dashboards how this process is doing; it is also done once a minute. */
  async writeFigures(): Promise<void> {
    await this.figures?.write();
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
    this.parts.intake?.ingest.heartbeat();
    return outcome;
  }

  /** Stops accepting, finishes what is in flight, closes in reverse order. Idempotent. */
  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  /** A thread hangs: whoever ends the process in order would wait for it. */
  get hasSilentThread(): boolean {
    return this.parts.stored?.worker.isGivenUp() ?? false;
  }

  private get stored(): StoredTelemetry {
    return present(this.parts.stored, 'stored telemetry');
  }

  private async begin(): Promise<void> {
    const { intake, registry, start } = this.parts;
    const onError = (error: unknown): void => this.watch.observations.faults.report('periodic task', error);
    intake?.credentials.onRevoked((principal) => intake.broker.disconnect(principal));
    const mosquitto = intake && (await keepMosquitto(this.options, intake.credentials));
    const reader = this.parts.stored === undefined ? NO_READER : new InventoryOffer(this.parts.stored.worker.client);
    const onProjectChanged = (project: string): void => this.made?.board.forget(project);
    const onSettingsChanged = (): void => this.made?.board.forgetAll();
    this.follower = await RegistryFollower.begin({ clock: systemClock, registry, reader, onProjectChanged, onSettingsChanged, ...(intake && { intake }) }, start);
    this.http = await this.listen();
    await mosquitto?.update();
    this.mqttPort = (await intake?.broker.begin()) ?? 0;
    // Last: a password that is told once is not told by a start that fails.
    const { roles, http } = this.options.config;
    if (roles.has('api')) await ensureAdministrator(registry, http.administratorPassword, (line) => process.stderr.write(`${line}\n`));
    this.timers = [...this.watch.begin(), ...platformTimers(this.parts, { config: this.options.config, synchronise: () => this.synchronise(), onError, ...(mosquitto && { mosquitto }), ...(this.figures && { figures: this.figures }) })];
  }

  private listen(): Promise<HttpServer> {
    const { config } = this.options;
    const { observations: { faults, requests }, health } = this.watch;
    const onFault = (error: unknown): void => faults.report('http', error);
    const modules = config.roles.has('jobs') ? [JobsModule.of(this.services.jobs)] : [];
    return startHttp({ ...config.http, onFault, requests, mount: (app) => this.mount(app, onFault), modules }, health, config.roles.has('api') ? this.backend : undefined);
  }

  /** The doors for devices and brokers. */
  private mount(app: INestApplication, onError: (error: unknown) => void): void {
    const { intake } = this.parts;
    if (intake === undefined) return;
    const { ingest, rates, credentials, group } = intake;
    const { external } = this.options.config.mqtt;
    mountLineProtocol(app, { ingest, rates, onError });
    if (external?.secret !== undefined) mountBrokerDoor(app, { credentials, ingest, group, secret: external.secret, platform: external.address, grantSeconds: external.grantSeconds, clock: systemClock, log: this.options.log });
  }

  /** Devices first: nothing may hold up the end of acknowledging. A step that fails does not keep the next from its turn. */
  private async shutDown(): Promise<void> {
    const { intake, stored, registry, holder } = this.parts;
    // Everything that waits for the registry or the telemetry thread ends within its limit, whatever the server or a disk does.
    registry.hasten();
    void stored?.worker.hasten();
    const steps: readonly (() => Promise<unknown> | undefined)[] = [
      () => intake?.broker.close(), () => this.live.hub?.close(), () => this.http?.close(), () => this.made?.jobs.stop(), () => this.made?.assessments.close(), () => this.made?.printer.close(), async () => this.feeds.figureWriter?.close(), async () => this.feeds.readers?.close(),
      () => intake?.ingest.close(), () => Promise.all(this.timers.map((timer) => timer.stop())),
      () => this.live.publisher?.stop(), () => stored?.worker.close(), () => this.alarmBox.warnings.settled(), () => intake?.broker.sessions?.leave(), () => registry.leaveDuties(holder), () => registry.close(), () => intake?.journal.close(),
    ];
    for (const step of steps) {
      await Promise.resolve(step()).catch((error: unknown) => this.watch.observations.faults.report('while closing', error));
    }
  }
}

function present<T>(part: T | undefined, name: string): T {
  if (part === undefined) throw new Error(`this process has no ${name}: see YANSHOU_ROLES`);
  return part;
}

const storeWarnings = ({ config: { dataDirectory, sharedDirectory, store }, log }: PlatformOptions): StoreWarnings => new StoreWarnings({
  file: dataDirectoryAt(dataDirectory, sharedDirectory).missingData, store: store.kind === 'duckdb' ? store.kind : store.settings.prefix, clock: systemClock,
  onError: (error) => log.error(faultFields(error), 'store warnings'),
});
