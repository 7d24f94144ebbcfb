import { fractionToNumber } from '@yanshou/catalogue';
import { calculate, faultsOf, sameNumber } from '@yanshou/catalogue/testing';
import type { ExplainedRow } from '../trace/explain.js';

/** What of a trace a person with a calculator would not agree with: figures, sums, the value to the last bit, a device that counts and is not in it. */
export function traceFaults({ row, trace }: ExplainedRow): readonly string[] {
  const all = [...trace.steps, ...trace.coverage];
  const last = trace.steps.at(-1);
  const names = new Set(all.flatMap(({ table }) => (table?.rows ?? []).flatMap(({ cells, source }) => [source?.device, ...cells.flatMap((cell) => String(cell).split(' '))])));
  const absent = row.devices.filter((device) => !names.has(device));
  return [...faultsOf(all), ...valueFaults({ row, trace }, last?.put ?? null), ...absent.map((device) => `${device} counts and is not in the trace`)];
}

function valueFaults({ row, trace }: ExplainedRow, put: string | null): readonly string[] {
  if (row.value === null) return trace.value === null && trace.steps.length === 0 ? [] : ['a value is told where there is none'];
  if (trace.value === null || put === null) return ['no step gives the value'];
  const { over, under } = calculate(trace.value.exact);
  const isSame = fractionToNumber({ numerator: over, denominator: under }) === row.value;
  return isSame && sameNumber(calculate(put), { over, under }) ? [] : [`${put} is not ${row.value}`];
}
