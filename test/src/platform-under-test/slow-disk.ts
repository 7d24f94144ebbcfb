import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CredentialTable, hashSecret } from '@yanshou/access';
import { EmbeddedBroker } from '@yanshou/broker-aedes';
import { IngestPath } from '@yanshou/ingest';
import { nodeFileSystem, openSegmentJournal } from '@yanshou/journal-segments';
import type { JournalFileSystem, OpenFile, SegmentJournal } from '@yanshou/journal-segments';
import { systemClock } from '@yanshou/telemetry';

export const SECRET = 'a-secret-of-the-test';

/** A real disk whose flushes take as long as they are told to. */
export class SlowDisk {
  /** Milliseconds that each flush takes longer. */
  flushMillis = 0;
  flushes = 0;
  private stall: Promise<void> = Promise.resolve();

  /** From now on no flush ends until the result is called. */
  stop(): () => void {
    let release = (): void => undefined;
    this.stall = new Promise((resolve) => { release = resolve; });
    return release;
  }

  fileSystem(): JournalFileSystem {
    return { ...nodeFileSystem, open: async (path, mode) => this.slow(await nodeFileSystem.open(path, mode)) };
  }

  private slow(file: OpenFile): OpenFile {
    const flush = async (work: () => Promise<void>): Promise<void> => {
      this.flushes += 1;
      if (this.flushMillis > 0) await sleep(this.flushMillis);
      await this.stall;
      await work();
    };
    return {
      write: (bytes, position) => file.write(bytes, position), read: (into, position) => file.read(into, position),
      truncate: (length) => file.truncate(length), size: () => file.size(), close: () => file.close(),
      datasync: () => flush(() => file.datasync()), sync: () => flush(() => file.sync()),
    };
  }
}

/** Broker and journal as the platform joins them, over a disk of the test's; every device of `project` has the same secret. */
export class IngestUnderTest {
  private constructor(readonly port: number, readonly journal: SegmentJournal, private readonly closing: () => Promise<void>) {}

  static async start(disk: SlowDisk, project: string, devices: readonly string[], onAcknowledged: (letInAt: number) => void = () => undefined): Promise<IngestUnderTest> {
    const directory = mkdtempSync(join(tmpdir(), 'yanshou-slow-disk-'));
    const journal = await openSegmentJournal({ directory, clock: systemClock, fileSystem: disk.fileSystem() });
    const credentials = new CredentialTable('pepper');
    const secretHash = (device: string): string => hashSecret('pepper', `${SECRET}-${device}`);
    credentials.replace(devices.map((principal) => ({ project, principal, kind: 'device' as const, secretHash: secretHash(principal), revoked: false })));
    const ingest = new IngestPath({ journal, clock: systemClock, credentials });
    const broker = new EmbeddedBroker({ handler: ingest, clock: systemClock, listen: { port: 0 }, rateOf: () => ({ perSecond: 1e6, burst: 1e6 }), onAcknowledged });
    const { port = 0 } = await broker.listen();
    return new IngestUnderTest(port, journal, async () => {
      await broker.close();
      await ingest.close();
      await journal.close();
      rmSync(directory, { recursive: true, force: true });
    });
  }

  close(): Promise<void> {
    return this.closing();
  }
}
