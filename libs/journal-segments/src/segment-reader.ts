import { setTimeout as sleep } from 'node:timers/promises';
import type { GapPlace, JournalReader, JournalRecord, ReadLimit } from '@yanshou/journal';
import { systemClock } from '@yanshou/telemetry';
import type { Clock } from '@yanshou/telemetry';
import { damagedFailure, missingFailure } from './faults.js';
import { errorCode } from './file-system.port.js';
import type { JournalFileSystem, OpenFile } from './file-system.port.js';
import { readGapPlaces } from './gap-places.js';
import { MarkReader } from './mark-reader.js';
import { nodeFileSystem } from './node-file-system.js';
import { checksumMatches, recordAt, recordLength, sequenceAt } from '@yanshou/journal/record-frame';
import { SegmentWindow } from './segment-window.js';
import { decodeHeader, HEADER_BYTES } from './segment-header.js';
import { listSegments, segmentName, segmentPath } from './segment-names.js';
import { sequenceAfter } from './segment-scan.js';

export interface SegmentReaderOptions {
  /** Sequence to begin with; 1 unless given. */
  readonly from?: number;
  /** Whether each record's CRC is checked; true unless given. */
  readonly verify?: boolean;
  readonly clock?: Clock;
  readonly fileSystem?: JournalFileSystem;
}

const FIRST_PAUSE_MILLIS = 2;
const LONGEST_PAUSE_MILLIS = 20;

/**
 * Opens a reader of the journal in `directory`, which another thread or process may be writing. It delivers only what the
 * writer has flushed. Throws `journal-missing` (retryable) when no journal was ever opened there.
 */
export async function openSegmentReader(directory: string, options: SegmentReaderOptions = {}): Promise<JournalReader> {
  const { fileSystem = nodeFileSystem, clock = systemClock, verify = true, from = 1 } = options;
  const mark = await MarkReader.open(fileSystem, directory);
  const reader = new SegmentReader(mark, { directory, fileSystem, clock, verify });
  await reader.seek(from);
  return reader;
}

interface ReaderSetting {
  readonly directory: string;
  readonly fileSystem: JournalFileSystem;
  readonly clock: Clock;
  readonly verify: boolean;
}

class SegmentReader implements JournalReader {
  readonly journal: string;
  private window: SegmentWindow | null = null;
  private segment = 0;
  private salt = 0;
  /** Sequence of the next record in the file. */
  private expected = 1;
  /** Records below are passed over. */
  private wanted = 1;

  constructor(private readonly mark: MarkReader, private readonly setting: ReaderSetting) {
    this.journal = mark.position.journal;
  }

  async read(limit: ReadLimit): Promise<JournalRecord[]> {
    const deadline = this.setting.clock.monotonicMillis() + limit.waitMillis;
    for (let pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS)) {
      const records = await this.readAvailable(limit);
      const left = deadline - this.setting.clock.monotonicMillis();
      if (records.length > 0 || left <= 0) return records;
      await sleep(Math.min(pause, left));
    }
  }

  more(): boolean {
    return this.current.buffered > 0 || !this.current.atEnd() || this.mark.position.segment > this.segment;
  }

  async seek(sequence: number): Promise<void> {
    const firsts = await listSegments(this.setting.fileSystem, this.setting.directory);
    const first = firsts.findLast((candidate) => candidate <= sequence) ?? firsts[0];
    if (first === undefined) throw missingFailure(this.setting.directory);
    await this.enter(first);
    this.wanted = sequence;
  }

  gapPlaces(): Promise<readonly GapPlace[]> {
    return readGapPlaces(this.setting);
  }

  async close(): Promise<void> {
    await this.window?.close();
    this.window = null;
    await this.mark.close();
  }

  /** What is durable now; goes on over passed-over records and ends of segments until there is a record or nothing more. */
  private async readAvailable(limit: ReadLimit): Promise<JournalRecord[]> {
    const records: JournalRecord[] = [];
    while (records.length === 0 && (await this.fill(limit))) {
      if (this.current.buffered === 0) await this.enterNext();
      else await this.take(limit, records);
    }
    return records;
  }

  private get current(): SegmentWindow {
    if (this.window === null) throw missingFailure(this.setting.directory);
    return this.window;
  }

  /** True when there is something to do: bytes in the window, or a next segment to enter. */
  private async fill(limit: ReadLimit): Promise<boolean> {
    const window = this.current;
    if (window.wantsMore(limit.maxBytes)) {
      if (window.atEnd()) await this.learnEnd(window);
      await window.fill(limit.maxBytes);
    }
    return window.buffered > 0 || this.mark.position.segment > this.segment;
  }

  private async learnEnd(window: SegmentWindow): Promise<void> {
    if (this.mark.position.segment <= this.segment) await this.mark.refresh();
    const { segment, offset } = this.mark.position;
    // Only the mark's own segment can still grow; the ones before were flushed before it was begun.
    if (segment === this.segment) window.durableEnd = offset;
    else if (segment > this.segment) window.durableEnd = await window.fileSize();
  }

  private async take(limit: ReadLimit, records: JournalRecord[]): Promise<void> {
    const window = this.current;
    const most = Math.max(1, limit.maxRecords);
    let bytes = 0;
    while (records.length < most && bytes <= limit.maxBytes) {
      const total = recordLength(window.bytes, window.start, window.end);
      if (total === 0) break;
      this.check(window, total);
      const sequence = this.expected;
      this.expected = sequenceAfter(window.bytes, window.start, total);
      if (sequence >= this.wanted) {
        const record = recordAt(window.bytes, window.start, total);
        records.push(record);
        bytes += record.body.length;
      }
      window.start += total;
    }
    if (bytes === 0 && records.length === 0 && window.buffered > 0) await this.widen(window);
  }

  // The next record is longer than the window, or its length is damaged.
  private async widen(window: SegmentWindow): Promise<void> {
    if (!(await window.widen())) throw damagedFailure(segmentName(this.segment), window.position, 'the length of the record is wrong');
  }

  private check(window: SegmentWindow, total: number): void {
    const { bytes, start } = window;
    const good = sequenceAt(bytes, start) === this.expected && (!this.setting.verify || checksumMatches(bytes, start, total, this.salt));
    if (!good) throw damagedFailure(segmentName(this.segment), window.position, 'the checksum or the sequence is wrong');
  }

  private async enterNext(): Promise<void> {
    if (this.expected === this.segment) throw damagedFailure(segmentName(this.segment), HEADER_BYTES, 'its records are missing');
    await this.enter(this.expected);
  }

  private async enter(first: number): Promise<void> {
    const { fileSystem, directory } = this.setting;
    const file = await openPresent(fileSystem, directory, first);
    const bytes = Buffer.alloc(HEADER_BYTES);
    const header = decodeHeader(bytes.subarray(0, await file.read(bytes, 0)));
    if (header?.journal !== this.journal) {
      await file.close();
      throw damagedFailure(segmentName(first), 0, 'the header is unreadable or of another journal');
    }
    await this.window?.close();
    this.window = new SegmentWindow(file, HEADER_BYTES, this.window);
    this.segment = first;
    this.salt = header.salt;
    this.expected = first;
  }
}

async function openPresent(fileSystem: JournalFileSystem, directory: string, first: number): Promise<OpenFile> {
  try {
    return await fileSystem.open(segmentPath(directory, first), 'read');
  } catch (error) {
    throw errorCode(error) === 'ENOENT' ? damagedFailure(segmentName(first), 0, 'the file is missing') : error;
  }
}
