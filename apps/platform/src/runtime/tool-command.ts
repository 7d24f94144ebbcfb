import { parseArgs } from 'node:util';

/** Of a command line that cannot be understood, as the demonstration, the simulator and the verifier answer it. */
export const WRONG_USE = 2;

export interface Flag {
  readonly type: 'boolean';
  readonly short?: string;
}

/** What a command takes, and how it is told to people. */
export interface Command<Flags extends string> {
  readonly usage: readonly string[];
  readonly flags: readonly Flags[];
  /** Words beside the flags: at least, at most. */
  readonly words: readonly [number, number];
}

export interface Given<Flags extends string> {
  readonly flags: ReadonlySet<Flags>;
  readonly words: readonly string[];
}

type Answer<Flags extends string> = { readonly given: Given<Flags> } | { readonly status: number; readonly out: 'stdout' | 'stderr'; readonly lines: readonly string[] };

/** Reads a command line: what was given, or what to print before ending. `--help` and `-h` are good use, anything unknown is none. */
export function readCommand<Flags extends string>({ usage, flags, words: [least, most] }: Command<Flags>, args: readonly string[]): Answer<Flags> {
  const wrong = (why: string): Answer<Flags> => ({ status: WRONG_USE, out: 'stderr', lines: [why, ...usage] });
  const options: Record<string, Flag> = { help: { type: 'boolean', short: 'h' }, ...Object.fromEntries(flags.map((flag) => [flag, { type: 'boolean' }])) };
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
    if (values.help === true) return { status: 0, out: 'stdout', lines: usage };
    if (positionals.length < least) return wrong('缺少参数 / an argument is missing');
    if (positionals.length > most) return wrong(`多余的参数 / one argument too many: ${positionals[most] ?? ''}`);
    return { given: { flags: new Set(flags.filter((flag) => values[flag] === true)), words: positionals } };
  } catch (cause) {
    return wrong(`无法识别 / not understood: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

/**
 * Runs a command and ends the process: with the status that `work` answers, after what has to be printed, or with what
 * `describe` makes of its error.
 */
export async function runCommand<Flags extends string>(
  command: Command<Flags>, work: (given: Given<Flags>) => Promise<number>, describe: (error: unknown) => { readonly line: string; readonly status: number },
): Promise<never> {
  const answer = readCommand(command, process.argv.slice(2));
  if (!('given' in answer)) {
    process[answer.out].write(`${answer.lines.join('\n')}\n`);
    return process.exit(answer.status);
  }
  try {
    return process.exit(await work(answer.given));
  } catch (error) {
    const { line, status } = describe(error);
    process.stderr.write(`${line}\n`);
    return process.exit(status);
  }
}
