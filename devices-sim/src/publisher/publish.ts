import type { Clock } from '@yanshou/telemetry';
import { Failure } from '@yanshou/telemetry';
import type { MessageSource, SimulatedMessage } from '../message.js';
import { DeviceSession } from './device-session.js';
import { Limiter } from './limiter.js';
import type { Pace } from './pace.js';
import { UNPACED } from './pace.js';
import type { Progress } from './progress.js';
import { ProgressCounter } from './progress.js';

export interface PublishOptions {
  /** mqtt:// or mqtts:// address of the broker. */
  readonly url: string;
  readonly clock: Clock;
  /** Secret by `{project}/{principal}`; absent: connect without a user name. */
  readonly credentials?: ReadonlyMap<string, string>;
  /** Absent: as fast as the broker acknowledges. */
  readonly pace?: Pace;
  /** Principals that publish at the same time; in a paced run all do, and this bounds the connects under way. */
  readonly connections?: number;
  /** Unacknowledged messages of one principal. */
  readonly window?: number;
  /** Applied to the messages of each principal. */
  readonly distort?: (messages: Iterable<SimulatedMessage>) => Iterable<SimulatedMessage>;
  readonly onProgress?: (progress: Progress) => void;
  /** Stops a run: what was handed over is still waited for. */
  readonly signal?: AbortSignal;
  /** Milliseconds without any acknowledgement, while some are owed, after which the broker counts as gone. */
  readonly patienceMillis?: number;
}

const CONNECTIONS = 32;
const WINDOW = 32;
const PROGRESS_MILLIS = 200;
const PATIENCE_MILLIS = 60_000;

/**
 * Publishes every message of the sources over real connections, QoS 1, one session a principal. Resolves when all that
 * was published was acknowledged; rejects with the Failures `connection-refused`, `no-credential`, `broker-silent`.
 */
export async function publish(sources: readonly MessageSource[], options: PublishOptions): Promise<Progress> {
  const run = new PublishRun(sources, options);
  return run.finish();
}

interface Task {
  readonly source: MessageSource;
  readonly principal: string;
}

class PublishRun {
  private readonly tasks: readonly Task[];
  private readonly counter: ProgressCounter;
  private readonly connecting: Limiter;
  private readonly stop = new AbortController();
  private readonly sessions = new Set<DeviceSession>();

  constructor(
    sources: readonly MessageSource[],
    private readonly options: PublishOptions,
  ) {
    this.tasks = sources.flatMap((source) => source.principals.map((principal) => ({ source, principal })));
    this.counter = new ProgressCounter(this.tasks.length, options.pace !== undefined);
    this.connecting = new Limiter(options.connections ?? CONNECTIONS);
    if (options.signal?.aborted === true) this.stop.abort();
    options.signal?.addEventListener('abort', () => this.stop.abort(), { once: true });
  }

  async finish(): Promise<Progress> {
    const reports = setInterval(() => this.options.onProgress?.(this.counter.current()), PROGRESS_MILLIS);
    const watch = this.watchdog();
    try {
      await Promise.race([watch.lost, Promise.all(this.tasks.map((task) => this.runTask(task)))]);
      return this.counter.current();
    } finally {
      clearInterval(reports);
      watch.end();
      this.stop.abort();
      await Promise.allSettled([...this.sessions].map((session) => session.close(true)));
      this.options.onProgress?.(this.counter.current());
    }
  }

  /** Unpaced, a place in the limiter is a whole session; paced, all sessions stay open and only connecting is bounded. */
  private async runTask(task: Task): Promise<void> {
    if (this.options.pace === undefined) return this.connecting.run(async () => this.send(task, await this.open(task)));
    await this.send(task, await this.connecting.run(() => this.open(task)));
  }

  private async open({ source, principal }: Task): Promise<DeviceSession> {
    const session = new DeviceSession({
      url: this.options.url,
      clientId: `sim-${source.project}-${principal}`,
      window: this.options.window ?? WINDOW,
      onAcknowledged: () => (this.counter.acknowledged += 1),
      ...this.credentialOf(`${source.project}/${principal}`),
    });
    this.sessions.add(session);
    await session.opened();
    return session;
  }

  private credentialOf(username: string): { username?: string; password?: string } {
    if (!this.options.credentials) return {};
    const password = this.options.credentials.get(username);
    if (password !== undefined) return { username, password };
    throw new Failure('no-credential', `no credential for ${username}`, false, {
      zh: '凭据文件中没有该设备', en: 'the credentials file does not hold this device',
    });
  }

  private async send({ source, principal }: Task, session: DeviceSession): Promise<void> {
    const pace = this.options.pace ?? UNPACED;
    const distort = this.options.distort ?? ((messages) => messages);
    let sent = 0;
    for (const message of distort(source.messagesOf(principal))) {
      await pace.until(message.dueAt, this.stop.signal);
      if (this.stop.signal.aborted) break;
      this.counter.published += 1;
      sent += 1;
      await session.publish(message);
    }
    this.counter.finish(sent);
    await session.drained();
    await session.close(false);
    this.sessions.delete(session);
  }

  private watchdog(): { readonly lost: Promise<never>; end(): void } {
    const patience = this.options.patienceMillis ?? PATIENCE_MILLIS;
    let [seen, since] = [-1, this.options.clock.monotonicMillis()];
    let timer: NodeJS.Timeout | undefined;
    const lost = new Promise<never>((_, reject) => {
      timer = setInterval(() => {
        const { acknowledged, published } = this.counter;
        const now = this.options.clock.monotonicMillis();
        const owed = published > acknowledged || published === 0;
        if (acknowledged !== seen || !owed) [seen, since] = [acknowledged, now];
        else if (now - since > patience) reject(brokerSilent(this.options.url));
      }, Math.min(PROGRESS_MILLIS, patience));
    });
    return { lost, end: () => clearInterval(timer) };
  }
}

const brokerSilent = (url: string): Failure =>
  new Failure('broker-silent', `${url} acknowledges nothing`, true, {
    zh: '服务器无应答：请检查地址与服务器状态', en: 'the broker does not answer: check its address and its state',
  });
