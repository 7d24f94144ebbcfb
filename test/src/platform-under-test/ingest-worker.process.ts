import { CredentialTable } from '@yanshou/access';
import { ExternalBroker, parseBrokerUrl } from '@yanshou/broker-mqtt';
import type { ConsumedMessage, SessionNote } from '@yanshou/broker-mqtt';
import { IngestPath } from '@yanshou/ingest';
import type { AcceptDone } from '@yanshou/ingest';
import { RecordKind, readMessage } from '@yanshou/journal';
import { openSegmentJournal, openSegmentReader } from '@yanshou/journal-segments';
import { systemClock } from '@yanshou/telemetry';

/** One of several ingest workers of a group: a journal of its own behind an external broker. Arguments: URL of the broker, folder, client id, keepalive in seconds. */
const [url = '', directory = '', clientId = '', keepaliveSeconds = '30'] = process.argv.slice(2);

type Request = { readonly ask: 'stats' | 'payloads' | 'hold' | 'answer' } | 'stop';

async function payloads(): Promise<string[]> {
  const reader = await openSegmentReader(directory);
  const found: string[] = [];
  for (;;) {
    const records = await reader.read({ maxRecords: 10_000, maxBytes: 1e9, waitMillis: 0 });
    if (records.length === 0) break;
    for (const { kind, body } of records) if (kind === RecordKind.message) found.push(readMessage(body).payload.toString());
  }
  await reader.close();
  return found;
}

async function main(): Promise<void> {
  const journal = await openSegmentJournal({ directory, clock: systemClock, onFailed: () => process.exit(74) });
  const ingest = new IngestPath({ journal, clock: systemClock, credentials: new CredentialTable('pepper') });
  const address = parseBrokerUrl(url);
  if (address === undefined) throw new Error(url);
  let note: SessionNote | undefined;
  let held: (() => void)[] | undefined;
  const accept = (message: ConsumedMessage, done: AcceptDone): void => {
    if (held === undefined) ingest.accept(message, done);
    else held.push(() => ingest.accept(message, done));
  };
  const broker = new ExternalBroker({
    address, clientId, group: 'yanshou-of-the-workers', clock: systemClock, memory: { read: () => note, write: (next) => void (note = next) },
    handler: { accept, refused: (identity, code) => ingest.refused(identity, code), accepting: () => ingest.accepting(), sessionLost: (lost) => ingest.sessionLost(lost) },
    limits: { keepaliveSeconds: Number(keepaliveSeconds), firstPauseMillis: 50, longestPauseMillis: 500 },
  });
  const answer = async (request: Exclude<Request, 'stop'>): Promise<unknown> => {
    if (request.ask === 'payloads') return { payloads: await payloads() };
    if (request.ask === 'hold') held = [];
    if (request.ask === 'answer') [held ?? [], (held = undefined)][0]?.forEach((goOn) => goOn());
    return { ...broker.stats(), condition: broker.condition() };
  };
  const stop = async (): Promise<void> => {
    await broker.close();
    await journal.close();
    process.exit(0);
  };
  process.on('message', (request: Request) => void (request === 'stop' ? stop() : answer(request).then((said) => process.send?.(said), (error: Error) => process.send?.({ failed: error.message }))));
  broker.start();
  process.send?.({ kind: 'ready' });
}

await main();
