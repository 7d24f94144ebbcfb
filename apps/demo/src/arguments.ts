import { parseArgs } from 'node:util';
import type { Result } from '@yanshou/telemetry';
import { fail, ok } from '@yanshou/telemetry';

export type Language = 'zh' | 'en';

export interface DemoArguments {
  readonly once: boolean;
  readonly json: boolean;
  readonly help: boolean;
  readonly language: Language;
  readonly httpPort?: number;
  readonly mqttPort?: number;
  readonly dataDirectory?: string;
  readonly replay?: string;
  readonly seed: number;
}

export const USAGE = `npm run demo -- [选项 / options]
  --once            报告包核验后即退出 / exit when the report bundle is verified (exit 0 only if it is and the totals balance)
  --replay DIR      用 DIR 中的真实记录数据代替模拟设备 / recorded data from DIR in place of simulated devices
  --json            指标表以 JSON 输出到标准输出 / the table as JSON on stdout, everything else on stderr
  --lang zh|en      语言，默认按 LANG / language, by LANG unless given
  --http-port N     HTTP 端口，默认 3000，被占用时另取一个 / HTTP port, 3000 unless given, a free one when that is in use
  --mqtt-port N     MQTT 端口，默认 1883，被占用时另取一个 / MQTT port, 1883 unless given, likewise
  --data DIR        数据目录，默认临时目录 / data directory, a scratch one unless given
  --seed N          模拟数据的种子 / seed of the simulated data
`;

/** Parses the command line; the reason is one line for people. */
export function parseDemoArguments(args: readonly string[], lang: string | undefined): Result<DemoArguments, string> {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false });
    return checked(values, lang);
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

function checked(values: Values, lang: string | undefined): Result<DemoArguments, string> {
  const [httpPort, mqttPort] = [portOf(values['http-port']), portOf(values['mqtt-port'])];
  const seed = Number(values.seed ?? '1');
  if (httpPort === null) return fail(`--http-port ${values['http-port']}: 0…65535`);
  if (mqttPort === null) return fail(`--mqtt-port ${values['mqtt-port']}: 0…65535`);
  if (!Number.isSafeInteger(seed)) return fail(`--seed ${values.seed}: 整数 / an integer`);
  if (!['zh', 'en', undefined].includes(values.lang)) return fail(`--lang ${values.lang}: zh | en`);
  const { once = false, json = false, help = false, data: dataDirectory, replay } = values;
  return ok({ once, json, help, language: languageOf(values.lang, lang), seed, httpPort, mqttPort, dataDirectory, replay });
}

const languageOf = (option: string | undefined, lang: string | undefined): Language =>
  (option ?? lang ?? '').toLowerCase().startsWith('zh') ? 'zh' : 'en';

const OPTIONS = {
  once: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' },
  lang: { type: 'string' }, 'http-port': { type: 'string' }, 'mqtt-port': { type: 'string' },
  data: { type: 'string' }, replay: { type: 'string' }, seed: { type: 'string' },
} as const;

function portOf(text: string | undefined): number | undefined | null {
  if (text === undefined) return undefined;
  const port = Number(text);
  return Number.isInteger(port) && port >= 0 && port <= 65535 && text.trim() !== '' ? port : null;
}
