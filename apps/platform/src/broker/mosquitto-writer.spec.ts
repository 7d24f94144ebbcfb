import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CredentialTable, verifiesSecret } from '@yanshou/access';
import { MosquittoWriter } from './mosquitto-writer.js';
import { SessionFile } from './session-file.js';

let directory: string;
beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'yanshou-writer-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const row = (principal: string) => ({ project: 'p1', principal, kind: 'device' as const, secretHash: principal, revoked: false, verifier: '$7$x', issuedAt: 1 });

describe("Mosquitto's files", () => {
  it('follow the credentials, readable by their group alone, and are not written for nothing', async () => {
    const credentials = new CredentialTable('pepper');
    const unknown: string[] = [];
    const writer = new MosquittoWriter({ directory, username: 'platform', password: 'secret' }, credentials, (names) => void unknown.push(...names));
    const read = (name: string): string => readFileSync(join(directory, name), 'utf8');
    await writer.check();
    await writer.update();
    expect(verifiesSecret(read('passwords').trim().slice('platform:'.length), 'secret')).toBe(true);
    credentials.upsert(row('d1'));
    credentials.upsert({ ...row('g1'), kind: 'gateway' });
    await writer.update();
    expect(read('passwords')).toContain('\np1/d1:$7$x\n');
    expect(read('access')).toContain('topic write yanshou/v1/p1/g1/gateway/telemetry');
    expect(statSync(join(directory, 'passwords')).mode & 0o777).toBe(0o640);
    const { mtimeMs } = statSync(join(directory, 'passwords'));
    await writer.update();
    expect(statSync(join(directory, 'passwords')).mtimeMs).toBe(mtimeMs);
    credentials.revoke('p1/g1');
    credentials.upsert({ ...row('d1'), revoked: true });
    const { verifier: _, ...old } = row('d2');
    credentials.upsert(old);
    await writer.update();
    expect(read('passwords')).not.toContain('p1/');
    expect(unknown).toEqual(['p1/d2']);
    expect(readdirSync(directory).sort()).toEqual(['access', 'passwords']);
  });

  it('need a folder', async () => {
    const writer = new MosquittoWriter({ directory: join(directory, 'none'), username: 'p', password: 's' }, new CredentialTable('x'), () => undefined);
    await expect(writer.check()).rejects.toMatchObject({ code: 'mosquitto-directory', help: { zh: expect.stringContaining('none'), en: expect.stringContaining('none') } });
  });
});

describe('the memory of a session', () => {
  it('is what was written last; none where there is no file or no sense in it', () => {
    const errors: unknown[] = [];
    const path = join(directory, 'session.json');
    const file = new SessionFile(path, (error) => void errors.push(error));
    expect(file.read()).toBeUndefined();
    expect(errors).toEqual([]);
    const note = { broker: 'b:1', clientId: 'c', wholeUntil: 7 };
    file.write(note);
    expect(new SessionFile(path, () => undefined).read()).toEqual(note);
    new SessionFile(join(directory, 'none', 'x'), (error) => void errors.push(error)).write(note);
    expect(errors).toHaveLength(1);
  });
});
