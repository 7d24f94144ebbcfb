import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBDataChunk, DuckDBResult, DuckDBValue } from '@duckdb/node-api';
import { migrate } from './schema.migrations.js';
import { storeReopened } from './store-failures.js';

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

/**
 * One opening of the file, with all that was made of it: closing it closes everything, so that the file is really let
 * go of. Whoever opens it again while anything of this one is left loses committed rows.
 */
export class EngineInstance {
  private readonly idle: DuckDBConnection[] = [];
  private readonly leases = new Set<Lease>();
  /** Tasks inside the engine: closing a connection under one aborts the process. */
  private active = 0;
  private whenUnused: (() => void) | undefined;
  private ended = false;
  private closing: Promise<void> | undefined;

  private constructor(private readonly engine: DuckDBInstance, readonly writer: DuckDBConnection) {}

  static async open(file: string, options: DuckDbStoreOptions): Promise<EngineInstance> {
    const engine = await DuckDBInstance.create(file, {
      memory_limit: options.memoryLimit ?? '256MB',
      threads: String(options.threads ?? 1),
      temp_directory: options.temporaryDirectory,
      checkpoint_threshold: CHECKPOINT_THRESHOLD,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      // Every query that promises an order says so; without this a large insert or export buffers all rows.
      preserve_insertion_order: 'false',
    });
    let writer: DuckDBConnection | undefined;
    try {
      writer = await engine.connect();
      await migrate(writer);
      return new EngineInstance(engine, writer);
    } catch (error) {
      writer?.closeSync();
      engine.closeSync();
      throw error;
    }
  }

  get retired(): boolean {
    return this.ended;
  }

  /** A task is under way, or a stream is being read. */
  get busy(): boolean {
    return this.active > 0 || this.leases.size > 0;
  }

  /** Runs a task that may be inside the engine; `retire` waits for it. */
  async use<T>(task: () => Promise<T>): Promise<T> {
    if (this.ended) throw storeReopened();
    this.active += 1;
    try {
      return await task();
    } finally {
      this.active -= 1;
      if (this.active === 0) this.whenUnused?.();
    }
  }

  /** A reading connection; only within `use`. */
  async lease(): Promise<Lease> {
    const connection = this.idle.pop() ?? (await this.engine.connect());
    const lease: Lease = new Lease(this, connection, (reusable) => {
      this.leases.delete(lease);
      if (reusable && !this.ended && this.idle.length < IDLE_READERS) this.idle.push(connection);
      else connection.closeSync();
    });
    this.leases.add(lease);
    return lease;
  }

  /** Takes no more tasks, waits for those under way and closes everything, streams included. Idempotent. */
  retire(): Promise<void> {
    this.ended = true;
    this.closing ??= this.close();
    return this.closing;
  }

  private async close(): Promise<void> {
    if (this.active > 0) await new Promise<void>((resolve) => (this.whenUnused = resolve));
    for (const lease of [...this.leases]) await lease.end();
    for (const connection of this.idle.splice(0)) connection.closeSync();
    this.writer.closeSync();
    this.engine.closeSync();
  }
}

/** A connection of its own, for a query or for a stream that is read piece by piece. */
export class Lease {
  private result: DuckDBResult | undefined;
  private ending: Promise<void> | undefined;

  constructor(private readonly instance: EngineInstance, readonly connection: DuckDBConnection, private readonly giveBack: (reusable: boolean) => void) {}

  /** Runs a step of a stream. Refused with `store-unavailable` (retryable) when the instance has been closed meanwhile. */
  use<T>(task: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    return this.instance.use(() => task(this.connection));
  }

  async stream(sql: string, values: DuckDBValue[]): Promise<void> {
    this.result = await this.use((connection) => connection.stream(sql, values));
  }

  /** The next rows of the stream; null at its end. */
  async fetch(): Promise<DuckDBDataChunk | null> {
    const chunk = await this.use(async () => this.result?.fetchChunk());
    if (chunk && chunk.rowCount > 0) return chunk;
    this.result = undefined;
    return null;
  }

  /** Gives the connection back. Idempotent. */
  end(): Promise<void> {
    this.ending ??= this.finish();
    return this.ending;
  }

  private async finish(): Promise<void> {
    const { result } = this;
    this.result = undefined;
    // A stream that was not read to its end holds the file open, closed connection or not, until it fails or is collected.
    if (result !== undefined) {
      this.connection.interrupt();
      await result.fetchChunk().catch(() => null);
    }
    this.giveBack(result === undefined);
  }
}
