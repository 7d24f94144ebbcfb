import { brokerName } from '@yanshou/broker-mqtt';
import type { Failure } from '@yanshou/telemetry';
import { readConfig } from './config/config.js';
import type { PlatformConfig } from './config/config.js';
import { checkReachables } from './config-check/check-config.js';
import { reachablesOf } from './config-check/reach-servers.js';
import { Platform } from './platform.js';
import { EXIT_INPUT_OUTPUT, describeStartFailure } from './runtime/exit-codes.js';
import { createLogger } from './runtime/logger.js';
import { readCommand } from './runtime/tool-command.js';

const FATAL_DEADLINE_MILLIS = 5_000;
/** Whoever stops it while it starts waits for the start for so long: what it has begun is ended in order. */
const START_DEADLINE_MILLIS = 5_000;
const USAGE = [
  '用法 usage: npm start [-- --check-config]',
  '  启动平台；全部设置取自环境变量，见 .env.example；SIGTERM 或 Ctrl+C 停止 starts the platform; all settings are environment variables, see .env.example; SIGTERM or Ctrl+C stops it',
  '  --check-config   只检查设置与所指的服务器，每项一行，不启动也不写入 check the settings and the servers that they name, a line each; starts and writes nothing',
  '退出码 exit: 0 正常停止，或检查无误 stopped, or all is good · 2 用法错误 wrong use · 74 输入输出错误 directory, port, disk, lock, server · 78 配置错误 a setting is wrong',
];

let running: Platform | undefined;

/** Says why and ends. The store is closed before: a thread cut off inside the database would abort the process with another status. */
function endFor(failure: Failure): void {
  process.stderr.write(`${failure.help.zh} / ${failure.help.en}\n`);
  const end = (): void => leave(EXIT_INPUT_OUTPUT);
  setTimeout(end, FATAL_DEADLINE_MILLIS);
  if (running) void running.close().finally(end);
}

/** `exit` waits for every thread, and for one that hangs in the system for ever. */
function leave(status: number): void {
  if (running?.hasSilentThread !== true) process.exit(status);
  process.stderr.write('遥测线程没有应答，进程强行结束；已确认的消息在日志中 / the telemetry thread does not answer: the process ends by force, what was acknowledged is in the journal\n');
  process.kill(process.pid, 'SIGKILL');
}

// eslint-disable-next-line no-restricted-properties -- the one place where the environment enters
const configuration = (): PlatformConfig => readConfig(process.env);

async function main(): Promise<void> {
  const config = configuration();
  let isStopped = false;
  const stop = (): void => {
    if (running !== undefined) return void running.close().then(() => leave(0));
    isStopped = true;
    setTimeout(() => process.exit(0), START_DEADLINE_MILLIS).unref();
  };
  // From the first moment: the first process of a container hears of a signal only what it listens to.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  const platform = await Platform.start({ config, log: createLogger(config.logLevel), onFatal: endFor });
  running = platform;
  if (isStopped) return stop();
  process.stderr.write(`验收平台已启动 / Yanshou is running: ${receivesFrom(config, platform.mqttPort)}  http://${config.http.host}:${platform.httpPort}  ${config.dataDirectory}\n`);
}

function receivesFrom({ roles, mqtt: { external, host } }: PlatformConfig, port: number): string {
  if (!roles.has('ingest')) return [...roles].join(',');
  return external === undefined ? `mqtt://${host}:${port}` : `MQTT ← ${brokerName(external.address)}`;
}

function fail(error: unknown): never {
  const { line, status } = describeStartFailure(error);
  process.stderr.write(`${line}\n`);
  process.exit(status);
}

async function checkConfig(): Promise<void> {
  const reachables = reachablesOf(configuration());
  process.exit(await checkReachables(reachables, (line) => process.stdout.write(`${line}\n`)));
}

const answer = readCommand({ usage: USAGE, flags: ['check-config'], words: [0, 0] }, process.argv.slice(2));
if ('given' in answer) {
  const work = answer.given.flags.has('check-config') ? checkConfig() : main();
  work.catch(fail);
} else {
  process[answer.out].write(`${answer.lines.join('\n')}\n`);
  process.exitCode = answer.status;
}
