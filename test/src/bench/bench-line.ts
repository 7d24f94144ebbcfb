/** One result of `npm run bench`. */
export interface BenchLine {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  readonly reference?: { readonly name: string; readonly value: number };
  readonly ratio?: number;
  readonly config: Readonly<Record<string, unknown>>;
}

export const printLine = (line: BenchLine): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
export const remark = (text: string): void => void process.stderr.write(`${text}\n`);

/** Two significant decimals are all that a noisy machine supports. */
export const rounded = (value: number): number => Math.round(value * 100) / 100;
