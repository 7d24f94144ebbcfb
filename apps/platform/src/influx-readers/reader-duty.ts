import type { Registry } from '@yanshou/registry';
import type { DatabaseNames, InfluxReaders, KeptReaders, ReaderSecret } from '@yanshou/store-influx';
import { Failure } from '@yanshou/telemetry';
import { audiencesOf, databasesOf } from './audiences.js';
import type { GrafanaFiles } from './grafana-files.js';
import type { ReaderFiles } from './reader-files.js';

export interface ReaderDutyParts {
  readonly registry: Pick<Registry, 'programmes' | 'projects'>;
  readonly readers: Pick<InfluxReaders, 'keep' | 'close'>;
  readonly files: Pick<ReaderFiles, 'check' | 'read'>;
  readonly grafana: Pick<GrafanaFiles, 'write'>;
  readonly names: DatabaseNames;
  /** Whether this process is the one that does it now: two would take each other's secrets away. */
  readonly mayKeep: () => Promise<boolean>;
  /** Databases whose account has a new secret. */
  readonly onRenewed: (databases: readonly string[]) => void;
}

/** What stays so until an operator changes the server: told once, not at every look. */
const STANDING: readonly string[] = ['influx-readers-open', 'influx-readers-none'];

/** Keeps a read-only account of InfluxDB for each project, each programme and the platform itself, and Grafana's files from them. */
export class ReaderDuty {
  private told: string | undefined;

  constructor(private readonly parts: ReaderDutyParts) {}

  /** Repeated, it changes nothing. Rejects with the first fault, after every account had its turn. */
  async keep(): Promise<void> {
    const { registry, readers, files, grafana, names, mayKeep, onRenewed } = this.parts;
    if (!(await mayKeep())) return;
    await files.check();
    const audiences = audiencesOf(names, await registry.programmes(), await registry.projects());
    const result = await this.attempt(() => readers.keep(databasesOf(audiences)));
    if (result === undefined) return;
    if (result.renewed.length > 0) onRenewed(result.renewed);
    const secrets = new Map<string, ReaderSecret | undefined>();
    for (const database of result.kept) secrets.set(database, await files.read(database));
    await grafana.write(audiences, (database) => secrets.get(database));
    if (result.faults.length > 0) throw result.faults[0];
  }

  close(): void {
    this.parts.readers.close();
  }

  private async attempt(work: () => Promise<KeptReaders>): Promise<KeptReaders | undefined> {
    try {
      const result = await work();
      this.told = undefined;
      return result;
    } catch (error) {
      if (!(error instanceof Failure) || !STANDING.includes(error.code)) throw error;
      if (this.told === error.code) return undefined;
      this.told = error.code;
      throw error;
    }
  }
}
