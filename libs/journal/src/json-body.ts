import type { JournalBody } from './journal.port.js';

/** A record body of JSON; for everything that is rare. */
export class JsonBody implements JournalBody {
  private readonly text: string;
  readonly byteLength: number;

  constructor(value: unknown) {
    this.text = JSON.stringify(value);
    this.byteLength = Buffer.byteLength(this.text);
  }

  writeTo(target: Buffer, offset: number): void {
    target.write(this.text, offset, 'utf8');
  }
}

export const readJson = (body: Buffer): unknown => JSON.parse(body.toString('utf8'));

/** Body of a `refusals` record. */
export interface RefusalCount {
  /** `{project}/{device}`. */
  readonly principal: string;
  readonly reason: string;
  /** Minutes since 1970 of receipt. */
  readonly minute: number;
  readonly count: number;
}

/** Body of a `release` record. */
export interface ReleasedPacket {
  readonly principal: string;
  readonly packetId: number;
}
