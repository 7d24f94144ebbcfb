import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import { openDuckDbStore } from '../index.js';

/** Closes a store while exports are inside the engine, and tells how they ended. A connection closed under one aborts the process. */
const [directory = '', pause = '0'] = process.argv.slice(2);
const store = await openDuckDbStore({ file: join(directory, 'telemetry.db'), temporaryDirectory: join(directory, 'tmp') });
const builder = new BatchBuilder();
for (let row = 0; row < 150_000; row += 1) builder.reading({ device: 'd', metric: 'm', at: ((row * 7919) % 150_000) * 1e6, value: row });
await store.commit(builder.build());
const query = { project: 'p', from: 0, to: 1e15 };
const exports = Array.from({ length: 3 }, (_, n) => store.exportTo(query, 'csv', join(directory, `${n}.csv`)));
await sleep(Number(pause));
await store.close();
process.stdout.write(`${JSON.stringify(await Promise.all(exports))}\n`);
