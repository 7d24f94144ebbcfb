import { JetStreamApiError } from '@nats-io/jetstream';
import { AuthorizationError, ClosedConnectionError, DrainingConnectionError, PermissionViolationError, RequestError } from '@nats-io/transport-node';

/** Codes of the JetStream API that we tell apart; the others are faults that do not pass. */
const NO_ROOM: readonly number[] = [10002, 10023, 10028, 10047, 10122];
/** The store refused: by a limit, looked at before a message is proposed, or in the leader's own file, when others may have stored it. */
const STORE_FAILED = 10077;
const BY_LIMIT = /^maximum/;
const TOO_FEW_SERVERS: readonly number[] = [10005, 10074];
const NO_JETSTREAM: readonly number[] = [10039, 10076];
/**
 * Not the leader, no room in its queue, a leader that was confused by an election, or (from 2.11 on) an earlier attempt with the
 * same message id that is not decided yet: another attempt decides.
 */
const PASSING: readonly number[] = [10008, 10009, 10063, 10158, 10163, 10167];
const UNAVAILABLE = 503;
const LAST_SEQUENCE = /wrong last sequence: (\d+)/;
/** The second is told where another message of the subject is under way, and does not tell where the stream stands. */
const WRONG_PLACE: readonly number[] = [10071, 10164];
const NO_STREAM = 10059;
const NO_MESSAGE = 10037;
const SUBJECTS_TAKEN = 10065;
const NAME_TAKEN = 10058;

export type AnswerMeaning =
  | 'no-room' | 'too-few-servers' | 'no-jetstream' | 'wrong-place' | 'no-stream' | 'no-message' | 'subjects-taken' | 'name-taken'
  | 'store-failed' | 'no-permission' | 'no-answer' | 'refused';

/** A server is there, and nobody in the cluster listens on this subject. */
export const isNobodyThere = (error: unknown): boolean => error instanceof Error && error.name === 'JetStreamNotEnabled';

/** Codes and words of Node.js for a handshake that fails, on either side; and of the client for a server without TLS. */
const OF_TLS = /^(?:ERR_TLS_|ERR_SSL_|CERT_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|UNABLE_TO_)/;
const WORDS_OF_TLS = /certificate|tls|ssl routines/i;

/** The servers are there, and there is no encrypted connection to them. */
export function isOfTls(error: unknown): boolean {
  const { code, message, syscall, cause } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown; readonly syscall?: unknown; readonly cause?: unknown };
  // What the system says of a host has its name in it, which may be `nats-tls`.
  return OF_TLS.test(String(code)) || (syscall === undefined && WORDS_OF_TLS.test(String(message))) || (cause !== undefined && isOfTls(cause));
}

/** What an error of the client says about the request; anything that is not the servers' word is `no-answer`. */
export function meaningOf(error: unknown): AnswerMeaning {
  if (error instanceof AuthorizationError || error instanceof PermissionViolationError) return 'no-permission';
  // Nobody will ever answer on a connection that its owner has closed.
  if (error instanceof ClosedConnectionError || error instanceof DrainingConnectionError) return 'refused';
  if (error instanceof JetStreamApiError) return meaningOfAnswer(error);
  if (error instanceof RequestError && error.cause instanceof PermissionViolationError) return 'no-permission';
  return error instanceof Error && error.cause instanceof JetStreamApiError ? meaningOfAnswer(error.cause) : 'no-answer';
}

/** Where a stream stands that refused a message as misplaced: the number of its last message; undefined when the answer does not tell. */
export function lastMessageIn(error: unknown): number | undefined {
  const told = LAST_SEQUENCE.exec(error instanceof Error ? error.message : '')?.[1];
  return told === undefined ? undefined : Number(told);
}

const SINGLE: ReadonlyMap<number, AnswerMeaning> = new Map<number, AnswerMeaning>([
  [NO_STREAM, 'no-stream'], [NO_MESSAGE, 'no-message'], [SUBJECTS_TAKEN, 'subjects-taken'], [NAME_TAKEN, 'name-taken'],
]);

/** A server that lost the lead while it had the message in hand says 503 and no code: `no-answer`. */
function meaningOfAnswer({ code, status, message }: JetStreamApiError): AnswerMeaning {
  const told: number | undefined = code;
  if (told === STORE_FAILED) return BY_LIMIT.test(message) ? 'no-room' : 'store-failed';
  return status === UNAVAILABLE && (told === undefined || told === 0) ? 'no-answer' : meaningOfCode(code);
}

function meaningOfCode(code: number): AnswerMeaning {
  if (NO_ROOM.includes(code)) return 'no-room';
  if (TOO_FEW_SERVERS.includes(code)) return 'too-few-servers';
  if (NO_JETSTREAM.includes(code)) return 'no-jetstream';
  if (PASSING.includes(code)) return 'no-answer';
  if (WRONG_PLACE.includes(code)) return 'wrong-place';
  return SINGLE.get(code) ?? 'refused';
}
