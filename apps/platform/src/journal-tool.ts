import { join } from 'node:path';
import { checkCommand, setAsideCommand } from '@yanshou/journal-segments';
import { readConfig } from './config/config.js';
import { checkJetStream } from './journal-check/check-jetstream.js';
import { describeFailure } from './runtime/exit-codes.js';
import { WRONG_USE, runCommand } from './runtime/tool-command.js';
import type { Given } from './runtime/tool-command.js';

const DAMAGED = 1;
const USAGE = [
  '用法 usage:',
  '  npm run journal -- check                 读遍日志的每条记录 read every record of the journal',
  '  npm run journal -- set-aside SEGMENT     隔离损坏的日志段并声明缺失的序号（先停止平台、先备份） put a damaged segment aside and declare what is missing (stop the platform and make a copy first)',
  '日志在 YANSHOU_DATA_DIR（默认 ./data）的 journal 目录；设置了 NATS_URL 时在 JetStream，只能检查 / the journal is in the folder journal of YANSHOU_DATA_DIR (./data unless set); with NATS_URL it is in JetStream and can be checked only',
  '退出码 exit: 0 完好 good · 1 损坏 damaged · 2 用法错误或无法读取 wrong use, or it cannot be read',
];
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** npm run journal -- check | set-aside SEGMENT, on the journal that the environment names. */
async function run({ words: [command = '', segment] }: Given<never>): Promise<number> {
  if (!(command === 'check' && segment === undefined) && !(command === 'set-aside' && segment !== undefined)) return refuse(command, segment);
  // eslint-disable-next-line no-restricted-properties -- the one place where the environment enters
  const { dataDirectory, nats } = readConfig(process.env);
  const directory = join(dataDirectory, 'journal');
  if (nats === undefined) return segment === undefined ? checkCommand(directory, print) : setAsideCommand(directory, segment, print);
  if (segment === undefined) return (await checkJetStream(nats, { print, say })) ? 0 : DAMAGED;
  say('设置了 NATS_URL：日志在 JetStream，没有可隔离的段；补救是完好的副本（docs/operations.md） / NATS_URL is set: the journal is in JetStream and has no segments; the remedy is a healthy replica (docs/operations.md)');
  return WRONG_USE;
}

function refuse(command: string, segment: string | undefined): number {
  const why = new Map([
    ['check', `check 不带参数，目录由 YANSHOU_DATA_DIR 指定 / check takes no argument, YANSHOU_DATA_DIR names the directory: ${segment ?? ''}`],
    ['set-aside', '请指出日志段，如 check 所列 / name the segment, as check lists it'],
  ]).get(command) ?? `没有此命令 / there is no command ${command}`;
  [why, ...USAGE].forEach(say);
  return WRONG_USE;
}

await runCommand({ usage: USAGE, flags: [], words: [1, 2] }, run, describeFailure);
