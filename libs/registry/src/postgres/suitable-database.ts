import { Failure } from '@yanshou/telemetry';

/** `normalize()`, by which document numbers are compared, is there from 13 on. */
const OLDEST_VERSION = 13;

interface Asked {
  query(text: string, values: readonly unknown[]): Promise<{ readonly rows: readonly { readonly encoding: string; readonly version: string }[] }>;
}

/**
 * Whether a database can hold what a registry keeps, asked before anything is written to it. Throws Failure
 * `registry-encoding` or `registry-old-server`, neither of them retryable.
 */
export async function refuseUnsuitable(client: Asked): Promise<void> {
  const { rows: [row] } = await client.query("select current_setting('server_encoding') as encoding, current_setting('server_version') as version", []);
  const { encoding = '', version = '' } = row ?? {};
  if (Number.parseInt(version, 10) < OLDEST_VERSION) throw oldServer(version);
  if (encoding !== 'UTF8') throw otherEncoding(encoding);
}

const otherEncoding = (encoding: string): Failure =>
  new Failure('registry-encoding', `the database has the encoding ${encoding}, not UTF8`, false, {
    zh: `DATABASE_URL 所指的数据库编码为 ${encoding}，须为 UTF8（否则中文名称与编号无法正确保存、比较）：请另建数据库，如 CREATE DATABASE yanshou ENCODING 'UTF8' TEMPLATE template0; 其中未写入任何内容。`,
    en: `The database in DATABASE_URL has the encoding ${encoding}; it has to be UTF8, else names and numbers cannot be kept and compared. Make another, for instance CREATE DATABASE yanshou ENCODING 'UTF8' TEMPLATE template0; nothing was written to it.`,
  });

const oldServer = (version: string): Failure =>
  new Failure('registry-old-server', `PostgreSQL ${version} is older than ${OLDEST_VERSION}`, false, {
    zh: `PostgreSQL ${version} 过旧，须为 ${OLDEST_VERSION} 或更新（测试使用 15）：请升级服务器；其中未写入任何内容。`,
    en: `PostgreSQL ${version} is too old: ${OLDEST_VERSION} or newer is needed (tests use 15). Upgrade the server; nothing was written to it.`,
  });
