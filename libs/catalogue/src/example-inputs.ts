import type { DeviceInput, IndicatorInputs, LegInputs } from './indicator.js';
import type { WindowInputs } from './series-window.js';
import { NO_TRACE } from './traceability/trace-input.js';

/** A device of a worked example: seen on site, connected, silent in the window unless told otherwise. */
export const exampleDevice = (id: string, facts: Partial<DeviceInput> = {}): DeviceInput => ({
  id,
  equipment: true,
  assetKind: facts.equipment === false ? 'sensor' : 'production',
  site: null,
  intelligent: true,
  intelligentApproved: facts.intelligent ?? true,
  expected: 0,
  valid: 0,
  calendarExpected: 0,
  calendarValid: 0,
  platformFault: 0,
  overdue: 0,
  everConnected: true,
  validInWindow: (facts.valid ?? 0) > 0,
  verifiedOnSite: true,
  days: 0,
  validDays: 0,
  platformDays: 0,
  ...facts,
});

export const EXAMPLE_UNIT = '天津示例装备有限公司';

export const EMPTY_LEG: LegInputs = { quantities: [], devices: [] };
export const NO_WINDOWS: WindowInputs = { days: [], series: [] };

export const exampleInputs = (devices: readonly DeviceInput[], facts: Partial<IndicatorInputs> = {}): IndicatorInputs => ({
  hasWindow: true,
  networkedThreshold: 0.8,
  devices,
  processPoints: [],
  legs: { baseline: EMPTY_LEG, reporting: EMPTY_LEG },
  periods: { baseline: null, reporting: null },
  zone: 'Asia/Shanghai',
  windows: { baseline: NO_WINDOWS, reporting: NO_WINDOWS },
  efficiency: null,
  energy: null,
  environment: null,
  cost: null,
  managedLinks: [],
  bases: null,
  messages: { received: 0, stored: 0 },
  term: { from: 0, to: 1_000_000 },
  evidence: [],
  units: [EXAMPLE_UNIT],
  figures: [],
  trace: NO_TRACE,
  training: [],
  ...facts,
});

/** One sensor only: the inventory has a line and still no equipment. */
export const SENSOR_ONLY = exampleInputs([exampleDevice('T01', { equipment: false, expected: 10, valid: 10 })]);
export const EMPTY_INVENTORY = exampleInputs([]);
export const EMPTY_WINDOW = exampleInputs([exampleDevice('M01')], { hasWindow: false });
export const ALL_EXEMPT = exampleInputs([exampleDevice('M01', { calendarExpected: 24 }), exampleDevice('M02', { calendarExpected: 24 })]);
