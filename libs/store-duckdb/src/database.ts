import { DuckDBInstance, version } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { asFailure, engineTooOld, invalidates, storeClosed } from './store-failures.js';
import { StoreLock, trueStorePath } from './store-lock.js';
import { migrate } from './schema.migrations.js';

export interface DuckDbStoreOptions {
  readonly file: string;
  /** As DuckDB writes it, e.g. `256MB`. Commits, queries and sorting share it; what does not fit goes to `temporaryDirectory`. */
  readonly memoryLimit?: string;
  /** Default 1: a second thread costs the writing path half as much again and gains it nothing (docs/adr/0004). */
  readonly threads?: number;
  readonly temporaryDirectory: string;
}

const IDLE_READERS = 4;
/** What is not checkpointed stays in memory: a quarter of the default limit (figures in docs/adr/0004). */
const CHECKPOINT_THRESHOLD = '64MB';

/** The one open instance: a writing connection used by one task at a time, and reading connections on demand. */
export class Database {
  private instance: DuckDBInstance | undefined;
  private writer: DuckDBConnection | undefined;
  private idle: DuckDBConnection[] = [];
  private readonly leased = new Set<DuckDBConnection>();
  private generation = 0;
  private closed = false;
  /** Tasks that may be inside the engine: closing a connection under one aborts the process. */
  private active = 0;
  private whenUnused: (() => void) | undefined;
  private writing: Promise<unknown> = Promise.resolve();
  private readonly lock: StoreLock;
  private readonly file: string;

  private constructor(private readonly options: DuckDbStoreOptions) {
    assertEngine(version());
    this.file = trueStorePath(options.file);
    this.lock = StoreLock.acquire(this.file);
  }

  /** Throws `store-locked`, `store-damaged`, `store-unavailable` or `store-engine-too-old`. */
  static async open(options: DuckDbStoreOptions): Promise<Database> {
    const database = new Database(options);
    try {
      await database.start();
      return database;
    } catch (error) {
      database.release();
      throw asFailure(error, database.file);
    }
  }

  /** Runs tasks that write one after the other. */
  write<T>(task: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    if (this.closed) return Promise.reject(storeClosed(this.file));
    const result = this.writing.then(() => this.attempt(async () => task(await this.writingConnection())));
    this.writing = result.catch(() => undefined);
    return result;
  }

  /** Runs a task on a connection of its own: it sees what was committed when its (trans)action began. */
  read<T>(task: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    return this.guarded(async () => {
      const lease = await this.lease();
      try {
        return await task(lease.connection);
      } finally {
        lease.end();
      }
    });
  }

  /** A reading connection for a stream; `end` gives it back. */
  async lease(): Promise<{ readonly connection: DuckDBConnection; end(): void }> {
    await this.start();
    const generation = this.generation;
    const connection = this.idle.pop() ?? (await (this.instance as DuckDBInstance).connect());
    this.leased.add(connection);
    const end = (): void => {
      if (!this.leased.delete(connection)) return;
      if (generation === this.generation && this.idle.length < IDLE_READERS) this.idle.push(connection);
      else connection.closeSync();
    };
    return { connection, end };
  }

  /** Maps engine errors to faults; an invalidated instance is dropped, the next task opens it again. Refused once closed. */
  async guarded<T>(task: () => Promise<T>): Promise<T> {
    if (this.closed) throw storeClosed(this.file);
    return this.attempt(task);
  }

  private async attempt<T>(task: () => Promise<T>): Promise<T> {
    this.active += 1;
    const generation = this.generation;
    try {
      return await task();
    } catch (error) {
      if (invalidates(error) && generation === this.generation) this.stop();
      throw asFailure(error, this.file);
    } finally {
      this.active -= 1;
      if (this.active === 0) this.whenUnused?.();
    }
  }

  /** Refuses new tasks, waits for those under way, and closes; streams end at their next page with `store-closed`. */
  async close(): Promise<void> {
    this.closed = true;
    await this.writing;
    if (this.active > 0) await new Promise<void>((resolve) => (this.whenUnused = resolve));
    for (const connection of this.leased) connection.closeSync();
    this.leased.clear();
    this.release();
  }

  private release(): void {
    this.stop();
    this.lock.release();
  }

  private async writingConnection(): Promise<DuckDBConnection> {
    await this.start();
    return this.writer as DuckDBConnection;
  }

  private async start(): Promise<void> {
    if (this.instance) return;
    this.starting ??= this.openInstance().finally(() => (this.starting = undefined));
    await this.starting;
  }
  private starting: Promise<void> | undefined;

  private async openInstance(): Promise<void> {
    const instance = await DuckDBInstance.create(this.file, {
      memory_limit: this.options.memoryLimit ?? '256MB',
      threads: String(this.options.threads ?? 1),
      temp_directory: this.options.temporaryDirectory,
      checkpoint_threshold: CHECKPOINT_THRESHOLD,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      // Every query that promises an order says so; without this a large insert or export buffers all rows.
      preserve_insertion_order: 'false',
    });
    try {
      const writer = await instance.connect();
      await migrate(writer);
      this.writer = writer;
      this.instance = instance;
    } catch (error) {
      instance.closeSync();
      throw error;
    }
  }

  private stop(): void {
    this.generation += 1;
    for (const connection of this.idle) connection.closeSync();
    this.idle = [];
    this.writer?.closeSync();
    this.writer = undefined;
    this.instance?.closeSync();
    this.instance = undefined;
  }
}

function assertEngine(found: string): void {
  const [, major = 0, minor = 0] = (/^v?(\d+)\.(\d+)/.exec(found) ?? []).map(Number);
  if (major < 1 || (major === 1 && minor < 5)) throw engineTooOld(found);
}
