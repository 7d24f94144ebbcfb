import { Controller } from '@nestjs/common';
import type { StreamType } from '@yanshou/api-schema';
import type { Response } from 'express';
import type { ApiBackend } from '../api/api-backend.js';
import type { Call } from '../api/call.js';
import { Operation, TheCall } from '../api/call.js';
import { Backend } from '../api/injection.js';
import type { ApiProblem } from '../api/problem.js';
import { HEARTBEAT, eventFrame, retryFrame } from './event-frame.js';
import { EventOutlet } from './event-outlet.js';
import { parsePosition } from './live-commit.js';
import { PacedReader } from './paced-reader.js';
import { StateWatch } from './state-watch.js';
import { StreamAccess } from './stream-access.js';
import { StreamConnection } from './stream-connection.js';
import { StreamReader } from './stream-reader.js';
import { StreamSeats } from './stream-seats.js';

const RETRY_MILLIS = 3_000;
const HEARTBEAT_MILLIS = 15_000;
/** A credential that was taken away ends its streams within so long, and what its question takes. */
const ACCESS_MILLIS = 15_000;
/** Heartbeats in a row that found the reader full: nobody is there. */
const MOST_STUCK = 8;

@Controller()
export class StreamController {
  private readonly seats: StreamSeats;

  constructor(@Backend() private readonly backend: ApiBackend, private readonly access: StreamAccess, private readonly states: StateWatch) {
    this.seats = new StreamSeats(backend.streams);
  }

  /** Answers when the stream has ended. */
  @Operation('streamProject')
  async streamProject(@TheCall() { identified, project, query, request, response }: Call<'streamProject'>): Promise<void> {
    // Whoever left while it was asked who he is gets no seat: what tells that he has gone was told already.
    if (response.destroyed || request.socket.destroyed) return;
    if (request.method === 'HEAD') return void head(response).end();
    const leaveSeat = this.seats.take(identified);
    const connection = new StreamConnection(response);
    connection.hold(leaveSeat);
    const outlet = new EventOutlet(response, (events) => (this.backend.streams.dropped += events));
    const reader = new StreamReader({ ...query, project: project.id, types: new Set(query.types.split(',') as StreamType[]) }, outlet, () => connection.end());
    begin(response);
    connection.hold(this.backend.live.join(project.id, new PacedReader(reader, () => outlet.room()), parsePosition(request.get('last-event-id') ?? '')));
    connection.hold(this.states.watch(project.id, (events) => reader.judged(events)));
    connection.hold(every(HEARTBEAT_MILLIS, beat(response, outlet)));
    connection.hold(every(ACCESS_MILLIS, () => this.check(request, connection, project.id)));
    await connection.closed;
  }

  private async check(request: Call<'streamProject'>['request'], connection: StreamConnection, project: string): Promise<void> {
    // A registry that does not answer takes nobody's right away.
    const refusal = await this.access.refusal(request, project).catch(() => undefined);
    if (refusal !== undefined) connection.end(eventFrame({ event: 'end', data: JSON.stringify(reasonOf(refusal)) }));
  }
}

const reasonOf = ({ refusal: { code, zh, en } }: ApiProblem) => ({ code, zh, en });

const head = (response: Response): Response => response.status(200).type('text/event-stream; charset=utf-8').set('x-accel-buffering', 'no');

function begin(response: Response): void {
  head(response);
  response.socket?.setNoDelay(true);
  response.flushHeaders();
  response.write(retryFrame(RETRY_MILLIS));
}

function beat(response: Response, outlet: EventOutlet): () => void {
  let stuck = 0;
  return () => {
    stuck = outlet.isFull ? stuck + 1 : 0;
    if (stuck >= MOST_STUCK) response.destroy();
    else outlet.send([], HEARTBEAT);
  };
}

function every(millis: number, task: () => void | Promise<void>): () => void {
  const timer = setInterval(() => void task(), millis);
  return () => clearInterval(timer);
}
