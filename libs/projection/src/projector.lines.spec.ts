import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_MINUTE, SERVER_STAMPED, originOf, qualityOf } from '@yanshou/telemetry';
import { RecordKind } from '@yanshou/journal';
import { MemoryStore, collectReadings } from '@yanshou/store/testing';
import { InventoryBook } from './inventory-book.js';
import { CutReader, PROJECT, RecordList, START, extraMetric, imbalances, inventory, projectAll, projectorOn } from './testing/workshop.js';

const SECOND = START / 1_000_000;
const topic = (from: string, precision = 's'): string => `yanshou/v1/${PROJECT}/${from}/lines/${precision}`;
const lines = (from: string, ...payload: string[]): Parameters<RecordList['message']>[0] => ({ from, topic: topic(from), payload: payload.join('\n') });

async function projected(list: RecordList): Promise<{ store: MemoryStore; rows: unknown[][]; totals: Record<string, number>; quarantine: unknown[][] }> {
  const store = new MemoryStore();
  await projectAll(store, list.records);
  const rows = (await collectReadings(store.readings({ project: PROJECT, from: -Infinity, to: Infinity }))) as unknown[][];
  for (const row of await store.ledger(PROJECT, 0, START * 2)) expect(imbalances(row.counts)).toEqual([]);
  const totals = Object.fromEntries(Object.entries(await store.totals()).filter(([, count]) => count !== 0));
  const quarantine = (await store.quarantine({ project: PROJECT, after: 0, limit: 100 })).map(({ level, part, code, field }) => [level, part, code, field]);
  return { store, rows, totals, quarantine };
}

describe('line protocol', () => {
  it('becomes readings, each line at its own time', async () => {
    const list = new RecordList().message(lines('d1', `temperature value=21.5 ${SECOND}`, `telemetry running=t,state="ACTIVE" ${SECOND + 1}`));
    const { rows, totals } = await projected(list);
    expect(rows.map((row) => [row[0], row[1], row[2], row[4], row[5]])).toEqual([
      ['d1', 'running', START + 1_000_000, 1, ''], ['d1', 'state', START + 1_000_000, NaN, 'ACTIVE'], ['d1', 'temperature', START, 21.5, ''],
    ]);
    expect(totals).toEqual({ messages: 1, projected: 1, received: 3, stored: 3 });
  });

  it.each([['ns', 1e9], ['us', 1e6], ['ms', 1e3], ['s', 1]])('reads times in %s where the topic says so', async (precision, perSecond) => {
    const list = new RecordList().message({ from: 'd1', topic: topic('d1', precision), payload: `pieces value=1 ${BigInt(SECOND) * BigInt(perSecond)}` });
    expect((await projected(list)).rows.map((row) => row[2])).toEqual([START]);
  });

  it('stamps lines without a time on receipt', async () => {
    const { rows } = await projected(new RecordList().message(lines('d1', 'pieces value=1', 'pieces value=2')));
    expect(rows.map((row) => [row[2], row[4], (row[6] as number) & SERVER_STAMPED])).toEqual([[START, 1, SERVER_STAMPED], [START + 1, 2, SERVER_STAMPED]]);
  });

  it('of a gateway reach the bound children, with quality and origin', async () => {
    const list = new RecordList().message(lines('gw', `pieces,device=c1,quality=D,origin=replayed value=4 ${SECOND}`, `pieces,device=c2 value=5 ${SECOND}`, `pieces value=6 ${SECOND}`));
    const { rows, quarantine } = await projected(list);
    expect(rows.map((row) => [row[0], row[4], qualityOf(row[6] as number), originOf(row[6] as number)])).toEqual([['c1', 4, 5, 2]]);
    expect(quarantine).toEqual([['reading', 2, 'child-not-bound', 'line 2 c2'], ['reading', 3, 'missing-field', 'line 3: device']]);
  });

  it('keep the rest of a message whose lines or values are refused, and name each', async () => {
    const list = new RecordList().message(lines('d1', `pieces value=1 ${SECOND}`, '# a comment', 'what is this', `temperature value=999,x=1 ${SECOND}`, `pieces value=2 ${SECOND + 999}`));
    const { rows, totals, quarantine, store } = await projected(list);
    expect(rows.map((row) => [row[1], row[4]])).toEqual([['pieces', 1]]);
    expect(quarantine).toEqual([
      ['reading', 2, 'malformed-line', 'line 3: is'], ['reading', 3, 'out-of-range', 'line 4: temperature'],
      ['reading', 4, 'unknown-metric', 'line 4: temperature.x'], ['reading', 5, 'time-in-future', 'line 5: ts'],
    ]);
    expect(totals).toEqual({ messages: 1, projected: 1, received: 5, stored: 1, rejected: 4 });
    expect((await store.ledger(PROJECT, 0, START * 2))[0]?.reasons).toEqual({ 'malformed-line': 1, 'out-of-range': 1, 'unknown-metric': 1, 'time-in-future': 1 });
  });

  it('quarantine the message when no line can be used', async () => {
    const { totals, quarantine } = await projected(new RecordList().message(lines('d1', '', '{"values":{}}', 'x')).message(lines('d1', '# only this')));
    expect(quarantine).toEqual([['message', 0, 'malformed-line', 'line 2'], ['message', 0, 'empty-message', '']]);
    expect(totals).toEqual({ messages: 2, quarantined: 2 });
  });

  it('leave quarantine when the metric is known, unless a line cannot be read', async () => {
    const list = new RecordList().message(lines('d1', `vibration value=1 ${SECOND}`, `pieces value=1 ${SECOND}`)).message(lines('d1', `vibration value=2 ${SECOND + 1}`, 'x', `pieces value=2 ${SECOND + 1}`));
    const { store } = await projected(list);
    list.json(RecordKind.heartbeat, {}, START + MICROS_PER_MINUTE);
    const projector = projectorOn(store, list.records, { inventories: new InventoryBook([inventory({ metrics: [extraMetric] })]), reader: new CutReader(list.records) });
    await projector.start();
    const outcome = projector.replayQuarantine(PROJECT);
    const run = projector.run();
    expect(await outcome).toEqual({ tried: 2, resolved: 1 });
    await projector.stop();
    await run;
    expect(await store.totals()).toMatchObject({ messages: 2, projected: 2, received: 5, stored: 3, rejected: 2 });
  });
});
