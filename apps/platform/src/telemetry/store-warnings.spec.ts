import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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
  const open = (store = 'first', file = join(folder, 'missing.json')) => new StoreWarnings({ file, store, clock: new ManualClock(7), onError: (error) => errors.push(error) });
  const take = (warnings: StoreWarnings, code: string): boolean => warnings.take(alarm(code), () => told.push(code));
  const codes = async (warnings: StoreWarnings) => (await warnings.standing()).map(({ code }) => code);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'store-warnings-'));
    told.length = errors.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('stand until they are mended, gravest first, and are told once; a fault that passes is none', async () => {
    const warnings = open();
    expect([take(warnings, 'store-unavailable'), take(warnings, 'store-short-memory'), take(warnings, 'store-data-missing'), take(warnings, 'store-data-missing')]).toEqual([false, true, true, true]);
    for (let look = 0; look < 2; look += 1) expect(await codes(warnings)).toEqual(['store-data-missing', 'store-short-memory']);
    expect([told, errors]).toEqual([['store-short-memory', 'store-data-missing'], []]);
  });

  it('lost data is remembered over a restart, of this store alone; what a server cannot do is told anew', async () => {
    const before = open();
    take(before, 'store-data-missing');
    take(before, 'store-short-memory');
    expect(await open().standing()).toEqual([{ code: 'store-data-missing', message: 'm of store-data-missing', help: { zh: '请检查', en: 'check it' }, since: 7 }]);
    expect(await codes(open('rebuilt'))).toEqual([]);
    expect(await codes(open())).toEqual(['store-data-missing']);
  });

  it('an acknowledgement, the removal of the file, ends lost data at once; what is lost later is told again', async () => {
    const warnings = open();
    take(warnings, 'store-data-missing');
    rmSync(join(folder, 'missing.json'));
    expect(await codes(warnings)).toEqual([]);
    expect(await codes(open())).toEqual([]);
    take(warnings, 'store-data-missing');
    expect([await codes(warnings), told.length, existsSync(join(folder, 'missing.json'))]).toEqual([['store-data-missing'], 2, true]);
  });

  it('lost data is told by every process that shares the folder, whichever noticed it, until it is acknowledged for all', async () => {
    const [one, other] = [open(), open()];
    take(one, 'store-data-missing');
    expect([await codes(one), await codes(other)]).toEqual([['store-data-missing'], ['store-data-missing']]);
    // Its projector has gone; the partition is another's now, which finds the same.
    expect([take(other, 'store-data-missing'), told]).toEqual([true, ['store-data-missing']]);
    rmSync(join(folder, 'missing.json'));
    expect([await codes(one), await codes(other), readdirSync(folder)]).toEqual([[], [], []]);
  });

  it('a file that cannot be read says neither that data is lost nor that it is acknowledged, and is told once', async () => {
    const warnings = open();
    take(warnings, 'store-data-missing');
    writeFileSync(join(folder, 'missing.json'), '{"store":');
    for (let look = 0; look < 2; look += 1) expect(await codes(warnings)).toEqual(['store-data-missing']);
    expect(errors).toHaveLength(1);
  });

  it('stand where the file cannot be written, and say so', async () => {
    const warnings = open('first', join(folder, 'nowhere', 'missing.json'));
    take(warnings, 'store-data-missing');
    expect([await codes(warnings), errors.length]).toEqual([['store-data-missing'], 1]);
  });
});
