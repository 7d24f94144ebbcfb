import { resolve } from 'node:path';
import { systemClock } from '@yanshou/telemetry';
import { makeBackup } from './backup/make-backup.js';
import { Progress } from './backup/progress.js';
import { serversOf } from './backup/servers.js';
import { describeToolFailure } from './backup/tool-failure.js';
import { readConfig } from './config/config.js';
import { dataDirectoryAt } from './runtime/data-directory.js';
import { runCommand } from './runtime/tool-command.js';
import type { Given } from './runtime/tool-command.js';

const USAGE = [
  '用法 usage: npm run backup -- DIR [--with-store]',
  '  DIR            空的或尚不存在的目录 a folder that is empty or not there yet',
  '  --with-store   连同时序库（须先停止平台）；不加则恢复后由日志重建 the time-series store too (stop the platform first); without it, it is rebuilt from the journal',
];
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** npm run backup -- DIR: a copy of the configured data directory, of a running platform or a stopped one. */
async function run({ words: [target = ''], flags }: Given<'with-store'>): Promise<number> {
  // eslint-disable-next-line no-restricted-properties -- the one place where the environment enters
  const config = readConfig(process.env);
  const servers = serversOf(config);
  if (servers.length > 0) say('以下服务器须在本命令之前用其自带工具备份，按此顺序 / back these up before this command, with their own tools, in this order:');
  for (const { zh, en } of servers) say(`  ${zh} / ${en}`);
  const made = await makeBackup({
    data: dataDirectoryAt(config.dataDirectory, config.sharedDirectory), target, registry: config.registry.databaseUrl === undefined, store: flags.has('with-store'),
    clock: systemClock, progress: new Progress(say, systemClock),
  });
  for (const name of made.leftOut) say(`未备份（不是平台的数据） / left out, no data of the platform: ${name}`);
  if (made.damaged) say('日志有损坏，已原样复制：npm run journal -- check / the journal is damaged and was copied as it is: npm run journal -- check');
  say('备份含密钥，请与数据目录同样保管 / a backup holds keys: guard it as you guard the data directory');
  process.stdout.write(`${made.facts.takenAt}  ${made.files} 个文件 files  ${resolve(target)}\n`);
  return 0;
}

await runCommand({ usage: USAGE, flags: ['with-store'], words: [1, 1] }, run, (error) => describeToolFailure(error, { zh: '备份未完成', en: 'the backup was not finished' }));
