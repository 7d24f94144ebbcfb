import { describe, expect, it } from '@jest/globals';
import { JetStreamApiError } from '@nats-io/jetstream';
import { isOfTls, lastMessageIn, meaningOf } from './answers.js';

/** An answer as the servers write it; some have no code of their own. */
const answer = (status: number, code: number | undefined, description: string): JetStreamApiError =>
  new JetStreamApiError({ code: status, description, ...(code === undefined ? {} : { err_code: code }) } as ConstructorParameters<typeof JetStreamApiError>[0]);

describe('an answer of the servers', () => {
  it.each([
    ['another message has the place', answer(400, 10071, 'wrong last sequence: 20'), 'wrong-place'],
    ['a leader was confused by an election', answer(503, 10063, 'expected stream sequence does not match'), 'no-answer'],
    ['an earlier attempt is under way', answer(409, 10158, 'duplicate message id is in process'), 'no-answer'],
    ['what is expected of the subject is not known yet', answer(503, 10163, 'expected last sequence per subject temporarily unavailable'), 'no-answer'],
    ['too much is in its queue', answer(429, 10167, 'too many requests'), 'no-answer'],
    ['another message is under way to the place', answer(400, 10164, 'wrong last sequence'), 'wrong-place'],
    ['a server lost the lead with the message in hand', answer(503, undefined, 'raft: not leader'), 'no-answer'],
    ['a limit of the stream is reached', answer(503, 10077, 'maximum bytes exceeded'), 'no-room'],
    ['the leader cannot write its own file', answer(503, 10077, 'write /data/1.blk: no space left on device'), 'store-failed'],
    ['the stream is sealed', answer(400, 10109, 'invalid operation on sealed stream'), 'refused'],
    ['nothing came', new Error('timeout'), 'no-answer'],
  ])('%s', (_, error, meaning) => expect(meaningOf(error)).toBe(meaning));

  it('tells where the stream stands, where the servers say so', () => {
    expect(lastMessageIn(answer(400, 10071, 'wrong last sequence: 20'))).toBe(20);
    expect(lastMessageIn(answer(400, 10164, 'wrong last sequence'))).toBeUndefined();
    expect(lastMessageIn('wrong last sequence: 20')).toBeUndefined();
  });

  it.each([
    ['a certificate that nobody signed', Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }), true],
    ['an alert of the server', new Error('write EPROTO: ssl routines: alert bad certificate'), true],
    ['what lies behind', new Error('no connection', { cause: new Error('server does not support TLS') }), true],
    ['a host that is not known, whatever it is called', Object.assign(new Error('getaddrinfo ENOTFOUND nats-tls.internal'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }), false],
    ['nothing', undefined, false],
  ])('is of TLS or not: %s', (_, error, ofTls) => expect(isOfTls(error)).toBe(ofTls));
});
