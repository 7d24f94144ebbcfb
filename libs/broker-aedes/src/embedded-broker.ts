import type { Server, Socket } from 'node:net';
import { Aedes } from 'aedes';
import { BrokerHooks } from './broker-hooks.js';
import type { BrokerOptions, ListeningPorts } from './broker-options.js';
import {
  DEFAULT_CONNECT_RATE, DEFAULT_CONNECT_TIMEOUT_MILLIS, DEFAULT_MAX_CONNECTIONS, DEFAULT_MAX_PER_PRINCIPAL,
  DEFAULT_MAX_UNACKNOWLEDGED_BYTES, DEFAULT_MAX_UNRELEASED, DEFAULT_PUBLISH_RATE,
} from './broker-options.js';
import { BrokerCounters } from './broker-stats.js';
import type { BrokerStats } from './broker-stats.js';
import { ByteBudget } from './byte-budget.js';
import { EventLog } from './event-log.js';
import { Guard } from './guard.js';
import type { GuardLimits } from './guard-limits.js';
import { DEFAULT_GUARD_LIMITS } from './guard-limits.js';
import { IncomingIds } from './incoming-ids.js';
import { listenOn, plainServer, tlsServer } from './listeners.js';
import { quietFanOut } from './quiet-fan-out.js';
import { RateTable } from './rate-table.js';
import { SessionRegistry } from './session-registry.js';
import { TokenBucket } from './token-bucket.js';

const SWEEP_MILLIS = 250;
const RATES_MILLIS = 1_000;
const DRAIN_MILLIS = 3_000;
const DRAIN_STEP_MILLIS = 10;
/** Second line behind the guard's own bound on what a client leaves unread. */
const DRAIN_TIMEOUT_MILLIS = 5_000;

/**
 * An MQTT 3.1.1 broker in this process: aedes behind a guard on every socket. A message is acknowledged only after
 * the handler accepted it. `listen` and `close` are called once each.
 */
export class EmbeddedBroker {
  private readonly counters = new BrokerCounters();
  private readonly sessions = new SessionRegistry();
  private readonly guards = new Set<Guard>();
  private readonly servers: Server[] = [];
  private readonly events: EventLog;
  private readonly limits: GuardLimits;
  private readonly budget: ByteBudget;
  private readonly rates: RateTable;
  private readonly connects: TokenBucket;
  private readonly incoming: IncomingIds;
  private readonly hooks: BrokerHooks;
  private aedes: Aedes | undefined;
  private sweeper: NodeJS.Timeout | undefined;
  private ratesReadAt = 0;
  private starting = 0;
  private closing = false;

  constructor(private readonly options: BrokerOptions) {
    const { connectRate = DEFAULT_CONNECT_RATE, rateOf = () => DEFAULT_PUBLISH_RATE, handler } = options;
    this.events = new EventLog(options.log, this.now);
    this.limits = { ...DEFAULT_GUARD_LIMITS, ...options.limits };
    this.budget = new ByteBudget(options.maxUnacknowledgedBytes ?? DEFAULT_MAX_UNACKNOWLEDGED_BYTES);
    this.rates = new RateTable(rateOf, this.now);
    this.connects = new TokenBucket(connectRate.perSecond, connectRate.burst, this.now());
    this.incoming = new IncomingIds(options.maxUnreleasedPerSession ?? DEFAULT_MAX_UNRELEASED);
    this.hooks = new BrokerHooks({
      handler, incoming: this.incoming, sessions: this.sessions, counters: this.counters, events: this.events, rates: this.rates, now: this.now,
      maxPerPrincipal: options.maxConnectionsPerPrincipal ?? DEFAULT_MAX_PER_PRINCIPAL, isClosing: () => this.closing,
      onAcknowledged: options.onAcknowledged,
    });
  }

  /** Starts to listen on the configured addresses. Errors: `broker-listen`. */
  async listen(): Promise<ListeningPorts> {
    const { listen, tls, connectTimeoutMillis = DEFAULT_CONNECT_TIMEOUT_MILLIS } = this.options;
    this.aedes = await Aedes.createBroker({
      ...this.hooks.asOptions(), connectTimeout: connectTimeoutMillis, drainTimeout: DRAIN_TIMEOUT_MILLIS,
    });
    this.hooks.attach(this.aedes);
    quietFanOut(this.aedes);
    this.incoming.attach(this.aedes);
    this.sweeper = setInterval(() => this.sweep(), SWEEP_MILLIS);
    const accept = (socket: Socket): void => this.welcome(socket);
    const onTlsError = (error: Error): void => this.events.write('tls-error', error.message);
    try {
      return {
        ...(listen === undefined ? {} : { port: await this.start(plainServer(accept), listen) }),
        ...(tls === undefined ? {} : { tlsPort: await this.start(tlsServer(tls, accept, onTlsError), tls) }),
      };
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Sends a message at most once (QoS 0), or with QoS 1 at least once to whoever is subscribed. Never waits. */
  publish(topic: string, payload: Buffer | string, qos: 0 | 1 = 0): void {
    this.aedes?.publish({ cmd: 'publish', topic, payload, qos, retain: false, dup: false }, (error) => {
      if (error) this.events.write('broker-error', error.message);
    });
  }

  /** Whether a connection of `{project}/{principal}` has asked for receipts. */
  wantsReceipts(principal: string): boolean {
    return this.sessions.wantsReceipts(principal);
  }

  /** Cuts every connection of `{project}/{principal}` at once. */
  disconnect(principal: string): void {
    const sessions = [...this.sessions.of(principal)];
    if (sessions.length > 0) this.events.write('connection-cut', 'revoked', principal);
    for (const { guard } of sessions) guard.destroy();
  }

  stats(): BrokerStats {
    return { ...this.counters.snapshot(this.guards.size + this.starting, this.guards), unacknowledgedBytes: this.budget.used };
  }

  /** Accepts no more, waits at most 3 s for the acknowledgements that are owed, closes. Idempotent. */
  async close(): Promise<void> {
    if (this.closing) return;
    this.closing = true;
    const closed = this.servers.map((server) => new Promise<void>((resolve) => void server.close(() => resolve())));
    for (const guard of this.guards) guard.hold();
    await this.drain();
    clearInterval(this.sweeper);
    await new Promise<void>((resolve) => (this.aedes === undefined ? resolve() : this.aedes.close(resolve)));
    for (const guard of this.guards) guard.destroy();
    await Promise.all(closed);
  }

  private readonly now = (): number => this.options.clock.monotonicMillis();

  private async start(server: Server, address: { host?: string; port: number }): Promise<number> {
    this.servers.push(server);
    const port = await listenOn(server, address);
    server.on('error', (error) => this.events.write('broker-error', error.message));
    return port;
  }

  private welcome(socket: Socket): void {
    const { maxConnections = DEFAULT_MAX_CONNECTIONS, connectTimeoutMillis = DEFAULT_CONNECT_TIMEOUT_MILLIS } = this.options;
    const isFull = this.closing || this.guards.size + this.starting >= maxConnections;
    const delay = isFull ? 0 : this.connects.reserve(this.now());
    if (isFull || delay > connectTimeoutMillis) {
      this.counters.connectionsRefused += 1;
      this.events.write('connection-refused', 'connection limit');
      socket.on('error', () => undefined);
      socket.destroy();
      return;
    }
    if (delay === 0) return this.begin(socket);
    this.starting += 1;
    socket.on('error', () => undefined);
    setTimeout(() => {
      this.starting -= 1;
      if (this.closing) socket.destroy();
      else if (!socket.destroyed) this.begin(socket);
    }, delay);
  }

  private begin(socket: Socket): void {
    const guard = new Guard(socket, this.limits, this.hooks, this.budget);
    this.guards.add(guard);
    guard.once('close', () => {
      this.guards.delete(guard);
      this.hooks.forget(guard);
    });
    this.aedes?.handle(guard);
  }

  private sweep(): void {
    const now = this.now();
    for (const guard of this.guards) guard.sweep(now);
    if (now - this.ratesReadAt >= RATES_MILLIS) this.refreshRates(now);
    this.rates.sweep((principal) => this.sessions.has(principal));
  }

  private refreshRates(now: number): void {
    this.ratesReadAt = now;
    try {
      this.rates.refresh();
    } catch (error) {
      this.events.write('handler-error', error instanceof Error ? error.message : String(error));
    }
  }

  private async drain(): Promise<void> {
    const until = this.now() + DRAIN_MILLIS;
    const isOwing = (): boolean => [...this.guards].some((guard) => guard.pending > 0);
    while (isOwing() && this.now() < until) await new Promise((resolve) => void setTimeout(resolve, DRAIN_STEP_MILLIS));
  }
}
