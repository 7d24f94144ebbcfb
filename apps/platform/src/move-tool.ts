import { systemClock } from '@yanshou/telemetry';
import { describeToolFailure } from './backup/tool-failure.js';
import { readConfig } from './config/config.js';
import { moveToServers } from './move/move-to-servers.js';
import { dataDirectoryAt } from './runtime/data-directory.js';
import { runCommand } from './runtime/tool-command.js';

const USAGE = [
  '用法 usage: npm run move（先停止平台；NATS_URL、DATABASE_URL 指明目的地，YANSHOU_DATA_DIR 是原数据目录）',
  '  stop the platform first; NATS_URL and DATABASE_URL say where to, YANSHOU_DATA_DIR is the old data directory',
];
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** npm run move: journal and registry of a stopped platform's data directory to the servers that the environment names. */
async function run(): Promise<number> {
  // eslint-disable-next-line no-restricted-properties -- the one place where the environment enters
  const { registry, nats, dataDirectory, sharedDirectory } = readConfig(process.env);
  const lines = await moveToServers({ data: dataDirectoryAt(dataDirectory, sharedDirectory), databaseUrl: registry.databaseUrl, limits: registry.limits, nats, clock: systemClock, say });
  for (const line of lines) process.stdout.write(`${line}\n`);
  return 0;
}

await runCommand({ usage: USAGE, flags: [], words: [0, 0] }, run, (error) => describeToolFailure(error, { zh: '迁移未完成，再次执行即从中断处继续', en: 'moving was not finished, run it again to go on' }));
