import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProjectionBatch } from '@yanshou/store';
import { MemoryBook, collectReadings } from '@yanshou/store/testing';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import type { Failure } from '@yanshou/telemetry';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openInfluxStore } from './index.js';
import type { InfluxSettings, InfluxStore } from './index.js';
import { influxBinary, startTemporaryInflux } from './testing/temporary-influx.js';
import type { TemporaryInflux } from './testing/temporary-influx.js';
import { withInflux } from './testing/with-influx.js';

/* What an operator may do to a real server, and the server to us. Other answers: write-answers.spec.ts, later-servers.spec.ts. */
const START = 1_769_889_600_000_000;
const ALL = { project: 'p', from: 0, to: 4e15 };

let prefixes = 0;
let book: MemoryBook;
let builder: BatchBuilder;
let store: InfluxStore;
let prefix: string;
let warnings: string[];
beforeEach(() => {
  [book, builder, prefix, warnings] = [new MemoryBook(), new BatchBuilder(), `b${(prefixes += 1)}`, []];
});
afterEach(() => store.close());

const open = async (influx: TemporaryInflux, more: Partial<InfluxSettings> = {}): Promise<void> => {
  store = await openInfluxStore({ settings: { url: influx.url, prefix, ...more }, book, onWarning: ({ code }) => warnings.push(code) });
};
/** So many readings of as many devices. */
const batchOf = (count: number, from: number, text: () => string = () => 'x'): ProjectionBatch => {
  for (let n = 0; n < count; n += 1) builder.reading({ device: `d${n}`, metric: 'm', at: START + from, value: text() });
  return builder.build();
};
const refused = (batch: ProjectionBatch, code: string): Promise<void> =>
  expect(store.commit(batch)).rejects.toMatchObject({ name: 'Failure', code, retryable: true, help: { zh: expect.stringMatching(/[一-龥]/), en: expect.any(String) } });
const times = async (): Promise<number[]> => ((await collectReadings(store.readings(ALL))) as number[][]).map((row) => (row[2] as number) - START).sort((a, b) => a - b);
async function pointsIn(influx: TemporaryInflux): Promise<number> {
  const { results } = (await influx.query('SELECT count(flags) FROM sample', `${prefix}_p`)) as { results: { series?: { values: number[][] }[] }[] };
  return results[0]?.series?.[0]?.values[0]?.[1] ?? 0;
}
const standing = async (): Promise<readonly [number, number, number]> => {
  const { stored, rejected } = await book.totals();
  return [(await book.state()).nextSequence, stored, rejected];
};

withInflux('access to the store', (influx) => {
  describe('a server that wants to know who we are', () => {
    const root = { username: 'root', password: 'long-enough' };
    const admin = (q: string): Promise<Response> =>
      fetch(`${influx().url}/query`, { method: 'POST', body: new URLSearchParams({ q }), headers: { authorization: `Basic ${Buffer.from('root:long-enough').toString('base64')}` } });

    it.each([
      ['nobody', {}], ['a wrong password', { ...root, password: 'wrong' }], ['somebody unknown', { username: 'ghost', password: 'x' }],
    ])('is not written to as %s: nothing is lost, and the right password goes on where it stopped', async (_who, credentials) => {
      await admin("CREATE USER root WITH PASSWORD 'long-enough' WITH ALL PRIVILEGES");
      await open(influx(), credentials);
      const batch = batchOf(3, 1);
      for (let attempt = 0; attempt < 2; attempt += 1) await refused(batch, 'store-access-refused');
      expect(await standing()).toEqual([0, 0, 0]);
      await store.close();
      await open(influx(), root);
      await store.commit(batch);
      expect([await times(), await standing()]).toEqual([[1, 1, 1], [4, 3, 0]]);
    });

    it('goes on by itself when the right is given on the server', async () => {
      await admin("CREATE USER root WITH PASSWORD 'long-enough' WITH ALL PRIVILEGES");
      await admin("CREATE USER writer WITH PASSWORD 'p'");
      await admin(`CREATE DATABASE "${prefix}_p" WITH DURATION INF`);
      await open(influx(), { username: 'writer', password: 'p' });
      const batch = batchOf(2, 1);
      await refused(batch, 'store-access-refused');
      await admin(`GRANT ALL ON "${prefix}_p" TO writer`);
      await store.commit(batch);
      expect(await times()).toEqual([1, 1]);
    });
  });
}, { http: 'auth-enabled = true' });

withInflux('a database that has gone', (influx) => {
  describe('a database that somebody drops', () => {
    it('is made anew, what was written last is written again, and it is said that older readings are missing', async () => {
      await open(influx());
      await store.commit(batchOf(2, 1));
      await influx().query(`DROP DATABASE "${prefix}_p"`);
      const batch = batchOf(2, 2);
      // Noticed by the first write, and by the first look for what should be there.
      for (let attempt = 0; attempt < 2; attempt += 1) await store.commit(batch).catch((error: Failure) => expect(error.code).toBe('store-target-missing'));
      await store.commit(batch);
      expect([await times(), await pointsIn(influx()), warnings]).toEqual([[1, 1, 2, 2], 4, ['store-data-missing']]);
    });
  });

  describe('a look-up before a batch', () => {
    const key = { series: Int32Array.of(1), at: Float64Array.of(START + 1) };
    const looked = async (): Promise<unknown> => store.existing(key).then(({ text }) => text, (error: Failure) => error.code);

    it('does not wait for a commit behind it: the database is made anew, with what was written last', async () => {
      await open(influx());
      await store.commit(batchOf(2, 1));
      await influx().query(`DROP DATABASE "${prefix}_p"`);
      expect([await looked(), await looked()]).toEqual(['store-target-missing', ['x']]);
    });

    it('finds nothing after a restart, for nobody has it any more, and says that readings are missing', async () => {
      await open(influx());
      await store.commit(batchOf(2, 1));
      await store.close();
      await influx().query(`DROP DATABASE "${prefix}_p"`);
      await open(influx());
      expect([await looked(), await looked()]).toEqual(['store-target-missing', []]);
      await store.commit(batchOf(2, 2));
      expect([await times(), new Set(warnings)]).toEqual([[2, 2], new Set(['store-data-missing'])]);
    });
  });

  describe('readings far from the time of the server', () => {
    it('are stored all the same: its clock does not matter where everything is kept', async () => {
      await open(influx());
      for (const at of [0, 1, START, 9_000_000_000_000_000]) builder.reading({ device: 'd', metric: 'm', at, value: at });
      await store.commit(builder.build());
      expect(((await collectReadings(store.readings({ ...ALL, to: 9.1e15 }))) as number[][]).map((row) => [row[2], row[4]])).toEqual([0, 1, START, 9_000_000_000_000_000].map((at) => [at, at]));
    });
  });
});

withInflux('limits of the server', (influx) => {
  describe('a limit on series that is reached', () => {
    it('holds all of the batch, shows none of it, and goes on when it is raised', async () => {
      await open(influx());
      await store.commit(batchOf(3, 1));
      const batch = batchOf(5, 2);
      for (let attempt = 0; attempt < 2; attempt += 1) await refused(batch, 'store-limit-reached');
      expect([await times(), await standing()]).toEqual([[1, 1, 1], [4, 3, 0]]);
      await influx().kill('SIGTERM');
      await influx().configure('max-series-per-database = 3', 'max-series-per-database = 100');
      await influx().start();
      await store.commit(batch);
      expect([await times(), await standing(), warnings]).toEqual([[1, 1, 1, 2, 2, 2, 2, 2], [9, 8, 0], []]);
      expect(await pointsIn(influx())).toBe(8);
    });
  });
}, { data: 'max-series-per-database = 3' });

const binary = influxBinary();
const disk = binary === undefined ? undefined : mountDisk();
let onDisk: TemporaryInflux | undefined;
afterEach(async () => {
  await onDisk?.stop();
  onDisk = undefined;
});
afterAll(() => disk?.unmount());

describe('a disk of the server that is full', () => {
  it.each([
    ['known series', 20, () => randomBytes(100_000).toString('hex').slice(0, 60_000)], ['new series', 2_000, () => randomBytes(100).toString('hex')],
  ])('holds a batch of %s, shows no reading of it, and stores each once when there is room', async (_what, devices, noise) => {
    if (binary === undefined || disk === undefined) {
      store = { close: async () => undefined } as InfluxStore;
      return notRun('store: full disk of InfluxDB (needs InfluxDB and the right to mount a tmpfs)');
    }
    const influx = (onDisk = await startTemporaryInflux(binary, { parent: disk.path }));
    await open(influx);
    await store.commit(batchOf(20, 1));
    disk.fill();
    const batch = batchOf(devices, 2, noise);
    for (let attempt = 0; attempt < 3; attempt += 1) await refused(batch, 'store-disk');
    // The server may show what it refused until it is restarted: none of it counts.
    expect([(await times()).length, await standing()]).toEqual([20, [21, 20, 0]]);
    disk.clear();
    // 1.6.7 goes on refusing for want of the room that there is now, until it is started again.
    await influx.kill();
    await influx.start();
    await store.commit(batch);
    for (let restart = 0; restart < 2; restart += 1) {
      const all = 20 + devices;
      expect([(await times()).length, await pointsIn(influx), await standing()]).toEqual([all, all, [all + 1, all, 0]]);
      await influx.kill();
      await influx.start();
      // It may have lost what it wrote behind the entry that was cut short.
      await store.compact();
    }
    expect(warnings).toEqual([]);
  }, 120_000);
});

/** A small file system of its own that can be filled to the last byte. */
function mountDisk(): { readonly path: string; fill(): void; clear(): void; unmount(): void } | undefined {
  const path = mkdtempSync(join(tmpdir(), 'yanshou-disk-'));
  const filler = join(path, 'filler');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    rmSync(path, { recursive: true });
    return undefined;
  }
  return {
    path,
    fill: () => {
      const { bavail, bsize } = statfsSync(path);
      writeFileSync(filler, Buffer.alloc(bavail * bsize));
    },
    clear: () => rmSync(filler),
    unmount: () => {
      execFileSync('umount', ['-l', path], { stdio: 'ignore' });
      rmSync(path, { recursive: true });
    },
  };
}

function notRun(what: string): void {
  expect(process.env['CI']).not.toBe('true');
  const file = process.env['YANSHOU_TEST_NOT_RUN'];
  if (file !== undefined) appendFileSync(file, `${what}\n`);
}
