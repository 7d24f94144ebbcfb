import { describe, expect, it } from '@jest/globals';
import type { ChangeRequestView, DeviceWithState } from '@yanshou/api-schema';
import fc from 'fast-check';
import { differencesOf, inventoryDevice, parseDays, parseShifts, shiftsText, subjectOf } from './change-view.js';

const device = { id: 'lathe-1', assetNumber: 'A-1', nameZh: '车床', nameEn: 'lathe', assetKind: 'production', classId: 'lathe', intelligent: false, reporting: 'periodic' } as const;
const change: ChangeRequestView['change'] = { kind: 'device', device: { ...device, intelligent: true, intelligentGround: '数控系统' } };

describe('a request of change', () => {
  it('shows every field that differs, before and after', () => {
    expect(differencesOf({ change, before: device })).toEqual([{ field: 'intelligent', before: 'false', after: 'true' }, { field: 'intelligentGround', before: null, after: '数控系统' }]);
    expect(differencesOf({ change, before: change.device })).toEqual([]);
  });

  it('of what was not there shows everything as new', () => {
    const found = differencesOf({ change, before: null });
    expect([found.length, found.every(({ before }) => before === null)]).toEqual([9, true]);
  });

  it('of planned time shows shifts as people write them', () => {
    const calendar: ChangeRequestView['change'] = { kind: 'calendar', scope: 'project', plannedTime: { zone: 'Asia/Shanghai', shifts: [{ start: '08:00', end: '24:00', weekdays: [1, 2] }], holidays: ['2026-10-01', '2026-10-02'], exemptions: [{ from: 'a', to: 'b', reason: '检修' }] } };
    expect(differencesOf({ change: calendar, before: { zone: 'Asia/Shanghai', shifts: [] } })).toEqual([
      { field: 'shifts', before: null, after: '08:00–24:00 (1,2)' }, { field: 'holidays', before: null, after: '2026-10-01; 2026-10-02' }, { field: 'exemptions', before: null, after: 'a – b 检修' },
    ]);
    expect([subjectOf(calendar), subjectOf(change)]).toEqual(['project', 'lathe-1']);
    expect(differencesOf({ change: { kind: 'calendar-removal', scope: 'site:pond', validFrom: '2026-11-01T00:00:00+08:00' }, before: { zone: 'Asia/Shanghai', shifts: [{ start: '08:00', end: '17:00' }] } })).toEqual([
      { field: 'zone', before: 'Asia/Shanghai', after: null }, { field: 'shifts', before: '08:00–17:00', after: null }, { field: 'wider', before: null, after: 'true' }, { field: 'validFrom', before: null, after: '2026-11-01T00:00:00+08:00' },
    ]);
    // What comes beside `wider` is the project's, and was not there.
    expect(differencesOf({ change: { ...calendar, scope: 'site:pond' }, before: { zone: 'Asia/Shanghai', shifts: [{ start: '08:00', end: '17:00' }], wider: true } })).toEqual([
      { field: 'wider', before: 'true', after: null }, { field: 'zone', before: null, after: 'Asia/Shanghai' }, { field: 'shifts', before: null, after: '08:00–24:00 (1,2)' },
      { field: 'holidays', before: null, after: '2026-10-01; 2026-10-02' }, { field: 'exemptions', before: null, after: 'a – b 检修' },
    ]);
  });

  it('of a class shows what of a metric changes, its limits with where they are written, and which metrics come and go', () => {
    const metric = { name: 'do', unit: 'mg/L', valueType: 'number', kind: 'process', resolution: 0.01, reporting: 'periodic' } as const;
    const before = { id: 'pond', nameZh: '塘', nameEn: 'pond', judgingIntervalMinutes: 60, metrics: [{ ...metric, min: 0, limits: { high: 20, basis: '旧规程' } }, { ...metric, name: 'ph', unit: '' }] };
    const deviceClass = { ...before, judgingIntervalMinutes: 30, metrics: [{ ...metric, min: 1, limits: { low: 5, high: 20, basis: 'GB 11607' } }, { ...metric, name: 'temperature', unit: '°C' }] };
    expect(differencesOf({ change: { kind: 'class', deviceClass }, before })).toEqual([
      { field: 'judgingIntervalMinutes', before: '60', after: '30' }, { of: 'do', field: 'min', before: '0', after: '1' }, { of: 'do', field: 'limits', before: '≤ 20 旧规程', after: '5 – 20 GB 11607' },
      { of: 'ph', field: 'metrics', before: 'number process 0.01 periodic', after: null }, { of: 'temperature', field: 'metrics', before: null, after: '°C number process 0.01 periodic' },
    ]);
    expect(differencesOf({ change: { kind: 'class', deviceClass }, before: deviceClass })).toEqual([]);
  });

  it('of a device starts from the inventory, not from what is known of its data', () => {
    const listed: DeviceWithState = { ...device, state: 'live', lastReceived: null, messages: 3 };
    expect(inventoryDevice(listed)).toEqual(device);
  });
});

describe('planned time in a form', () => {
  it.each([
    ['08:00-17:00', [{ start: '08:00', end: '17:00' }]], ['08:00 – 24:00  1,2,5\n\n 20:00-08:00 6、7 ', [{ start: '08:00', end: '24:00', weekdays: [1, 2, 5] }, { start: '20:00', end: '08:00', weekdays: [6, 7] }]], ['', []],
  ])('%j', (text, items) => expect(parseShifts(text)).toEqual({ ok: true, items }));

  it('names the line that cannot be read', () => {
    expect(parseShifts('08:00-17:00\n8-5')).toEqual({ ok: false, line: 2, text: '8-5' });
    expect(parseDays('2026-10-01\n2026-13-01')).toEqual({ ok: false, line: 2, text: '2026-13-01' });
    expect(parseDays('2026-10-01')).toEqual({ ok: true, items: ['2026-10-01'] });
  });

  it('comes back as it was written', () => {
    const time = fc.constantFrom('00:00', '08:30', '24:00');
    const shift = fc.oneof(fc.record({ start: time, end: time }), fc.record({ start: time, end: time, weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }) }));
    fc.assert(fc.property(fc.array(shift), (shifts) => expect(parseShifts(shiftsText(shifts))).toEqual({ ok: true, items: shifts })));
  });
});
