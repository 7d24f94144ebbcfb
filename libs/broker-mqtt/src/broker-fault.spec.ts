import { describe, expect, it } from '@jest/globals';
import { faultOfSocket } from './broker-fault.js';

/** As Node and OpenSSL name what ends a socket. */
const ended = (code: string): Error => Object.assign(new Error('ended'), { code });

describe('what ends a socket', () => {
  it.each([
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'broker-wants-certificate'],
    ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'broker-wants-certificate'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'broker-certificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'broker-certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'broker-certificate'],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'broker-unreachable'],
    ['ECONNREFUSED', 'broker-unreachable'],
  ])('%s: %s', (code, fault) => expect(faultOfSocket(ended(code), 'broker:8883', false)).toMatchObject({ code: fault, retryable: true }));
});
