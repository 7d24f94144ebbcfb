import { describe, expect, it } from '@jest/globals';
import { newSecret } from './secret.js';
import { secretVerifier, verifiesSecret } from './secret-verifier.js';

describe('a verifier of a secret', () => {
  it('is the one that mosquitto_passwd 2.0 writes for it', () => {
    const written = '$7$101$eH845iuoe1/4a/SM$xjHlE0Q+1bnf/+waKSf7TnlnvmjrepBqOty+dJVWv0+r02f3F1gwUB+be6UwI8yi2vweWmg5ELqkpKmp0d51sA==';
    expect(verifiesSecret(written, 'secret')).toBe(true);
    expect(verifiesSecret(written, 'Secret')).toBe(false);
  });

  it('is another one each time, and verifies its secret alone', () => {
    const [secret, other] = [newSecret(), newSecret()];
    const verifier = secretVerifier(secret);
    expect(verifier).not.toBe(secretVerifier(secret));
    expect(verifier).not.toContain(secret);
    expect([verifiesSecret(verifier, secret), verifiesSecret(verifier, other), verifiesSecret('$6$x$y', secret)]).toEqual([true, false, false]);
  });
});
