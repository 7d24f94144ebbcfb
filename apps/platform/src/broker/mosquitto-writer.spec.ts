import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
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

  const writer = (password = 'secret') => {
    const credentials = new CredentialTable('pepper');
    return { credentials, writer: new MosquittoWriter({ directory, username: 'platform', password }, credentials, () => undefined) };
  };
  const read = (): [string, string] => [readFileSync(join(directory, 'passwords'), 'utf8'), readFileSync(join(directory, 'access'), 'utf8')];
  const known = Array.from({ length: 300 }, (_, index) => row(`d${index}`));

  it('of several processes are one: who finds them as they should be writes nothing, whatever order it heard of the credentials in', async () => {
    const [one, other, changed] = [writer(), writer(), writer('another')];
    one.credentials.replace(known);
    other.credentials.replace([...known].reverse());
    await one.writer.update();
    const [passwords, access] = read();
    const { ino } = statSync(join(directory, 'passwords'));
    await other.writer.update();
    expect(statSync(join(directory, 'passwords')).ino).toBe(ino);
    changed.credentials.replace(known);
    await changed.writer.update();
    expect(verifiesSecret(read()[0].split('\n', 1)[0]?.slice('platform:'.length) ?? '', 'another')).toBe(true);
    expect([read()[0].split('\n').slice(1), read()[1]]).toEqual([passwords.split('\n').slice(1), access]);
  });

  it('that several processes write at once are whole at any moment, and leave nothing behind', async () => {
    const writers = [writer(), writer(), writer()];
    for (let round = 0; round < 20; round += 1) {
      for (const { credentials } of writers) credentials.replace(known.slice(0, 300 - round));
      await Promise.all([...writers.map((one) => one.writer.update()), ...writers.map(async () => {
        const [passwords = '', access = ''] = await Promise.resolve().then(read).catch(() => []);
        expect([passwords.endsWith('\n') || passwords === '', access.endsWith('\n') || access === '']).toEqual([true, true]);
      })]);
      expect(read()[0].trim().split('\n')).toHaveLength(301 - round);
    }
    expect(readdirSync(directory).sort()).toEqual(['access', 'passwords']);
  });

  it('that were not finished before a crash are cleared away, and not those that another process is writing', async () => {
    const drafts = ['passwords.new', 'access.0b9b4f0e-7d7a-4d0e-9a53-0d4f8a3f1a11.new', 'passwords.0b9b4f0e-7d7a-4d0e-9a53-0d4f8a3f1a12.new'];
    for (const [index, name] of drafts.entries()) {
      writeFileSync(join(directory, name), 'half');
      if (index < 2) utimesSync(join(directory, name), 1, 1);
    }
    await writer().writer.check();
    expect(readdirSync(directory)).toEqual(drafts.slice(2));
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
    const gap = { broker: 'b:1', from: 1, to: 2 };
    file.write({ ...note, unrecorded: gap, lost: gap });
    expect(file.read()).toEqual({ ...note, unrecorded: gap, lost: gap });
    new SessionFile(join(directory, 'none', 'x'), (error) => void errors.push(error)).write(note);
    expect(errors).toHaveLength(1);
  });
});
