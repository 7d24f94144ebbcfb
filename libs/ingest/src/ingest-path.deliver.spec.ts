import { describe, expect, it } from '@jest/globals';
import { CredentialTable } from '@yanshou/access';
import type { JournalRecord } from '@yanshou/journal';
import { RecordKind, readMessage } from '@yanshou/journal';
import { MemoryJournal, MemoryLog } from '@yanshou/journal/testing';
import { ManualClock } from '@yanshou/telemetry';
import { IngestPath } from './ingest-path.js';
import type { Receipt } from './ingest-path.js';

const START = 1_794_700_800_000_000;
const identity = { project: 'p1', principal: 'd1', kind: 'device' } as const;
const delivered = (text: string) => ({ identity, topic: 'yanshou/v1/p1/d1/lines/ns', payload: Buffer.from(text) });

function setUp() {
  const log = new MemoryLog();
  const journal = new MemoryJournal(log);
  const sent: Receipt[] = [];
  const receipts = { wanted: () => true, send: (_who: unknown, receipt: Receipt): void => void sent.push(receipt) };
  const ingest = new IngestPath({ journal, clock: new ManualClock(START), credentials: new CredentialTable('pepper'), receipts });
  return { log, journal, ingest, sent };
}

describe('a message by another door', () => {
  it('is in the journal, as it came, before its sender hears of it', async () => {
    const { ingest, journal, log, sent } = setUp();
    journal.hold();
    let answered = false;
    const answer = ingest.deliver(delivered('m value=1')).then((receipt) => {
      answered = true;
      return receipt;
    });
    await new Promise((resolve) => void setTimeout(resolve, 5));
    expect(answered).toBe(false);
    journal.release();
    const receipt = { journal: log.journal, sequence: 1, ts: START / 1000 };
    expect(await answer).toEqual(receipt);
    expect(sent).toEqual([receipt]);
    expect(log.records[0]).toMatchObject({ kind: RecordKind.message, at: START });
    expect(readMessage((log.records[0] as JournalRecord).body)).toEqual({
      principal: 'p1/d1', topic: 'yanshou/v1/p1/d1/lines/ns', qos: 1, retain: false, packetId: 0, payload: Buffer.from('m value=1'),
    });
  });

  it('is what the path has made durable up to now, heartbeats behind it are not', async () => {
    const { ingest } = setUp();
    expect(ingest.messagesUntil()).toBe(0);
    await ingest.deliver(delivered('m value=1'));
    ingest.heartbeat();
    expect(ingest.messagesUntil()).toBe(2);
    await ingest.deliver(delivered('m value=2'));
    expect(ingest.messagesUntil()).toBe(4);
  });

  it('is never taken for a copy of another', async () => {
    const { ingest, log } = setUp();
    await Promise.all([ingest.deliver(delivered('m value=1')), ingest.deliver(delivered('m value=1'))]);
    expect(log.records).toHaveLength(2);
  });

  it("that the journal refuses is answered with the journal's failure", async () => {
    const { ingest, journal, log } = setUp();
    journal.setCondition({ kind: 'full', freeBytes: 0 });
    await expect(ingest.deliver(delivered('m value=1'))).rejects.toMatchObject({ code: 'journal-full', retryable: true });
    expect(log.records).toEqual([]);
  });
});
