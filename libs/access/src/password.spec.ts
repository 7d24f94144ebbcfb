import { describe, expect, it } from '@jest/globals';
import { hashPassword, newPassword, verifyPassword } from './password.js';

describe('passwords', () => {
  it('are known again, another is not, and the same one is never kept twice alike', async () => {
    const [hash, other] = await Promise.all([hashPassword('correct horse 电池'), hashPassword('correct horse 电池')]);
    expect(hash).toMatch(/^scrypt\$32768\$8\$3\$/);
    expect(hash).not.toBe(other);
    expect(hash).not.toContain('horse');
    expect(await Promise.all([verifyPassword('correct horse 电池', hash), verifyPassword('correct horse 电', hash)])).toEqual([true, false]);
  }, 120_000);

  it('are the same however their letters were composed', async () => {
    expect(await verifyPassword('cafe\u0301-cafe\u0301-1', await hashPassword('caf\u00e9-caf\u00e9-1'))).toBe(true);
  }, 120_000);

  it.each([undefined, '', 'x', 'scrypt$0$0$0$a$b', 'md5$abc'])('match no hash that is none: %s', async (hash) => {
    expect(await verifyPassword('anything', hash)).toBe(false);
  });

  it('made by us are long, readable, and differ', () => {
    const made = Array.from({ length: 100 }, newPassword);
    expect(made.filter((password) => !/^([a-km-np-z2-9]{4}-){5}[a-km-np-z2-9]{4}$/.test(password))).toEqual([]);
    expect(new Set(made).size).toBe(100);
  });
});
