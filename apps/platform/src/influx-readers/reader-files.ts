import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReaderSecret, ReaderSecrets } from '@yanshou/store-influx';
import { Failure } from '@yanshou/telemetry';
import { z } from 'zod';
import { readIfThere, writeWhole } from './whole-file.js';

/** Its owner alone. */
const SECRET_MODE = 0o600;
/** The group, Grafana's, goes through it to the folder below and sees nothing here. */
const FOLDER_MODE = 0o710;

const place = { url: z.string(), database: z.string() };
const word = z.string().min(1);
const file = z.union([
  z.object({ ...place, user: word, password: word }),
  z.object({ ...place, org: z.string(), id: word, token: word }),
]);

/** One JSON file a database: where it is, and what its read-only account proves itself with. */
export class ReaderFiles implements ReaderSecrets {
  constructor(readonly directory: string, private readonly server: { readonly url: string; readonly org?: string }) {}

  /** Makes the folder where it is missing. Errors: `influx-readers-directory`. */
  async check(): Promise<void> {
    try {
      await mkdir(this.directory, { recursive: true, mode: FOLDER_MODE });
      await access(this.directory, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch (cause) {
      throw unusable(this.directory, cause);
    }
  }

  /** A file of another server, or one that somebody has damaged, holds no secret of this one. */
  async read(database: string): Promise<ReaderSecret | undefined> {
    const text = await readIfThere(this.pathOf(database));
    const held = text === undefined ? undefined : file.safeParse(jsonOf(text)).data;
    if (held === undefined || held.url !== this.server.url || held.database !== database) return undefined;
    return 'user' in held ? { kind: 'user', user: held.user, password: held.password } : { kind: 'token', id: held.id, token: held.token };
  }

  async save(database: string, secret: ReaderSecret): Promise<void> {
    const { url, org = '' } = this.server;
    const held = secret.kind === 'user' ? { url, database, user: secret.user, password: secret.password } : { url, database, org, id: secret.id, token: secret.token };
    await writeWhole(this.pathOf(database), `${JSON.stringify(held, null, 2)}\n`, SECRET_MODE);
  }

  private pathOf(database: string): string {
    return join(this.directory, `${encodeURIComponent(database)}.json`);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unusable(directory: string, cause: unknown): Failure {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Failure('influx-readers-directory', `${directory}: ${why}`, true, {
    zh: `无法使用 YANSHOU_INFLUX_READERS_DIR=${directory}（${why}）：请建立该目录并只允许平台读写；稍后自动重试`,
    en: `YANSHOU_INFLUX_READERS_DIR=${directory} cannot be used (${why}): make the folder and let the platform alone read and write it; it is tried again`,
  }, { cause });
}
