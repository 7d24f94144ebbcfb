import type { PrintContext } from '@yanshou/report-renderers';
import type { Statement } from '@yanshou/reports';

export type PrintFormat = 'pdf' | 'xlsx';

/** A statement to be printed; crosses to the thread that does it. */
export interface PrintJob {
  readonly format: PrintFormat;
  readonly statement: Statement;
  readonly context: PrintContext;
}

/** What the thread that prints does. */
export interface PrintThread {
  print(job: PrintJob): Promise<Uint8Array>;
}
