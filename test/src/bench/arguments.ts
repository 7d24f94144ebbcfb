import { parseArgs } from 'node:util';
import type { Result } from '@yanshou/telemetry';
import { fail, ok } from '@yanshou/telemetry';

export interface BenchArguments {
  readonly help: boolean;
  /** Those to run, all of them when none was named. */
  readonly names: readonly string[];
  readonly seconds: number;
}

const DEFAULT_SECONDS = 60;

export const benchUsage = (names: readonly string[]): string => `用法 usage: npm run bench -- [NAME…] [--seconds N]
  NAME          要运行的项目，不写则全部 / what to run, everything when none is named
  --seconds N   持续类项目的时长，默认 ${DEFAULT_SECONDS} / length of the sustained runs
  NAME: ${names.join(' ')}
`;

/** Parses the command line against the names there are; the reason is for people. A mistyped option would otherwise run everything. */
export function parseBenchArguments(args: readonly string[], known: readonly string[]): Result<BenchArguments, string> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: { seconds: { type: 'string' }, help: { type: 'boolean', short: 'h' } }, strict: true, allowPositionals: true });
    const unknown = positionals.find((name) => !known.includes(name));
    if (unknown !== undefined) return refused(`没有此项目 / there is no benchmark ${unknown}`, known);
    const text = values.seconds ?? String(DEFAULT_SECONDS);
    if (!/^\d{1,6}(?:\.\d+)?$/.test(text) || Number(text) === 0) return refused(`--seconds ${text}：须为正数 / must be a number above 0`, known);
    return ok({ help: values.help ?? false, names: positionals.length === 0 ? known : known.filter((name) => positionals.includes(name)), seconds: Number(text) });
  } catch (cause) {
    return refused(`无法识别 / not understood: ${cause instanceof Error ? cause.message : String(cause)}`, known);
  }
}

const refused = (why: string, known: readonly string[]): Result<never, string> => fail(`${why}\n${benchUsage(known)}`);
