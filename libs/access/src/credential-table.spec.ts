import { describe, expect, it } from '@jest/globals';
import { CredentialTable } from './credential-table.js';
import type { CredentialRow } from './credential-table.js';
import { equalHashes, hashSecret, newSecret } from './secret.js';

const PEPPER = 'pepper';
const row = (project: string, principal: string, secret: string, kind: 'device' | 'gateway' = 'device'): CredentialRow => ({
  project, principal, kind, secretHash: hashSecret(PEPPER, secret), revoked: false,
});
const bytes = (text: string): Buffer => Buffer.from(text);

describe('secrets', () => {
  it('are 256 random bits in base64url and differ', () => {
    const secrets = new Set(Array.from({ length: 100 }, () => newSecret()));
    expect(secrets.size).toBe(100);
    for (const secret of secrets) expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('are hashed as HMAC-SHA256 (RFC 4231, case 2)', () => {
    expect(hashSecret('Jefe', 'what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it('compare by value, unequal lengths included', () => {
    expect(equalHashes('ab', 'ab')).toBe(true);
    expect(equalHashes('ab', 'ac')).toBe(false);
    expect(equalHashes('ab', 'abc')).toBe(false);
  });
});

describe('CredentialTable', () => {
  const filled = (): CredentialTable => {
    const table = new CredentialTable(PEPPER);
    table.replace([row('p1', 'd1', 's1'), row('p1', 'g1', 's2', 'gateway'), row('p2', 'd1', 's3')]);
    return table;
  };
  const d1 = { project: 'p1', principal: 'd1', kind: 'device' };

  it('finds whoever has a valid secret, lists the secrets, and counts their changes', () => {
    const table = filled();
    const version = table.version;
    expect([table.find('p1/d1'), table.find('p1/g1'), table.find('p1/x')]).toEqual([d1, { project: 'p1', principal: 'g1', kind: 'gateway' }, undefined]);
    expect([...table.rows()]).toHaveLength(3);
    table.revoke('p1/d1');
    expect(table.find('p1/d1')).toBeUndefined();
    expect([...table.rows()]).toHaveLength(2);
    expect(table.version).toBeGreaterThan(version);
  });

  it('knows a principal by name and secret, by token, and by certificate', () => {
    const table = filled();
    expect(table.authenticate({ username: 'p1/d1', password: bytes('s1') })).toEqual(d1);
    expect(table.authenticate({ username: 's1' })).toEqual(d1);
    expect(table.authenticate({ username: 's1', password: bytes('') })).toEqual(d1);
    expect(table.authenticate({ certificateName: 'p1/d1' })).toEqual(d1);
    expect(table.authenticate({ certificateName: 'p1/d1', username: 'p1/d1' })).toEqual(d1);
    expect(table.authenticate({ username: 'p1/g1', password: bytes('s2') })?.kind).toBe('gateway');
  });

  it.each([
    ['nothing', {}],
    ["another's secret", { username: 'p1/d1', password: bytes('s2') }],
    ["another project's secret", { username: 'p1/d1', password: bytes('s3') }],
    ['a name without a secret', { username: 'p1/d1' }],
    ['a hash in place of the secret', { username: 'p1/d1', password: bytes(hashSecret(PEPPER, 's1')) }],
    ['a token with some password', { username: 's1', password: bytes('x') }],
    ['a certificate and another user', { certificateName: 'p1/d1', username: 'p2/d1', password: bytes('s3') }],
    ['an unknown certificate', { certificateName: 'p9/d9' }],
    ['an inherited name', { username: '__proto__', password: bytes('s1') }],
  ])('refuses %s', (_, request) => {
    expect(filled().authenticate(request)).toBeUndefined();
  });

  it('accepts a password beside a certificate that names nobody', () => {
    expect(filled().authenticate({ certificateName: 'site-proxy', username: 'p1/d1', password: bytes('s1') })).toEqual(d1);
  });

  it('revokes at once, by every way in, and says whom', () => {
    const table = filled();
    const cut: string[] = [];
    table.onRevoked((principal) => cut.push(principal));
    table.revoke('p1/d1');
    table.revoke('p1/d1');
    expect(cut).toEqual(['p1/d1']);
    expect(table.authenticate({ username: 'p1/d1', password: bytes('s1') })).toBeUndefined();
    expect(table.authenticate({ username: 's1' })).toBeUndefined();
    expect(table.authenticate({ certificateName: 'p1/d1' })).toBeUndefined();
  });

  it('lets two secrets live while one is rotated, then reports the end of the old one', () => {
    const table = filled();
    const cut: string[] = [];
    table.onRevoked((principal) => cut.push(principal));
    table.upsert(row('p1', 'd1', 'new'));
    expect(table.authenticate({ username: 'p1/d1', password: bytes('s1') })).toEqual(d1);
    expect(table.authenticate({ username: 'p1/d1', password: bytes('new') })).toEqual(d1);
    expect(cut).toEqual([]);
    table.upsert({ ...row('p1', 'd1', 's1'), revoked: true });
    expect(table.authenticate({ username: 'p1/d1', password: bytes('s1') })).toBeUndefined();
    expect(table.authenticate({ username: 'p1/d1', password: bytes('new') })).toEqual(d1);
    expect(cut).toEqual(['p1/d1']);
  });

  it('reports on replacement exactly those who lost a secret', () => {
    const table = filled();
    const cut: string[] = [];
    const stop = table.onRevoked((principal) => cut.push(principal));
    table.replace([row('p1', 'd1', 's1'), { ...row('p1', 'g1', 's2', 'gateway'), revoked: true }, row('p3', 'd1', 's4')]);
    expect(cut.sort()).toEqual(['p1/g1', 'p2/d1']);
    stop();
    table.replace([]);
    expect(cut).toHaveLength(2);
  });
});
