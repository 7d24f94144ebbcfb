import type { MetricKind } from '@yanshou/telemetry';

/** What an item of an MTConnect log is for, told by its name alone; the first rule that fits wins. */
const ITEM_RULES: readonly (readonly [pattern: RegExp, kind: MetricKind])[] = [
  // Conditions: their values are levels, whatever they are about.
  [/_cond\d*$|travel$|^(system|servo|comms|logic|pneumatic|hydraulic|cnc_temp|motion)$|^path_system\d*$/, 'alarm'],
  [/^(coolant_(pres|temp|level)|electric_temp)$/, 'alarm'],
  // Assets and tags that name things.
  [/_asset_(chg|rem)$|dtop_\d+$|^CuttingTool$/, 'static'],
  // What only counts up.
  [/_time$|^(Spindle_Time|Program_Runtime_Seconds|Part_Count|PartCountAct)$/, 'counter'],
  // Which programme, block or tool is at work.
  [/program|^Program_Name_|^(line|Block_Number|unitNum|sequenceNum|Current_Tool)$|^Tool_/, 'programme'],
  // Modes, switches and settings of the operator.
  [/^(avail|execution|mode|move|power|estop|EStop_State|Program_Status|pallet_num)$|func$/, 'state'],
  [/ovr$|_Override$/, 'state'],
];

/** Kind of a recorded item. What no rule names is measured on the machine: loads, speeds, feeds, positions, temperatures. */
export function itemKind(item: string): MetricKind {
  return ITEM_RULES.find(([pattern]) => pattern.test(item))?.[1] ?? 'process';
}
