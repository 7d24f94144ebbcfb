import { parseArgs } from 'node:util';
import { fail, ok } from '@yanshou/telemetry';
import type { Result } from '@yanshou/telemetry';

export type Language = 'zh' | 'en';

export interface VerifierArguments {
  readonly bundle: string;
  /** A file with a public key (JWK or PEM), or a fingerprint. */
  readonly key?: string;
  /** The bundle of the statement that this one corrects. */
  readonly supersedes?: string;
  /** The file of auditors' opinions on the statement. */
  readonly opinions?: string;
  readonly language: Language;
  readonly json: boolean;
  readonly help: boolean;
}

export const USAGE = `npm run verify -- BUNDLE [选项 / options]    node yanshou-verify.mjs BUNDLE [选项 / options]
  BUNDLE            核算报告包（.zip） / the bundle (.zip)
  --key FILE        核查人员自持的公钥文件（JWK 或 PEM）或其指纹 / your own copy of the public key (JWK or PEM), or its fingerprint
  --supersedes FILE 被更正的核算报告包，核对两者的关联 / the bundle that this one corrects: checks the link between them
  --opinions FILE   核查意见文件（opinions.jws），与报告包一并核验 / the auditors' opinions (opinions.jws), verified with the bundle
  --lang zh|en      语言，默认按 LANG / language, by LANG unless given
  --json            结果以 JSON 输出到标准输出 / the result as JSON on stdout
退出码 / exit status: 0 通过 verified, 1 未通过 not verified, 2 无法核验 unusable (no such file, no zip, usage)
`;

const OPTIONS = { key: { type: 'string' }, supersedes: { type: 'string' }, opinions: { type: 'string' }, lang: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

/** One fingerprint in 64 begins with a dash, and would be taken for an option. */
const FINGERPRINT = /^-[\w-]{42}$/;
const withFingerprint = (args: readonly string[]): string[] =>
  args.flatMap((one, place) => {
    if (args[place - 1] === '--key' && FINGERPRINT.test(one)) return [];
    return one === '--key' && FINGERPRINT.test(args[place + 1] ?? '') ? [`--key=${args[place + 1] ?? ''}`] : [one];
  });

/** Parses the command line; the reason is for people. */
export function parseVerifierArguments(args: readonly string[], lang: string | undefined): Result<VerifierArguments, string> {
  try {
    const { values, positionals } = parseArgs({ args: withFingerprint(args), options: OPTIONS, strict: true, allowPositionals: true });
    const { lang: asked, json = false, help = false, ...files } = values;
    if (!['zh', 'en', undefined].includes(asked)) return fail(`--lang ${asked}: zh | en\n${USAGE}`);
    if (positionals.length !== 1 && !help) return fail(USAGE);
    return ok({ bundle: positionals.join(), language: languageOf(asked ?? lang ?? ''), json, help, ...files });
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

const languageOf = (text: string): Language => (text.toLowerCase().startsWith('zh') ? 'zh' : 'en');
