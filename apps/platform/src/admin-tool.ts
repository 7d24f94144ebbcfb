import { existsSync } from 'node:fs';
import { openRegistry } from '@yanshou/registry';
import type { BookKeeper } from '@yanshou/registry';
import { Failure, systemClock } from '@yanshou/telemetry';
import { resetPassword } from './admin/reset-password.js';
import { readConfig } from './config/config.js';
import type { PlatformConfig } from './config/config.js';
import { dataDirectoryAt } from './runtime/data-directory.js';
import { describeFailure } from './runtime/exit-codes.js';
import { WRONG_USE, runCommand } from './runtime/tool-command.js';
import type { Given } from './runtime/tool-command.js';

const REFUSED = 1;
const USAGE = [
  '用法 usage: npm run admin -- reset-password USER',
  '  给 USER 一个一次性密码并结束其会话，登录后须修改 give USER a one-time password, to be changed at the next login, and end the sessions',
  '  内嵌登记库：先停止平台；使用 PostgreSQL（DATABASE_URL）时平台可运行 stop the platform first, unless the registry is in PostgreSQL (DATABASE_URL)',
  '退出码 exit: 0 完成 done · 1 没有该用户或不能修改 no such user, or it cannot be changed · 2 用法错误 wrong use · 74 登记库无法打开 the registry cannot be opened · 78 配置错误 a setting is wrong',
];
/** Passwords are not made with it, and a tool must not make the key of devices' secrets. */
const NO_PEPPER = 'unused';
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** npm run admin -- reset-password USER, on the registry that the environment names. */
async function run({ words: [command, user = ''] }: Given<never>): Promise<number> {
  if (command !== 'reset-password') {
    [`没有此命令 / there is no command ${command ?? ''}`, ...USAGE].forEach(say);
    return WRONG_USE;
  }
  // eslint-disable-next-line no-restricted-properties -- the one place where the environment enters
  const registry = await openExisting(readConfig(process.env));
  try {
    const reset = await resetPassword(registry, user);
    if (!reset.ok) say(reset.reason);
    else process.stdout.write(`用户 ${user} 的一次性密码为 ${reset.value} ，登录后须修改 / the one-time password of ${user} is ${reset.value} and has to be changed\n`);
    return reset.ok ? 0 : REFUSED;
  } finally {
    await registry.close();
  }
}

/** A registry that is not there is not made: nobody's password would be in it. */
async function openExisting({ registry: { databaseUrl, limits }, dataDirectory, sharedDirectory }: PlatformConfig): Promise<BookKeeper> {
  if (databaseUrl !== undefined) return openRegistry({ databaseUrl, limits, pepper: NO_PEPPER }, systemClock);
  const { registry: embeddedDirectory } = dataDirectoryAt(dataDirectory, sharedDirectory);
  if (!existsSync(embeddedDirectory)) throw noRegistry(dataDirectory);
  return openRegistry({ embeddedDirectory, pepper: NO_PEPPER }, systemClock);
}

const noRegistry = (directory: string): Failure =>
  new Failure('admin-no-registry', `there is no registry in ${directory}`, false, {
    zh: `${directory} 中没有登记库：请用 YANSHOU_DATA_DIR 指出数据目录，或用 DATABASE_URL 指出 PostgreSQL`,
    en: `There is no registry in ${directory}: name the data directory by YANSHOU_DATA_DIR, or PostgreSQL by DATABASE_URL`,
  });

await runCommand({ usage: USAGE, flags: [], words: [2, 2] }, run, describeFailure);
