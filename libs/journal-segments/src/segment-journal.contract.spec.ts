import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { journalContract } from '@yanshou/journal/testing';
import type { JournalUnderTest } from '@yanshou/journal/testing';
import { MICROS_PER_SECOND, ManualClock } from '@yanshou/telemetry';
import { nodeFileSystem, openSegmentJournal, openSegmentReader } from './index.js';
import type { JournalFileSystem } from './index.js';
import { SimulatedDisk } from './testing/simulated-disk.js';

const NO_RESERVE = { refuseBelowBytes: 0, refuseBelowShare: 0, lowBelowShare: 0 };

interface Stage {
  readonly directory: string;
  readonly fileSystem: JournalFileSystem;
  readonly faults: { writeError?: string };
  readonly clock: ManualClock;
  readonly dispose: () => Promise<void>;
}

async function underTest(stage: Stage): Promise<JournalUnderTest> {
  const { directory, fileSystem, faults, clock } = stage;
  const writer = await openSegmentJournal({ directory, clock, fileSystem, segmentBytes: 2000, space: NO_RESERVE });
  const breakWith = (code?: string): Promise<void> => {
    if (code === undefined) delete faults.writeError;
    else faults.writeError = code;
    return Promise.resolve();
  };
  return {
    writer,
    reader: (from = 1) => openSegmentReader(directory, { fileSystem, from }),
    reopen: async () => {
      await writer.close();
      return underTest(stage);
    },
    fillUp: () => breakWith('ENOSPC'),
    makeRoom: async () => {
      await breakWith();
      clock.advance(MICROS_PER_SECOND);
      writer.condition();
      await new Promise<void>((resolve) => void setTimeout(resolve, 10));
    },
    breakDisk: () => breakWith('EIO'),
    dispose: async () => {
      await writer.close();
      await stage.dispose();
    },
  };
}

/** The machine's disk, with writes that fail on demand. */
function faultyDisk(faults: { writeError?: string }): JournalFileSystem {
  return {
    ...nodeFileSystem,
    open: async (path, mode) => {
      const file = await nodeFileSystem.open(path, mode);
      return {
        write: (bytes, position) => (faults.writeError ? Promise.reject(injected(faults.writeError)) : file.write(bytes, position)),
        read: (into, position) => file.read(into, position),
        datasync: () => file.datasync(),
        sync: () => file.sync(),
        truncate: (length) => file.truncate(length),
        size: () => file.size(),
        close: () => file.close(),
      };
    },
  };
}

const injected = (code: string): Error => Object.assign(new Error('injected'), { code });

journalContract('SegmentJournal on a simulated disk', () => {
  const disk = new SimulatedDisk();
  return underTest({ directory: '/journal', fileSystem: disk.mount(), faults: disk.faults, clock: new ManualClock(1), dispose: () => Promise.resolve() });
});

journalContract("SegmentJournal on the machine's disk", async () => {
  const directory = await mkdtemp(join(tmpdir(), 'yanshou-journal-'));
  const faults = {};
  const dispose = (): Promise<void> => rm(directory, { recursive: true });
  return underTest({ directory, fileSystem: faultyDisk(faults), faults, clock: new ManualClock(1), dispose });
});
