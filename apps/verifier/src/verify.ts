import { readFile, stat } from 'node:fs/promises';
import { verifyBundle } from '@yanshou/bundles';
import type { Verification } from '@yanshou/bundles';
import { openFile } from '@yanshou/bundles/node';
import { OPINION_LIMITS, readTrustedKey } from '@yanshou/evidence';
import { fail, ok } from '@yanshou/telemetry';
import type { Result } from '@yanshou/telemetry';
import type { Language, VerifierArguments } from './arguments.js';
import { progressBar, progressLines } from './progress.js';
import { verificationJson, verificationLines } from './verification-lines.js';

export const EXIT = { verified: 0, notVerified: 1, unusable: 2 } as const;

export interface VerifierOutput {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** A terminal that shows the share of the work done; without one, lines on stderr say it of what takes long. */
  readonly progress: NodeJS.WriteStream | null;
}

/** Verifies one bundle and prints what came out; resolves with the exit status and never rejects for what is in a file. */
export async function verify({ bundle, key, supersedes, opinions: given, language, json }: VerifierArguments, output: VerifierOutput): Promise<number> {
  const trusted = key === undefined ? ok(undefined) : await trustedKey(key, language);
  if (!trusted.ok) return unusable(trusted.reason, output);
  const opinions = given === undefined ? ok(undefined) : await opinionsOf(given);
  if (!opinions.ok) return unusable(unreadable(given ?? '', opinions.reason, language), output);
  const result = await verified({ bundle, supersedes, opinions: opinions.value, trustedKeyId: trusted.value, language }, output);
  if (!result.ok) return unusable(unreadable(supersedes === undefined ? bundle : `${bundle} / ${supersedes}`, result.reason, language), output);
  const verification = result.value;
  output.stdout(`${json ? verificationJson(verification) : verificationLines(verification, language).join('\n')}\n`);
  if (verification.verified) return EXIT.verified;
  return verification.findings.some(({ code }) => code === 'not-a-zip') ? EXIT.unusable : EXIT.notVerified;
}

function unusable(reason: string, { stderr }: VerifierOutput): number {
  stderr(`${reason}\n`);
  return EXIT.unusable;
}

/** The key of a file, or of a fingerprint given as text. */
async function trustedKey(given: string, language: Language): Promise<Result<string, string>> {
  const text = await readFile(given, 'utf8').catch(() => undefined);
  const read = await readTrustedKey(text ?? given);
  if (read.ok) return read;
  return fail(text === undefined ? noSuchKey(given, language) : noKey(given, language));
}

const noSuchKey = (given: string, language: Language): string => (language === 'zh'
  ? `--key ${given}：没有可读的这个文件，也不是指纹（43 个字符）：请检查路径`
  : `--key ${given}: no such file that can be read, and no fingerprint (43 characters): check the path`);

const noKey = (given: string, language: Language): string => (language === 'zh'
  ? `--key ${given}：不是 Ed25519 公钥文件（JWK 或 PEM）：请向出具单位索取公钥或其指纹（43 个字符）`
  : `--key ${given}: not a file with an Ed25519 public key (JWK or PEM): ask the issuer for the key or its fingerprint (43 characters)`);

/** The text of the file; one that is larger than any assessment has is not read. */
async function opinionsOf(path: string): Promise<Result<string, string>> {
  try {
    return (await stat(path)).size > OPINION_LIMITS.bytes ? fail('EFBIG') : ok(await readFile(path, 'utf8'));
  } catch (error) {
    return fail((error as NodeJS.ErrnoException).code ?? String(error));
  }
}

interface Asked {
  readonly bundle: string;
  readonly supersedes: string | undefined;
  readonly opinions: string | undefined;
  readonly trustedKeyId: string | undefined;
  readonly language: Language;
}

async function verified({ bundle, supersedes, opinions, trustedKeyId, language }: Asked, { progress, stderr }: VerifierOutput): Promise<Result<Verification, string>> {
  try {
    const file = await openFile(bundle);
    let superseded: Awaited<ReturnType<typeof openFile>> | undefined;
    const bar = progress === null ? progressLines(stderr, language) : progressBar(progress);
    try {
      superseded = supersedes === undefined ? undefined : await openFile(supersedes);
      return ok(await verifyBundle(file, { ...(trustedKeyId !== undefined && { trustedKeyId }), ...(superseded && { superseded }), ...(opinions !== undefined && { opinions }), progress: bar.show }));
    } finally {
      bar.end();
      await Promise.all([file.close(), superseded?.close()]);
    }
  } catch (error) {
    return fail((error as NodeJS.ErrnoException).code ?? String(error));
  }
}

const unreadable = (path: string, code: string, language: Language): string =>
  language === 'zh' ? `无法读取 ${path}（${code}）：请检查路径与权限` : `cannot read ${path} (${code}): check the path and its permissions`;
