import { describe, expect, it } from '@jest/globals';
import { CLASS_TEMPLATES } from '@yanshou/catalogue';
import { evaluate } from '../evaluate.js';
import type { IndicatorRow } from '../indicator-row.js';
import { contextOf, device, deviceClass, inventoryOf } from '../testing/context.js';

const [cnc] = CLASS_TEMPLATES;

const minimumTables = ({ figures: { tables = [] } }: IndicatorRow) => tables.filter(({ title }) => title.en === 'minimum data set');

describe('the minimum data set', () => {
  it('stands beside the networked ratio, device by device, with what is missing', () => {
    const inventory = inventoryOf([device('M1'), device('M2'), device('M3', { classId: 'own' })], {
      classes: [{ ...deviceClass('c5', 5, cnc?.metrics), template: 'cnc-machine' }, deviceClass('own', 5)],
    });
    const activity = ['state', 'program', 'alarm'].map((metric) => ({ device: 'M1', metric, valid: 3 }));
    const row = evaluate('networked-device-ratio', contextOf({ inventory, activity }));
    expect(minimumTables(row)).toEqual([expect.objectContaining({
      rows: [
        ['M1', { zh: '数控机床', en: 'CNC machine' }, 'alarm program state', null],
        ['M2', { zh: '数控机床', en: 'CNC machine' }, '', { zh: '运行状态、加工件数或加工程序、报警', en: 'state, part count or programme, alarm' }],
      ],
    })]);
  });

  it('is not spoken of where no class has a template', () => {
    expect(minimumTables(evaluate('networked-device-ratio', contextOf({ inventory: inventoryOf([device('M1')]) })))).toEqual([]);
  });
});
