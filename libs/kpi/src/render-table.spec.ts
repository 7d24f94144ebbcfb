import { describe, expect, it } from '@jest/globals';
import { displayWidth, padToWidth } from './display-width.js';
import { evaluateAll } from './evaluate.js';
import { renderTable } from './render-table.js';
import { contextOf, contractOf, device, inventoryOf } from './testing/context.js';

const IDS = ['networked-device-ratio', 'intelligent-equipment-ratio', 'connected-equipment', 'process-data-points'];
const inventory = inventoryOf([device('M1'), device('M2'), device('M3', { intelligent: false })], { demonstration: true });
const workshop = evaluateAll(contextOf({ inventory }, { origins: ['simulated'] }), IDS);
const farm = evaluateAll({ ...contextOf({ inventory }, { origins: ['replayed', 'live'] }), contract: contractOf({ project: 'farm' }) }, IDS);
const names = new Map([['workshop', { zh: '智能车间示范', en: 'Smart workshop' }]]);

describe('the width of text in a terminal', () => {
  it.each([['abc', 3], ['数据', 4], ['（≥）', 5], ['é', 1], ['𠀀', 2], ['', 0], ['“x”', 3]])('%s takes %p columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it('pads to columns, not to characters', () => {
    expect(padToWidth('数据', 6)).toBe('数据  ');
    expect(padToWidth('数据', 3)).toBe('数据');
  });
});

describe('the acceptance table', () => {
  it('groups by project with name and stamp', () => {
    const titles = renderTable([...workshop, ...farm], 'zh', names).split('\n\n').map((group) => group.split('\n')[0]);
    expect(titles).toEqual(['智能车间示范 (workshop)  [模拟数据 SIMULATED]', 'farm  [回放数据 REPLAYED]']);
  });

  it('puts no stamp on live data', () => {
    const live = evaluateAll(contextOf({ inventory }), IDS);
    expect(renderTable(live, 'en')).not.toMatch(/SIMULATED|REPLAYED/);
  });

  it('shows value with numerator and denominator, target, coverage and verdict in both languages', () => {
    const digest = (row: number): string => `${workshop[row]?.formulaVersion} · ${workshop[row]?.inputsDigest.slice('sha256:'.length, 'sha256:'.length + 12)}`;
    expect(cells(renderTable(workshop, 'zh'), 3)).toEqual(['车间智能化设备联网率', 'S000 一(二)1 考核指标(1)', '≥ 70 %', '0.00 % (0/3)', '0.00 % / 100.00 %', '未达标', digest(0)]);
    expect(cells(renderTable(workshop, 'en'), 5)).toEqual(['intelligent-equipment-ratio', 'S000 一(二)1 申报要求(2)', '≥ 40 %', '66.67 % (2/3)', '— / 100.00 %', 'met', digest(1)]);
    expect(cells(renderTable(workshop, 'en'), 6)).toEqual(['connected-equipment', 'S001 工业互联网建设成效', '—', '0 units', '0.00 % / 100.00 %', 'pending evidence', digest(2)]);
  });

  it('gives the reason below a row that needs one, and a dash for a value that there is not', () => {
    const none = evaluateAll(contextOf({ inventory: inventoryOf([]) }), ['networked-device-ratio']);
    const lines = renderTable(none, 'zh').split('\n');
    expect(lines[3]).toMatch(/≥ 70 % +— +— \/ 100\.00 % +数据不足，暂不能判定 +1\.2\.0 · [0-9a-f]{12}$/);
    expect(lines[4]).toBe('  · 设备台账中没有设备');
  });

  it('prints the 24 h figure and the three counts below a networked ratio', () => {
    expect(renderTable(workshop, 'zh').split('\n')[4]).toMatch(/^ {2}· 按 24 小时日历 0\/3；曾联网 \d+ 台，期内有效 \d+ 台，现场核验 \d+ 台；豁免时间 /);
    expect(renderTable(workshop, 'en').split('\n')[4]).toMatch(/^ {2}· by 24 h calendar 0\/3; ever connected /);
  });

  it('says where a target was lowered', () => {
    const targets = [{ indicator: 'networked-device-ratio', comparator: '>=' as const, value: 60, unit: '%', clause: 'S000' }];
    const rows = evaluateAll(contextOf({ inventory, contract: { targets } }));
    expect(renderTable(rows, 'zh')).toContain('≥ 60 %（未经批准调整，低于原定 70）');
    expect(renderTable(rows, 'en')).toContain('≥ 60 % (lowered without approval from 70)');
    const approved = rows.map((row) => ({ ...row, loweredApproval: 'JK-12' }));
    expect(renderTable(approved, 'zh')).toContain('≥ 60 %（经批准低于原定 70，JK-12）');
    const old = rows.map(({ loweredApproval: _, ...row }) => row);
    expect(renderTable(old, 'en')).toContain('≥ 60 % (lowered from 70)');
  });

  it('keeps columns aligned where characters are two columns wide', () => {
    for (const language of ['zh', 'en'] as const) {
      const lines = renderTable([...workshop, ...farm], language).split('\n').filter((line) => /[│─≥]|S00\d/.test(line));
      const ruler = lines.find((line) => line.startsWith('─')) ?? '';
      const starts = [...ruler.matchAll(/(?<=^|\s)─/g)].map((found) => found.index);
      for (const line of lines) for (const start of starts.slice(1)) expect(columnBefore(line, start)).toBe(' ');
    }
  });
});

const cells = (table: string, line: number): readonly string[] => (table.split('\n')[line] ?? '').split(/ {2,}/);

/** What stands in the column before `column`. */
function columnBefore(line: string, column: number): string {
  let width = 0;
  for (const character of line) {
    width += displayWidth(character);
    if (width >= column) return character;
  }
  return ' ';
}
