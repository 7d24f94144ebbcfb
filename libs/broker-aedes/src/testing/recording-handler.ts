import type { Identity } from '@yanshou/access';
import type { Failure, RejectionCode } from '@yanshou/telemetry';
import type { BrokerHandler, ConnectRequest, InboundMessage } from '../broker-handler.port.js';

/** Lets in every `{project}/{device}` with the password `secret`; answers at once, or when told. */
export class RecordingHandler implements BrokerHandler {
  readonly messages: InboundMessage[] = [];
  readonly releases: { principal: string; packetId: number; session: string }[] = [];
  readonly refusals: { principal: string; code: RejectionCode }[] = [];
  readonly discards: { principal: string; session: string }[] = [];
  isAccepting = true;
  /** A project of which nothing is accepted. */
  closedTo = '';
  isHolding = false;
  private readonly held: ((error: Failure | null) => void)[] = [];

  authenticate({ username, password, certificateName }: ConnectRequest): Identity | undefined {
    const name = certificateName ?? (password?.toString() === 'secret' ? username : undefined);
    const [project = '', principal = ''] = name?.split('/') ?? [];
    if (project === '' || principal === '') return undefined;
    return { project, principal, kind: principal.startsWith('g') ? 'gateway' : 'device' };
  }

  accept(message: InboundMessage, done: (error: Failure | null) => void): void {
    this.messages.push(message);
    if (this.isHolding) this.held.push(done);
    else done(null);
  }

  released(identity: Identity, packetId: number, session: string): void {
    this.releases.push({ principal: identity.principal, packetId, session });
  }

  discarded(identity: Identity, session: string): void {
    this.discards.push({ principal: identity.principal, session });
  }

  refused(identity: Identity, code: RejectionCode): void {
    this.refusals.push({ principal: identity.principal, code });
  }

  accepting({ project }: Identity): boolean {
    return this.isAccepting && project !== this.closedTo;
  }

  get holding(): number {
    return this.held.length;
  }

  /** Answers the oldest held messages. */
  answer(count = this.held.length, error: Failure | null = null): void {
    for (const done of this.held.splice(0, count)) done(error);
  }

  payloads(): string[] {
    return this.messages.map(({ payload }) => payload.toString());
  }
}
