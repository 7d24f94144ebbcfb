import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { linesTopic } from '@yanshou/access';
import type { Identity } from '@yanshou/access';
import { LINE_BATCH, splitLines } from '@yanshou/codecs';
import type { LinePrecision } from '@yanshou/codecs';
import type { IngestPath } from '@yanshou/ingest';
import { Failure } from '@yanshou/telemetry';
import { BodyRoom, WriteBody } from './write-body.js';
import type { WriteRates } from './write-rates.js';
import { answerWrite, internalError, lineTooLong, overRate, unauthorized, unavailable, unknownBucket, unknownPrecision, wrongMethod } from './write-refusal.js';
import type { WriteRefusal } from './write-refusal.js';
import { isPrecision, readWriteRequest } from './write-request.js';
import type { WriteRequest } from './write-request.js';

export interface WriteDoorParts {
  readonly ingest: Pick<IngestPath, 'authenticate' | 'accepting' | 'deliver' | 'refused'>;
  readonly rates: WriteRates;
  readonly onError: (error: unknown) => void;
}

interface Writer {
  readonly identity: Identity;
  readonly precision: LinePrecision;
}

/** Largest body when decompressed. */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;
/** Bodies in memory at once, all writers together. */
const MAX_BODIES_BYTES = 64 * 1024 * 1024;
const JOURNAL_RETRY_SECONDS = 10;
const NOT_ACCEPTING = { zh: '日志暂不接收（磁盘可能已满）。', en: 'the journal refuses for now; the disk may be full.' };

/**
 * `POST /api/v2/write` of InfluxDB's API (https://docs.influxdata.com/influxdb/v2/api/v2/#operation/PostWrite): journals
 * the body as messages of line protocol and answers 204 when the last of them is durable. What its lines say is looked at
 * later, as with MQTT: a line that cannot be used is found in quarantine. After any other answer part of the body may be
 * stored; sent again, lines with a time stamp are recognised.
 */
export class WriteDoor {
  constructor(private readonly parts: WriteDoorParts, private readonly room = new BodyRoom(MAX_BODIES_BYTES)) {}

  /** Answers the request; never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = new WriteBody(MAX_BODY_BYTES, this.room);
    try {
      answerWrite(response, await this.write(request, body));
    } catch (error) {
      // The writer has gone.
      if (request.destroyed && !request.complete) return;
      this.parts.onError(error);
      answerWrite(response, internalError());
    } finally {
      body.release();
    }
  }

  private async write(request: IncomingMessage, body: WriteBody): Promise<WriteRefusal | undefined> {
    if (request.method !== 'POST') return wrongMethod();
    const asked = readWriteRequest(request);
    const writer = this.admit(asked);
    if ('status' in writer) return writer;
    const outcome = await body.read(request);
    if ('refused' in outcome) return this.count(writer, outcome.refused);
    // Revoked while the body came in.
    if (this.parts.ingest.authenticate(asked.credential) === undefined) return unauthorized();
    const messages = await messagesOf(outcome.body);
    if (messages.some(({ length }) => length > LINE_BATCH.maxBytes)) return this.count(writer, lineTooLong(LINE_BATCH.maxBytes));
    return this.limit(writer, messages.length) ?? this.deliver(writer, messages);
  }

  /** Who writes, or why it is refused before its body is read. */
  private admit({ credential, bucket, precision }: WriteRequest): Writer | WriteRefusal {
    const { ingest, rates } = this.parts;
    const identity = ingest.authenticate(credential);
    if (identity === undefined) return unauthorized();
    if (bucket !== '' && bucket !== identity.project) return unknownBucket(bucket);
    if (!isPrecision(precision)) return unknownPrecision(precision);
    if (!ingest.accepting(identity)) return unavailable(NOT_ACCEPTING, JOURNAL_RETRY_SECONDS);
    const writer = { identity, precision };
    const seconds = rates.waitSeconds(identity, 1);
    return seconds > 0 ? this.count(writer, overRate(seconds)) : writer;
  }

  private limit(writer: Writer, messages: number): WriteRefusal | undefined {
    const { rates } = this.parts;
    const seconds = rates.waitSeconds(writer.identity, messages);
    if (seconds > 0) return this.count(writer, overRate(seconds));
    rates.take(writer.identity, messages);
    return undefined;
  }

  private async deliver({ identity, precision }: Writer, messages: readonly Buffer[]): Promise<WriteRefusal | undefined> {
    const topic = linesTopic(identity.project, identity.principal, precision);
    const outcomes = await Promise.allSettled(messages.map((payload) => this.parts.ingest.deliver({ identity, topic, payload })));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed === undefined) return undefined;
    if (failed.reason instanceof Failure) return unavailable(failed.reason.help, JOURNAL_RETRY_SECONDS);
    throw failed.reason;
  }

  /** The ledger says what was refused to a principal. */
  private count({ identity }: Writer, refused: WriteRefusal): WriteRefusal {
    if (refused.status === 429) this.parts.ingest.refused(identity, 'over-rate');
    if (refused.status === 413) this.parts.ingest.refused(identity, 'payload-too-large');
    return refused;
  }
}

/** Other requests and devices have their turn in between: to cut ten megabytes takes tens of milliseconds. */
async function messagesOf(body: Buffer): Promise<Buffer[]> {
  const messages: Buffer[] = [];
  for (const message of splitLines(body)) {
    messages.push(message);
    await nextTurn();
  }
  return messages;
}
