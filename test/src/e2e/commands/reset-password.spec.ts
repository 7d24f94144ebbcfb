import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ADMIN_TOOL, Product } from '../../platform-under-test/product.js';
import { scratchDirectory } from '../../platform-under-test/test-platform.js';

const LONG = 240_000;
const EX_IOERR = 74;

describe('npm run admin -- reset-password', () => {
  const scratch = scratchDirectory();
  const data = join(scratch, 'data');
  const reset = (user: string, directory = data) => Product.run(ADMIN_TOOL, ['reset-password', user], { YANSHOU_DATA_DIR: directory });
  const logIn = async (http: string, password: string): Promise<number> =>
    (await fetch(`${http}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: 'admin', password }) })).status;
  const passwordIn = (text: string): string => /one-time password of admin is (\S+)/.exec(text)?.[1] ?? '';

  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('makes no registry where there is none', async () => {
    const { status, stderr } = await reset('admin', join(scratch, 'nowhere'));
    expect(status).toBe(EX_IOERR);
    expect(stderr).toContain('YANSHOU_DATA_DIR');
  }, LONG);

  it('gives a new password to an administrator who has lost it; the old one is none', async () => {
    const first = await Product.start(data);
    const beside = await reset('admin');
    expect(beside).toMatchObject({ status: EX_IOERR, stdout: '', stderr: expect.stringContaining('先停止') });
    const lost = passwordIn((await first.terminate()).stderr);
    expect(await reset('nobody')).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('the administrators are admin') });
    const { status, stdout } = await reset('admin');
    expect(status).toBe(0);
    const again = await Product.start(data);
    try {
      expect(await logIn(again.http, lost)).toBe(401);
      expect(await logIn(again.http, passwordIn(stdout))).toBe(200);
      expect(passwordIn(again.stderr)).toBe('');
    } finally {
      expect((await again.terminate()).status).toBe(0);
    }
  }, LONG);
});
