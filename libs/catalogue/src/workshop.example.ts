import type { DeviceFigure } from './outcome-figures.js';
import { exampleDevice, exampleInputs } from './example-inputs.js';
import { DEVICE_NOT_EXPECTED } from './reasons.js';

/**
 * M01 exactly on the threshold, M02 above it, M03 one interval below, M04 under maintenance all the time and never
 * connected, M05 networked but not intelligent, T01 a sensor and so no equipment.
 */
export const WORKSHOP_OF_FIVE = exampleInputs([
  exampleDevice('M03', { expected: 100, valid: 79, calendarExpected: 240, calendarValid: 79 }),
  exampleDevice('M01', { expected: 100, valid: 80, calendarExpected: 240, calendarValid: 90 }),
  exampleDevice('M05', { intelligent: false, expected: 100, valid: 95, calendarExpected: 240, calendarValid: 95 }),
  exampleDevice('M02', { expected: 100, valid: 100, calendarExpected: 240, calendarValid: 200 }),
  exampleDevice('M04', { calendarExpected: 240, everConnected: false }),
  exampleDevice('T01', { equipment: false, expected: 100, valid: 100, calendarExpected: 240, calendarValid: 240 }),
]);

export const WORKSHOP_OF_FIVE_JUDGED: readonly DeviceFigure[] = [
  judged('M01', [100, 80, true], [240, 90, false]),
  judged('M02', [100, 100, true], [240, 200, true]),
  judged('M03', [100, 79, false], [240, 79, false]),
  { ...judged('M04', [0, 0, false], [240, 0, false]), reason: DEVICE_NOT_EXPECTED },
  judged('M05', [100, 95, true], [240, 95, false]),
];

type Judgement = readonly [expected: number, valid: number, networked: boolean];

function judged(id: string, planned: Judgement, calendar: Judgement): DeviceFigure {
  const [expected, valid, networked] = planned;
  const [calendarExpected, calendarValid, calendarNetworked] = calendar;
  return { id, expected, valid, networked, calendarExpected, calendarValid, calendarNetworked, reason: null };
}
