import { readFileSync, statSync } from 'node:fs';
import { isSecret, isSetting } from './config.schema.js';
import { ConfigurationError } from './configuration-error.js';

type Given = Readonly<Record<string, string | undefined>>;

const SUFFIX = '_FILE';
/** Somebody who names a log or a device file by mistake is told so, instead of having it read into memory. */
const LONGEST_SECRET_BYTES = 64 * 1024;

/**
 * `NAME_FILE` gives the value of the secret setting `NAME` by a file, so that it stands in no environment, process list or
 * compose file. Answers the environment with those values in their place. Throws ConfigurationError for a setting that is no
 * secret, one that is given both ways, and a file that holds no secret.
 */
export function withSecretFiles(given: Given, readFile: (path: string) => string): Given {
  const result: Record<string, string | undefined> = { ...given };
  for (const [key, path = ''] of Object.entries(given)) {
    const setting = key.slice(0, -SUFFIX.length);
    if (!key.endsWith(SUFFIX) || isSetting(key) || !isSetting(setting)) continue;
    delete result[key];
    if (!isSecret(setting)) throw new ConfigurationError(`${key}：${setting} 不是密钥类设置，请直接设置 ${setting} / ${setting} is no secret: set ${setting} itself`);
    if (given[setting] !== undefined) throw new ConfigurationError(`${setting} 与 ${key} 只能设置一个 / set ${setting} or ${key}, not both`);
    result[setting] = secretIn(key, path, readFile);
  }
  return result;
}

/** Line ends at its end are an editor's; what else is in the file is the secret. */
function secretIn(key: string, path: string, readFile: (path: string) => string): string {
  let secret: string;
  try {
    secret = readFile(path).replace(/[\r\n]+$/, '');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigurationError(`${key}="${path}" 无法读取（${why}）：请检查路径与权限 / cannot be read: check path and permissions`);
  }
  if (secret === '') throw new ConfigurationError(`${key}="${path}" 是空文件 / is empty`);
  if (secret.includes('\n')) throw new ConfigurationError(`${key}="${path}" 应当只有一行 / must hold one line`);
  return secret;
}

/** The text of a regular file of at most 64 KiB. */
export function readSecretFile(path: string): string {
  const found = statSync(path);
  if (!found.isFile()) throw new Error('not a file');
  if (found.size > LONGEST_SECRET_BYTES) throw new Error('longer than 64 KiB');
  return readFileSync(path, 'utf8');
}
