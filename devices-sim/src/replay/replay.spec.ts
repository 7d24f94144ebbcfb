import { appendFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { formatIsoMicros, parseIsoMicros } from '@yanshou/telemetry';
import type { SimulatedElement } from '../message.js';
import { itemKind } from './metric-kinds.js';
import { ObservedMetric, isNumeric } from './recorded-value.js';
import type { Replay } from './replay-messages.js';
import { replayMessages } from './replay-messages.js';
import { loadReplays } from './load-replays.js';
import { isGap, parseShdrLine } from './shdr-line.js';
import { energyTime, greenhouseTime } from './table-formats.js';

const T = '2017-03-27T08:42:24.1093750Z';

describe('a line of an adapter log', () => {
  it.each([
    [`${T}|avail|AVAILABLE`, [['avail', 'AVAILABLE']]],
    [`${T}|program_cmt|`, [['program_cmt', '']]],
    [`${T}|a|1|b|UNAVAILABLE|c|text`, [['a', '1'], ['b', 'UNAVAILABLE'], ['c', 'text']]],
    [`${T}|Xtravel|Warning|101||HIGH|SOFT LIMIT`, [['Xtravel', 'Warning']]],
    [`${T}|servo|Unavailable||||`, [['servo', 'Unavailable']]],
    [`${T}|a|UNAVAILABLE|b|2|c|3`, [['a', 'UNAVAILABLE'], ['b', '2'], ['c', '3']]],
    [`${T}|a|1|b|2`, [['a', '1'], ['b', '2']]],
  ])('%s', (line, pairs) => {
    expect(parseShdrLine(line)).toEqual({ ok: true, value: { time: T, pairs } });
  });

  it.each(['', 'avail|AVAILABLE', `${T}|avail`, `${T}|a|1|b`, `${T}||1`, '2017-03-27 08:42:24|a|1'])('%p is refused', (line) => {
    expect(parseShdrLine(line).ok).toBe(false);
  });

  it('unavailable in any case is a gap', () => {
    expect(['UNAVAILABLE', 'Unavailable', 'unavailable', 'AVAILABLE', ''].map(isGap)).toEqual([true, true, true, false, false]);
  });
});

describe('recorded values', () => {
  it('are numbers only where nothing is lost', () => {
    expect(['0', '-2.723769', '1e-9', '1000.000000'].every(isNumeric)).toBe(true);
    expect(['0815', '', ' ', 'NaN', '1.', '.5', '0x10', '1e999', '+1'].some(isNumeric)).toBe(false);
  });

  it('make a metric a text as soon as one of them is', () => {
    const metric = new ObservedMetric();
    expect(metric.type('number')).toBe('number');
    metric.add('12.125');
    expect([metric.type('text'), metric.resolution]).toEqual(['number', 0.001]);
    metric.add('O1001');
    expect(metric.type('number')).toBe('text');
  });

  it('kinds follow the names of items', () => {
    const kinds = ['Xload', 'S2temp', 'Zabs', 'Xtravel', 'Stemp_cond', 'program', 'Program_Name_Running', 'Program_Status', 'Part_Count', 'cut_time', 'Mazak01_asset_chg', 'avail', 'Fovr', 'Tool_number', 'electric_temp'].map(itemKind);
    expect(kinds).toEqual(['process', 'process', 'process', 'alarm', 'alarm', 'programme', 'programme', 'state', 'counter', 'counter', 'static', 'state', 'state', 'programme', 'alarm']);
  });

  it('too long for a platform travel alone, whole', () => {
    const element = (value: string): SimulatedElement => ({ ts: T, values: { a: value }, origin: 'replayed' });
    const long = '长'.repeat(100);
    const sent = [...replayMessages('p', 'd', [element('x'), element('y'), element(long), element('z')])];
    expect(sent.map(({ payload }) => payload[0]?.elements.map(({ values }) => values['a']))).toEqual([['x', 'y'], [long], ['z']]);
  });
});

describe('times of the tables', () => {
  const iso = (at: number | undefined): string => formatIsoMicros(at ?? 0);
  it('energy: day first, Seoul, and the row of 0.00 closes its day', () => {
    expect(iso(energyTime('1-1-18 0.15', 'Asia/Seoul'))).toBe('2017-12-31T15:15:00.000Z');
    expect(iso(energyTime('1-1-18 23.45', 'Asia/Seoul'))).toBe('2018-01-01T14:45:00.000Z');
    expect(iso(energyTime('1-1-18 0.00', 'Asia/Seoul'))).toBe('2018-01-01T15:00:00.000Z');
    expect(iso(energyTime('31-12-18 0.00', 'Asia/Seoul'))).toBe('2018-12-31T15:00:00.000Z');
    expect(energyTime('2018-01-01 0:15', 'Asia/Seoul')).toBeUndefined();
  });

  it('greenhouse: month first, Amsterdam in winter and summer', () => {
    expect(iso(greenhouseTime('3/15/2022 23:50', 'Europe/Amsterdam'))).toBe('2022-03-15T22:50:00.000Z');
    expect(iso(greenhouseTime('7/1/2022 0:04', 'Europe/Amsterdam'))).toBe('2022-06-30T22:04:00.000Z');
  });
});

const elementsOf = ({ source }: Replay, principal: string): SimulatedElement[] =>
  [...source.messagesOf(principal)].flatMap(({ payload }) => payload.flatMap(({ elements }) => elements));

describe('a small recorded workshop', () => {
  it('keeps order, snapshot, duplicates and conflicts, and types a mixed item as text', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'recorded-'));
    try {
      await mkdir(join(dir, 'workshop'));
      await writeFile(join(dir, 'workshop', 'Lathe01-20170327-20170328.txt'), [
        '2017-01-01T00:00:00.5Z|load|UNAVAILABLE', '2017-03-27T09:00:00.1234567Z|load|5|tool|A1',
        '2017-03-27T09:00:00.1234567Z|load|6', '2017-03-27T09:00:00.1234567Z|load|6', '2017-03-27T09:00:01Z|tool|7', '',
      ].join('\n'));
      const [replay] = await loadReplays(dir) as [Replay];
      expect(elementsOf(replay, 'Lathe01')).toEqual([
        { ts: '2017-01-01T00:00:00.5Z', values: { load: null }, origin: 'replayed' },
        { ts: '2017-03-27T09:00:00.1234567Z', values: { load: 5, tool: 'A1' }, origin: 'replayed' },
        { ts: '2017-03-27T09:00:00.1234567Z', values: { load: 6 }, origin: 'replayed' },
        { ts: '2017-03-27T09:00:00.1234567Z', values: { load: 6 }, origin: 'replayed' },
        { ts: '2017-03-27T09:00:01Z', values: { tool: '7' }, origin: 'replayed' },
      ]);
      expect(replay.project.contract.window).toEqual({ from: parseIsoMicros('2017-03-27T00:00:00Z'), to: parseIsoMicros('2017-03-28T00:00:00Z'), days: ['2017-03-27'] });
      await expect(loadReplays(dir, 'air')).rejects.toMatchObject({ code: 'no-recordings' });
      await writeFile(join(dir, 'workshop', 'Lathe01-20170328-20170329.txt'), 'nonsense\n');
      await expect(loadReplays(dir)).rejects.toMatchObject({ code: 'bad-recording' });
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});

describe('a small recorded table', () => {
  it('has columns of any name: of what nobody says what it is, it is a process value without a unit', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'recorded-'));
    try {
      await mkdir(join(dir, 'air'));
      await writeFile(join(dir, 'air', 'PRSA_Data_Tiantan_20130301-20170228.csv'), ['No,year,month,day,hour,CO,constructor,toString', '1,2013,3,1,0,300,1,2', '2,2013,3,1,1,310,3,4', ''].join('\n'));
      const [replay] = await loadReplays(dir) as [Replay];
      expect(replay.project.inventory.classes[0]?.metrics.map(({ name, unit, kind, role }) => [name, unit, kind, role])).toEqual([['CO', 'µg/m³', 'process', 'co'], ['constructor', '', 'process', undefined], ['toString', '', 'process', undefined]]);
      expect(elementsOf(replay, 'Tiantan').map(({ values }) => Object.values(values))).toEqual([[300, 1, 2], [310, 3, 4]]);
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});

const realData = process.env['REAL_DATA_DIR'];

describe('the real recordings', () => {
  it('are told to be not run when they are not there', () => {
    if (realData !== undefined) return;
    const list = process.env['YANSHOU_TEST_NOT_RUN'];
    if (list !== undefined) appendFileSync(list, 'devices-sim: replay of the real recordings (set REAL_DATA_DIR)\n');
    expect(process.env['CI']).not.toBe('true');
  });

  if (realData === undefined) return;

  it('have the contracts that their description states', async () => {
    const contracts = (await loadReplays(realData)).map(({ project: { id, inventory, contract } }) =>
      [id, inventory.zone, formatIsoMicros(contract.window.from), formatIsoMicros(contract.window.to), inventory.classes[0]?.judgingIntervalMinutes, contract.networkedThreshold]);
    expect(contracts).toEqual([
      ['workshop', 'UTC', '2017-03-27T00:00:00.000Z', '2017-05-03T00:00:00.000Z', 5, 0.8],
      ['greenhouse', 'Europe/Amsterdam', '2022-01-31T23:00:00.000Z', '2022-02-28T23:00:00.000Z', 5, 0.8],
      ['air', 'Asia/Shanghai', '2017-01-31T16:00:00.000Z', '2017-02-28T16:00:00.000Z', 60, 0.8],
      ['energy', 'Asia/Seoul', '2018-11-30T15:00:00.000Z', '2018-12-31T15:00:00.000Z', 15, 0.8],
      ['machine', 'UTC', '2014-01-01T00:00:00.000Z', '2014-02-01T00:00:00.000Z', 5, 0.8],
    ]);
  });

  it('workshop: eight intelligent machine tools on three days, five of them silent, every reading taken by its class', async () => {
    const [replay] = await loadReplays(realData, 'workshop') as [Replay];
    const { inventory, contract } = replay.project;
    const machines = inventory.devices.map(({ id }) => id);
    expect(machines).toEqual(['GFAgie01', 'Hurco01', 'Hurco02', 'Hurco03', 'Hurco04', 'Hurco06', 'Mazak01', 'Mazak03']);
    expect(inventory.devices.every(({ intelligent }) => intelligent)).toBe(true);
    expect(contract.plannedTime.shifts).toEqual([{ start: '09:00', end: '19:00' }]);
    expect(contract.window.days).toEqual(['2017-03-27', '2017-04-27', '2017-05-02']);
    let readings = 0;
    const delivering = machines.filter((machine) => {
      const metrics = new Map(inventory.classes.find(({ id }) => machine.startsWith(id))?.metrics.map(({ name, valueType }) => [name, valueType]));
      let values = 0;
      for (const element of elementsOf(replay, machine)) {
        if ((parseIsoMicros(String(element.ts)) ?? 0) < inventory.acceptedFrom) throw new Error(`${machine} ${element.ts}`);
        for (const [item, value] of Object.entries(element.values)) {
          readings += 1;
          if (value !== null) values += 1;
          if (value !== null && metrics.get(item) !== (typeof value === 'string' ? 'text' : typeof value)) throw new Error(`${machine} ${item}`);
        }
      }
      return values > 0;
    });
    expect(delivering).toEqual(['Hurco01', 'Hurco02', 'Mazak01', 'Mazak03']);
    expect(readings).toBe(301_110);
  });

  it('tables: every row is sent, in the order of the file', async () => {
    const tables = (await loadReplays(realData)).slice(1).map((replay) => {
      const times = elementsOf(replay, replay.source.principals[0] as string).map(({ ts }) => Number(ts));
      return [replay.project.id, times.length, new Set(times).size, times.every((ts, index) => index === 0 || ts >= (times[index - 1] as number))];
    });
    expect(tables).toEqual([
      ['greenhouse', 12_384, 12_384, true], ['air', 35_064, 35_064, true], ['energy', 35_040, 35_040, true], // The recorder's clock went back once; a replay sends what was written.
      ['machine', 22_695, 22_683, false],
    ]);
  });
});
