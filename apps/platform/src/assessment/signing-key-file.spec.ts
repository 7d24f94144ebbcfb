import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readSigningKey } from './signing-key-file.js';

describe('the signing key', () => {
  let directory: string;
  let file: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'yanshou-key-'));
    file = join(directory, 'signing-key.json');
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('is made once, readable by its owner only, and the same for all who ask at once', async () => {
    const keys = await Promise.all([readSigningKey(file), readSigningKey(file), readSigningKey(file)]);
    expect(new Set(keys.map(({ keyId }) => keyId)).size).toBe(1);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(['signing-key.json']);
    expect((await readSigningKey(file)).keyId).toBe(keys[0]?.keyId);
  });

  it.each([['nothing', ''], ['no JSON', 'secret'], ['another kind of key', '{"kty":"RSA"}']])('is never replaced when the file holds %s', async (_what, text) => {
    writeFileSync(file, text);
    await expect(readSigningKey(file)).rejects.toMatchObject({ code: 'signing-key-unusable' });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});
