import { parseArgs } from 'node:util';
import type { Micros, Result } from '@yanshou/telemetry';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_SECOND, MICROS_PER_DAY, fail, ok, parseIsoMicros } from '@yanshou/telemetry';

/** What the command line asks for. */
export type Command = { readonly kind: 'help' } | ScenarioCommand | ReplayCommand;

export interface CommonOptions {
  readonly url: string;
  readonly credentials?: string;
  readonly progress: 'json' | 'bar';
  readonly connections?: number;
}

export interface ScenarioCommand extends CommonOptions {
  readonly kind: 'scenario';
  readonly scenario: string;
  readonly seed: number;
  readonly speed: number;
  readonly faults: string;
  readonly devices?: number;
  /** Messages per second of all devices together. */
  readonly rate?: number;
  readonly duration?: Micros;
  readonly historyDays?: number;
  readonly now?: Micros;
}

export interface ReplayCommand extends CommonOptions {
  readonly kind: 'replay';
  readonly dir: string;
  readonly project?: string;
}

const OPTIONS = {
  mqtt: { type: 'string' }, devices: { type: 'string' }, rate: { type: 'string' }, seed: { type: 'string' },
  speed: { type: 'string' }, duration: { type: 'string' }, faults: { type: 'string' }, credentials: { type: 'string' },
  history: { type: 'string' }, now: { type: 'string' }, project: { type: 'string' }, progress: { type: 'string' },
  connections: { type: 'string' }, help: { type: 'boolean', short: 'h' },
} as const;

type Values = { readonly [name in keyof typeof OPTIONS]?: string | boolean };

/** Reads the command line; a reason is one line for people. */
export function parseCommand(args: readonly string[]): Result<Command, string> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
    if (values.help === true) return ok({ kind: 'help' });
    return ok(commandOf(values, positionals));
  } catch (error) {
    return fail((error as Error).message.split('\n')[0] as string);
  }
}

class BadArgument extends Error {}

function commandOf(values: Values, [first, second, ...rest]: readonly string[]): Command {
  if (first === undefined) throw new BadArgument('缺少场景 / a scenario is missing; see --help');
  if (rest.length > 0 || (first !== 'replay' && second !== undefined)) throw new BadArgument(`多余的参数 / one argument too many: ${rest[0] ?? second}`);
  const common = commonOf(values);
  return first === 'replay' ? replayOf(values, second, common) : scenarioOf(values, first, common);
}

function commonOf(values: Values): CommonOptions {
  const url = text(values, 'mqtt') ?? 'mqtt://127.0.0.1:1883';
  if (!/^mqtts?:\/\/\S+$/.test(url)) throw new BadArgument(`--mqtt ${url}: mqtt://HOST:PORT`);
  const progress = text(values, 'progress') ?? 'bar';
  if (progress !== 'json' && progress !== 'bar') throw new BadArgument(`--progress ${progress}: json | bar`);
  return { url, progress, ...given('credentials', text(values, 'credentials')), ...given('connections', whole(values, 'connections', 1)) };
}

function replayOf(values: Values, dir: string | undefined, common: CommonOptions): ReplayCommand {
  if (dir === undefined) throw new BadArgument('replay: 缺少目录 / the folder is missing');
  for (const name of ['devices', 'rate', 'seed', 'speed', 'duration', 'faults', 'history', 'now'] as const) {
    if (values[name] !== undefined) throw new BadArgument(`--${name}: 回放不支持 / not for a replay`);
  }
  return { kind: 'replay', dir, ...common, ...given('project', text(values, 'project')) };
}

function scenarioOf(values: Values, scenario: string, common: CommonOptions): ScenarioCommand {
  if (values.project !== undefined) throw new BadArgument('--project: 仅用于回放 / for a replay only');
  return {
    kind: 'scenario', scenario, ...common,
    seed: whole(values, 'seed', 0) ?? 1,
    speed: positive(values, 'speed') ?? 1,
    faults: text(values, 'faults') ?? '',
    ...given('devices', whole(values, 'devices', 1)),
    ...given('rate', positive(values, 'rate')),
    ...given('duration', duration(values)),
    ...given('historyDays', whole(values, 'history', 1)),
    ...given('now', time(values)),
  };
}

const given = <K extends string, V>(name: K, value: V | undefined): { readonly [name in K]?: V } =>
  (value === undefined ? {} : { [name]: value }) as { readonly [name in K]?: V };

const text = (values: Values, name: keyof Values): string | undefined => values[name] as string | undefined;

function whole(values: Values, name: keyof Values, least: number): number | undefined {
  const value = text(values, name);
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value) && Number(value) >= least) return Number(value);
  throw new BadArgument(`--${name} ${value}: 应为不小于 ${least} 的整数 / a whole number from ${least} on`);
}

function positive(values: Values, name: keyof Values): number | undefined {
  const value = text(values, name);
  if (value === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(value) && Number(value) > 0) return Number(value);
  throw new BadArgument(`--${name} ${value}: 应为正数 / a number above 0`);
}

const UNITS: Readonly<Record<string, Micros>> = { '': MICROS_PER_SECOND, s: MICROS_PER_SECOND, m: MICROS_PER_MINUTE, h: MICROS_PER_HOUR, d: MICROS_PER_DAY };

function duration(values: Values): Micros | undefined {
  const value = text(values, 'duration');
  if (value === undefined) return undefined;
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(value) ?? [];
  if (amount !== undefined && Number(amount) > 0) return Number(amount) * (UNITS[unit ?? ''] as Micros);
  throw new BadArgument(`--duration ${value}: 90s | 10m | 2h | 1d`);
}

function time(values: Values): Micros | undefined {
  const value = text(values, 'now');
  if (value === undefined) return undefined;
  const at = parseIsoMicros(value);
  if (at !== undefined) return at;
  throw new BadArgument(`--now ${value}: 2026-11-22T08:00:00+08:00`);
}
