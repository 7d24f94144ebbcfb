import { readFile } from 'node:fs/promises';
import { Failure } from '@yanshou/telemetry';

/** Secrets by `project/device`; throws the Failure `bad-credentials-file`. No secret is ever part of a message. */
export async function readCredentials(path: string): Promise<ReadonlyMap<string, string>> {
  const content = await readFile(path, 'utf8').then(parsed, () => undefined);
  const entries = typeof content === 'object' && content !== null && !Array.isArray(content) ? Object.entries(content) : [];
  if (entries.length > 0 && entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) return new Map(entries);
  throw new Failure('bad-credentials-file', `${path} is no credentials file`, false, {
    zh: '应为 JSON：{"项目/设备": "密钥"}', en: 'it should be JSON: {"project/device": "secret"}',
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
