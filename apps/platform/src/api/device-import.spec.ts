import { describe, expect, it } from '@jest/globals';
import type { Device } from '@yanshou/api-schema';
import { IMPORT_COLUMNS } from '@yanshou/api-schema';
import { ASSET_KINDS, REPORTING_MODES } from '@yanshou/telemetry';
import fc from 'fast-check';
import { readDevices } from './device-import.js';

const KNOWN = { devices: new Set(['OLD']), classes: new Set(['lathe']), sites: new Set(['hall']) };
const HEADER = 'id,nameZh,nameEn,assetKind,classId,reporting';
const line = (id: string): string => `${id},车床,Lathe,production,lathe,periodic`;
const file = (...lines: readonly string[]): string => [HEADER, ...lines].join('\n');

const devicesOf = (csv: string): readonly Device[] => {
  const read = readDevices(csv, KNOWN);
  if (!read.ok) throw new Error(JSON.stringify(read.reason));
  return read.value;
};
const faultsOf = (csv: string) => {
  const read = readDevices(csv, KNOWN);
  return read.ok ? [] : read.reason;
};
/** Code, field and line of each fault. */
const shapes = (csv: string) => faultsOf(csv).map((fault) => [fault.code, fault.field, fault.line]);

describe('an inventory in CSV', () => {
  it('is read with a byte order mark, quoted cells and CRLF, in any order of columns', () => {
    const csv = '\uFEFF"nameEn",id,"nameZh",assetKind,classId,reporting,siteId,intelligent,intelligentGround,commissionedAt\r\n"Lathe, ""big""",L1,"车床\r\n大",production,lathe,periodic,hall,是,"联网、有控制器",2026-01-01T00:00:00+08:00\r\n';
    expect(devicesOf(csv)).toEqual([{
      id: 'L1', nameZh: '车床\n大', nameEn: 'Lathe, "big"', assetKind: 'production', classId: 'lathe', reporting: 'periodic', assetNumber: '', siteId: 'hall',
      intelligent: true, intelligentGround: '联网、有控制器', commissionedAt: '2026-01-01T00:00:00+08:00',
    }]);
  });

  it('leaves out what its cells leave empty', () => {
    expect(devicesOf(`${HEADER},siteId,intelligent,verifiedOnSite,factorySerial\n${line('L1')},,,,\n`)).toEqual([
      { id: 'L1', nameZh: '车床', nameEn: 'Lathe', assetKind: 'production', classId: 'lathe', reporting: 'periodic', assetNumber: '', intelligent: false },
    ]);
  });

  it('is kept without the spaces around its texts, quoted or not', () => {
    const [device] = devicesOf(file('L1, 车床 ,"  Lathe ",production,lathe,periodic'));
    expect([device?.nameZh, device?.nameEn]).toEqual(['车床', 'Lathe']);
  });

  it.each([['true', true], ['1', true], ['Yes', true], ['是', true], ['FALSE', false], ['0', false], ['no', false], ['否', false]])('says %s for %p', (written, value) => {
    expect(devicesOf(`${HEADER},verifiedOnSite\n${line('L1')},${written}`)[0]?.verifiedOnSite).toBe(value);
  });

  it.each([['a line end of its own at every line', [HEADER, line('A'), line('B'), line('C')].map((text, index) => text + (['\r\n', '\n', '\r'][index] ?? '')).join('')],
    ['blank lines', `\n\n${HEADER}\n\n${line('A')}\n   \n\n${line('B')}\n${line('C')}\n\n`]])('may have %s', (_what, csv) => {
    expect(devicesOf(csv).map(({ id }) => id)).toEqual(['A', 'B', 'C']);
  });

  it('of twenty thousand devices is read whole, whatever lines they take', () => {
    const csv = file(...Array.from({ length: 20_000 }, (_, index) => `D${index},"车\n床",Lathe,production,lathe,periodic\n`));
    expect(devicesOf(csv)).toHaveLength(20_000);
  });
});

describe('a faulty inventory', () => {
  it.each<[string, string, readonly unknown[]]>([
    ['an unknown column', `${HEADER},colour\n${line('A')},red`, ['unknown-field', 'colour', 1]],
    ['a column that is there twice', `${HEADER},id\n${line('A')},A`, ['unknown-field', 'id', 1]],
    ['a column without a name', `${HEADER},\n${line('A')},`, ['unknown-field', '', 1]],
    ['a cell too few', file(line('A'), 'B,车床,Lathe'), ['malformed-csv', '', 3]],
    ['a cell too many', file(`${line('A')},x`), ['malformed-csv', '', 2]],
    ['an id that is there twice', file(line('A'), line('B'), line('A')), ['duplicate', 'id', 4]],
    ['an id that is taken', file(line('OLD')), ['duplicate', 'id', 2]],
    ['an id that is none', file(line('a/b')), ['invalid', 'id', 2]],
    ['no id', file(line('')), ['missing-field', 'id', 2]],
    ['an unknown class', file('A,车床,Lathe,production,press,periodic'), ['unknown-reference', 'classId', 2]],
    ['an unknown site', `${HEADER},siteId\n${line('A')},yard`, ['unknown-reference', 'siteId', 2]],
    ['an unknown kind', file('A,车床,Lathe,toy,lathe,periodic'), ['invalid', 'assetKind', 2]],
    ['a boolean that is none', `${HEADER},intelligent\n${line('A')},maybe`, ['invalid', 'intelligent', 2]],
    ['intelligent equipment without its ground', `${HEADER},intelligent\n${line('A')},是`, ['invalid', 'intelligentGround', 2]],
    ['a time without a zone', `${HEADER},commissionedAt\n${line('A')},2026-01-01`, ['invalid', 'commissionedAt', 2]],
    ['a quote within a cell', file(line('A'), 'B,车"床,Lathe,production,lathe,periodic'), ['malformed-csv', '', 3]],
    ['text after a closing quote', file(line('A'), line('B'), 'C,"车床"大,Lathe,production,lathe,periodic'), ['malformed-csv', '', 4]],
    ['a quote that is never closed', file(line('A'), 'B,"车床,Lathe,production,lathe,periodic', line('C'), line('D')), ['malformed-csv', '', 3]],
    ['a line of a hundred kilobytes', file(line('A'), `B,${'x'.repeat(100_000)},Lathe,production,lathe,periodic`), ['malformed-csv', '', 3]],
    ['bytes that are no UTF-8', file(line('A'), `B,\uFFFD\uFFFD,Lathe,production,lathe,periodic`), ['malformed-csv', '', 3]],
    ['nothing in it', '', ['malformed-csv', '', 1]],
    ['a header alone', `${HEADER}\n`, ['malformed-csv', '', 1]],
  ])('is refused for %s', (_what, csv, shape) => expect(shapes(csv)).toEqual([shape]));

  it('has ids that are missing named as such, and not as equal', () => {
    expect(shapes(file(line(''), line('')))).toEqual([['missing-field', 'id', 2], ['missing-field', 'id', 3]]);
  });

  it('is told in both languages where it is wrong', () => {
    const [fault] = faultsOf(file(line('A'), line('OLD')));
    expect([fault?.detailZh, fault?.detailEn]).toEqual(['第 3 行 列 id：台账中已有该编号的设备', 'line 3, column id: is in the inventory already']);
    const [again] = faultsOf(file(line('A'), line('A')));
    expect([again?.detailZh, again?.detailEn]).toEqual(['第 3 行 列 id：与第 2 行的编号相同', 'line 3, column id: is the id of line 2 too']);
    const [invalid] = faultsOf(file('A,车床,Lathe,toy,lathe,periodic'));
    expect([invalid?.detailZh, invalid?.detailEn]).toEqual([expect.stringMatching(/^第 2 行 字段 assetKind：/), expect.stringMatching(/^line 2, field assetKind: /)]);
  });

  it('has all its faults named, by line', () => {
    expect(shapes(`${HEADER},intelligent\nA,,Lathe,production,press,periodic,maybe\n${line('B')}\n${line('OLD')},no`)).toEqual([
      ['missing-field', 'nameZh', 2], ['invalid', 'intelligent', 2], ['unknown-reference', 'classId', 2], ['malformed-csv', '', 3], ['duplicate', 'id', 4],
    ]);
  });

  it('has a hundred faults named and no more, the first ones', () => {
    const faults = shapes(file(...Array.from({ length: 150 }, () => line('a/b')), line('A'), line('A')));
    expect(faults).toHaveLength(100);
    expect(faults.at(-1)?.[2]).toBeLessThan(102);
    expect(shapes(`${Array.from({ length: 150 }, (_, index) => `c${index}`).join(',')}\nx`)).toHaveLength(100);
  });

  it('has only its columns named where they are wrong: every line would be wrong by them', () => {
    expect(shapes(`${HEADER.replace('nameZh', 'name')}\n${line('A')}\nB`)).toEqual([['unknown-field', 'name', 1]]);
  });

  it('of more than twenty thousand devices is refused for the first that is too many', () => {
    const lines = Array.from({ length: 20_002 }, (_, index) => line(`D${index}`));
    expect(shapes(file(...lines))).toEqual([['too-large', '', 20_002]]);
    expect(shapes(file(...lines.slice(0, 20_001)))).toEqual([['too-large', '', 20_002]]);
  });

  it('is not repeated at length by its faults', () => {
    expect(JSON.stringify(faultsOf(`${'c'.repeat(50_000)}\nx`)).length).toBeLessThan(2_000);
    expect(JSON.stringify(faultsOf(`id\n${'x'.repeat(50_000)}"`)).length).toBeLessThan(2_000);
  });
});

const trimmed = (text: string): boolean => text !== '' && text.trim() === text;
const anyText = fc.string({ unit: fc.constantFrom('a', 'Z', '1', '是', '😀', ' ', ',', '"', '\n', ';', "'", '=', '\t'), minLength: 1, maxLength: 12 }).filter(trimmed);
const anyId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,10}$/);
const anyDevice: fc.Arbitrary<Device> = fc.record({
  id: anyId, assetNumber: fc.oneof(fc.constant(''), anyText), nameZh: anyText, nameEn: anyText, assetKind: fc.constantFrom(...ASSET_KINDS), classId: fc.constant('lathe'),
  reporting: fc.constantFrom(...REPORTING_MODES), intelligent: fc.boolean(), intelligentGround: anyText, siteId: fc.constant('hall'), factorySerial: anyText,
  controllerSerial: anyText, commissionedAt: fc.constantFrom('2026-01-01T00:00:00+08:00', '2025-06-30T12:00:00Z'), verifiedOnSite: fc.boolean(),
}, { requiredKeys: ['id', 'assetNumber', 'nameZh', 'nameEn', 'assetKind', 'classId', 'reporting', 'intelligent', 'intelligentGround'] })
  .chain((device) => fc.option(anyText).map((decommissionReason) => (decommissionReason === null ? device : { ...device, decommissionedAt: '2026-06-30T00:00:00Z', decommissionReason })));
const anyInventory = fc.uniqueArray(anyDevice, { selector: ({ id }) => id, minLength: 1, maxLength: 8 });
const anyLineEnd = fc.constantFrom('\n', '\r\n', '\r');

const cell = (value: unknown): string => {
  const text = String(value ?? '');
  return /[",\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

describe('an inventory that somebody wrote', () => {
  it('reads back as it was', () => {
    fc.assert(fc.property(anyInventory, fc.shuffledSubarray([...IMPORT_COLUMNS], { minLength: IMPORT_COLUMNS.length }), anyLineEnd, fc.boolean(), (devices, columns, end, mark) => {
      const lines = [columns.join(','), ...devices.map((device) => columns.map((name) => cell(device[name])).join(','))];
      const csv = `${mark ? '\uFEFF' : ''}${lines.map((text) => text.replaceAll('\n', end) + end).join('')}`;
      expect(devicesOf(csv)).toEqual(devices);
    }));
  });

  it('is wrong at the line where the wrong device begins, below quoted line ends and blank lines', () => {
    const anyBlock = fc.record({ blank: fc.nat({ max: 3 }), broken: fc.nat({ max: 3 }) });
    fc.assert(fc.property(fc.array(anyBlock, { maxLength: 6 }), anyBlock, anyLineEnd, (before, wrong, end) => {
      const lineOf = ({ blank, broken }: { blank: number; broken: number }, id: string): string => `${'\n'.repeat(blank)}${id},"车${'\n'.repeat(broken)}床",Lathe,production,lathe,periodic\n`;
      const above = `${HEADER}\n${before.map((block, index) => lineOf(block, `D${index}`)).join('')}${'\n'.repeat(wrong.blank)}`;
      const csv = above + lineOf({ ...wrong, blank: 0 }, 'OLD') + line('Z');
      expect(shapes(csv.replaceAll('\n', end))).toEqual([['duplicate', 'id', above.split('\n').length]]);
    }));
  });
});
