import { execFileSync } from 'node:child_process';
import { closeSync, constants, existsSync, mkdtempSync, openSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock } from '@yanshou/telemetry';
import { StoreWarnings } from './store-warnings.js';

const alarm = (code: string) => ({ code, message: `m of ${code}`, help: { zh: '请检查', en: 'check it' }, attempt: 1 });

describe('warnings of the store', () => {
  let folder: string;
  const told: string[] = [];
  const errors: unknown[] = [];
  let limitMillis: number | undefined;
  const open = (store = 'first', file = join(folder, 'missing.json')) => new StoreWarnings({ file, store, clock: new ManualClock(7), onError: (error) => errors.push(error), limitMillis });
  const take = async (warnings: StoreWarnings, code: string): Promise<boolean> => {
    const isOne = warnings.take(alarm(code), () => told.push(code));
    await warnings.settled();
    return isOne;
  };
  const codes = async (warnings: StoreWarnings) => (await warnings.standing()).map(({ code }) => code);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'store-warnings-'));
    told.length = errors.length = 0;
    limitMillis = undefined;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('stand until they are mended, gravest first, and are told once; a fault that passes is none', async () => {
    const warnings = open();
    expect([await take(warnings, 'store-unavailable'), await take(warnings, 'store-short-memory'), await take(warnings, 'store-data-missing'), await take(warnings, 'store-data-missing')]).toEqual([false, true, true, true]);
    for (let look = 0; look < 2; look += 1) expect(await codes(warnings)).toEqual(['store-data-missing', 'store-short-memory']);
    expect([told, errors]).toEqual([['store-short-memory', 'store-data-missing'], []]);
  });

  it('lost data is remembered over a restart, of this store alone; what a server cannot do is told anew', async () => {
    const before = open();
    await take(before, 'store-data-missing');
    await take(before, 'store-short-memory');
    expect(await open().standing()).toEqual([{ code: 'store-data-missing', message: 'm of store-data-missing', help: { zh: '请检查', en: 'check it' }, since: 7 }]);
    expect(await codes(open('rebuilt'))).toEqual([]);
    expect(await codes(open())).toEqual(['store-data-missing']);
  });

  it('an acknowledgement, the removal of the file, ends lost data at once; what is lost later is told again', async () => {
    const warnings = open();
    await take(warnings, 'store-data-missing');
    rmSync(join(folder, 'missing.json'));
    expect(await codes(warnings)).toEqual([]);
    expect(await codes(open())).toEqual([]);
    await take(warnings, 'store-data-missing');
    expect([await codes(warnings), told.length, existsSync(join(folder, 'missing.json'))]).toEqual([['store-data-missing'], 2, true]);
  });

  it('lost data is told by every process that shares the folder, whichever noticed it, until it is acknowledged for all', async () => {
    const [one, other] = [open(), open()];
    await take(one, 'store-data-missing');
    expect([await codes(one), await codes(other)]).toEqual([['store-data-missing'], ['store-data-missing']]);
    // Its projector has gone; the partition is another's now, which finds the same.
    expect([await take(other, 'store-data-missing'), told]).toEqual([true, ['store-data-missing']]);
    rmSync(join(folder, 'missing.json'));
    expect([await codes(one), await codes(other), readdirSync(folder)]).toEqual([[], [], []]);
  });

  it('a file that cannot be read says neither that data is lost nor that it is acknowledged, and is told once', async () => {
    const warnings = open();
    await take(warnings, 'store-data-missing');
    writeFileSync(join(folder, 'missing.json'), '{"store":');
    for (let look = 0; look < 2; look += 1) expect(await codes(warnings)).toEqual(['store-data-missing']);
    expect(errors).toHaveLength(1);
  });

  it('stand where the file cannot be written, and say so', async () => {
    const warnings = open('first', join(folder, 'nowhere', 'missing.json'));
    await take(warnings, 'store-data-missing');
    expect([await codes(warnings), errors.length]).toEqual([['store-data-missing'], 1]);
  });

  describe('where the folder, over the network, does not answer', () => {
    /** A read of it does not end before somebody writes to it, as one of a server that has gone. */
    const hang = (): void => void execFileSync('mkfifo', [join(folder, 'missing.json')]);
    const release = (): void => closeSync(openSync(join(folder, 'missing.json'), constants.O_RDWR));

    it('stand as they were known; one read alone hangs, however many ask, and what else needs the disk goes on', async () => {
      limitMillis = 20;
      const warnings = open();
      await take(warnings, 'store-data-missing');
      rmSync(join(folder, 'missing.json'));
      hang();
      try {
        const asked = await Promise.all([...Array(8).keys()].map(() => codes(warnings)));
        expect([...asked, await codes(warnings)]).toEqual(Array(9).fill(['store-data-missing']));
        expect((await stat(folder)).isDirectory()).toBe(true);
        expect(errors).toEqual([expect.objectContaining({ code: 'store-warnings-silent', help: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringContaining('mount') } })]);
      } finally {
        release();
      }
    });

    it('what is lost meanwhile stands at once and is told, and the main thread goes on', async () => {
      limitMillis = 20;
      const warnings = open();
      hang();
      try {
        expect(warnings.take(alarm('store-data-missing'), () => told.push('told'))).toBe(true);
        expect(await codes(warnings)).toEqual(['store-data-missing']);
        await warnings.settled();
        expect(told).toEqual(['told']);
      } finally {
        release();
      }
    });
  });

  describe('the file that an earlier release left in a folder of the process', () => {
    const leave = async (store?: string): Promise<string> => {
      await take(open(store), 'store-data-missing');
      renameSync(join(folder, 'missing.json'), join(folder, 'own.json'));
      return join(folder, 'own.json');
    };

    it('is told to all from now on, once', async () => {
      const own = await leave();
      for (const warnings of [open(), open()]) await warnings.adopt(own);
      expect([await codes(open()), readdirSync(folder), errors]).toEqual([['store-data-missing'], ['missing.json'], []]);
      rmSync(join(folder, 'missing.json'));
      const later = open();
      await later.adopt(own);
      expect([await codes(later), readdirSync(folder)]).toEqual([[], []]);
    });

    it('goes where the others know already, and stays where it is of another store', async () => {
      const own = await leave();
      await take(open(), 'store-data-missing');
      const known = readFileSync(join(folder, 'missing.json'), 'utf8');
      await open().adopt(own);
      expect([readdirSync(folder), readFileSync(join(folder, 'missing.json'), 'utf8')]).toEqual([['missing.json'], known]);
      rmSync(join(folder, 'missing.json'));
      await leave('another');
      await open().adopt(own);
      expect([await codes(open()), readdirSync(folder), errors]).toEqual([[], ['own.json'], []]);
    });

    it('stays where it is the shared one itself, and where the shared folder cannot be written', async () => {
      await take(open(), 'store-data-missing');
      symlinkSync(folder, join(folder, 'link'));
      await open().adopt(join(folder, 'link', 'missing.json'));
      expect([await codes(open()), errors]).toEqual([['store-data-missing'], []]);
      const away = open('first', join(folder, 'nowhere', 'missing.json'));
      await away.adopt(join(folder, 'missing.json'));
      expect([await codes(away), existsSync(join(folder, 'missing.json')), errors.length]).toEqual([['store-data-missing'], true, 1]);
    });
  });
});
