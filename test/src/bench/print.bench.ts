import type { PrintContext } from '@yanshou/report-renderers';
import type { Statement } from '@yanshou/reports';
import { sampleStatement } from '@yanshou/reports/testing';
import type { BenchLine } from './bench-line.js';
import { remark, rounded } from './bench-line.js';

interface Printed {
  renderPdf(statement: Statement, context: PrintContext): Promise<Uint8Array>;
  renderXlsx(statement: Statement, context: PrintContext): Promise<Uint8Array>;
}

/** By a name that the compiler does not follow: the types of a PDF bring those of a browser with them. */
const PRINTED: string = '@yanshou/report-renderers/printed';
const DEVICES = 300;
const RUNS = 5;
const CONTEXT: PrintContext = { language: 'zh', fingerprint: 'k'.repeat(43), statementDigest: `sha256:${'0'.repeat(64)}`, supersededBy: null };

/** A report on eight indicators, one of them of 300 devices: as PDF and as workbook, after a first one that loads fonts. */
export async function printBench(): Promise<readonly BenchLine[]> {
  const { renderPdf, renderXlsx } = (await import(PRINTED)) as Printed;
  const statement = largeStatement();
  const lines: BenchLine[] = [];
  for (const [name, render] of [['print-pdf', renderPdf], ['print-xlsx', renderXlsx]] as const) {
    await render(statement, CONTEXT);
    const millis: number[] = [];
    let [bytes, processor] = [0, process.cpuUsage()];
    for (let run = 0; run < RUNS; run += 1) {
      const from = performance.now();
      bytes = (await render(statement, CONTEXT)).length;
      millis.push(performance.now() - from);
    }
    processor = process.cpuUsage(processor);
    lines.push({
      name, value: rounded(Math.min(...millis)), unit: 'ms', better: 'lower',
      config: { devices: DEVICES, indicators: statement.indicators.length, bytes, runs: RUNS, processorMillis: rounded((processor.user + processor.system) / 1000 / RUNS) },
    });
    remark(`  ${name}: ${millis.map((one) => Math.round(one)).join(', ')} ms`);
  }
  lines.push({ name: 'print-memory', value: rounded(process.resourceUsage().maxRSS / 1024), unit: 'MB', better: 'lower', config: { devices: DEVICES, of: 'the process, both formats' } });
  return lines;
}

function largeStatement(): Statement {
  const statement = sampleStatement();
  const devices = Array.from({ length: DEVICES }, (_, index) => `CNC-${String(index).padStart(4, '0')}`);
  const perDevice = devices.map((id, index) => ({ id, expected: 8_640, valid: 8_640 - 20 * index, networked: index < 200, calendarExpected: 8_640, calendarValid: 8_640 - 20 * index, calendarNetworked: index < 200, reason: null }));
  const [first, ...others] = statement.indicators.map((one, index) => (index > 0 ? one : { ...one, row: { ...one.row, devices: devices.slice(0, 200), figures: { ...one.row.figures, perDevice } } }));
  return { ...statement, indicators: [...(first === undefined ? [] : [first]), ...others] };
}
