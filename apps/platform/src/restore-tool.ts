import { systemClock } from '@yanshou/telemetry';
import { checkBackup } from './backup/check-backup.js';
import { Progress } from './backup/progress.js';
import { checkTarget, restoreBackup } from './backup/restore-backup.js';
import { serversOf } from './backup/servers.js';
import { describeToolFailure } from './backup/tool-failure.js';
import { readConfig } from './config/config.js';
import { dataDirectoryAt } from './runtime/data-directory.js';
import { runCommand } from './runtime/tool-command.js';
import type { Given } from './runtime/tool-command.js';

const NOT_INTACT = 1;
const USAGE = [
  '用法 usage: npm run restore -- DIR [--check]',
  '  DIR       由 npm run backup 写成的目录 a folder that npm run backup wrote',
  '  --check   只核对备份，不恢复 compare the backup with its manifest, restore nothing',
];
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** npm run restore -- DIR: fills the configured data directory, which has to be empty, from a backup. */
async function run({ words: [folder = ''], flags }: Given<'check'>): Promise<number> {
  // eslint-disable-next-line no-restricted-properties -- the one place where the environment enters
  const config = readConfig(process.env);
  const only = flags.has('check');
  if (!only) for (const directory of new Set([config.dataDirectory, config.sharedDirectory])) await checkTarget(directory);
  const progress = new Progress(say, systemClock);
  const checked = await checkBackup(folder, progress);
  if (!checked.ok) {
    checked.reason.forEach(say);
    say('备份不完好，未恢复任何内容 / the backup is not intact; nothing was restored');
    return NOT_INTACT;
  }
  if (!only) await restoreBackup({ folder, checked: checked.value, data: dataDirectoryAt(config.dataDirectory, config.sharedDirectory), progress });
  if (!only) serversOf(config).forEach(({ zh, en }) => say(`启动前还须恢复同一次的副本 / before the start also restore the copy made with this one: ${zh} / ${en}`));
  const { takenAt, nextSequence } = checked.value.facts;
  process.stdout.write(`${only ? '备份完好 the backup is intact' : `已恢复 restored ${config.dataDirectory}`}  ${takenAt}  日志至 journal up to ${nextSequence === null ? '-' : nextSequence - 1}\n`);
  return 0;
}

await runCommand({ usage: USAGE, flags: ['check'], words: [1, 1] }, run, (error) => describeToolFailure(error, { zh: '恢复未完成', en: 'restoring was not finished' }));
