import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SingleBar, Presets } from 'cli-progress';
import { newPassword } from '@yanshou/access';
import { Platform, createLogger, readConfig } from '@yanshou/platform';
import { renderTable } from '@yanshou/kpi';
import { systemClock } from '@yanshou/telemetry';
import type { DemoArguments } from './arguments.js';
import { consoleAccess } from './console-access.js';
import type { ConsoleAccess } from './console-access.js';
import type { DemoResult, DemoTotals } from './demo-output.js';
import { balances, demoJson, demoTotals, totalsLine } from './demo-output.js';
import { demoPorts } from './demo-ports.js';
import { assessProjects, verifyBundleFile } from './demo-reports.js';
import type { DemoReports } from './demo-reports.js';
import { showBatch } from './demo-trace.js';
import { demonstrationProgramme } from './programme.js';
import type { DemonstrationProgramme } from './programme.js';
import { runPublishing } from './publishing.js';
import { registerProgramme } from './register-programme.js';
import { whereToLook } from './where-to-look.js';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** A backlog of a month is history, not a flood: the demonstration's devices may send as fast as they are acknowledged. */
const DEMO_RATE = { YANSHOU_DEVICE_RATE: '5000', YANSHOU_DEVICE_BURST: '5000' };

/** Where bundles go when no data directory is kept. */
const OUTPUT = 'demo-output';

/** From devices to the acceptance table and a signed, verified bundle. Answers the exit status; keeps running unless `once`. */
export async function demo(options: DemoArguments): Promise<number> {
  if (options.dataDirectory !== undefined) return demoIn(resolve(options.dataDirectory), options);
  const scratch = await mkdtemp(join(tmpdir(), 'yanshou-demo-'));
  try {
    return await demoIn(scratch, options);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function demoIn(directory: string, options: DemoArguments): Promise<number> {
  const text = TEXTS[options.language];
  const password = newPassword();
  const platform = await startPlatform(directory, options, password);
  try {
    await platform.settled();
    const before = await platform.telemetry.totals();
    const programme = await demonstrationProgramme(systemClock.now(), options.seed, options.replay);
    say(text.registering(programme.projects.length));
    const credentials = await registerProgramme(platform, programme.projects);
    await publishAll(platform, programme, credentials, options);
    // With --data a directory may hold an earlier run, acknowledged by a broker that is gone.
    await computeHistory(platform, options);
    const reports = await assess(platform, programme, options);
    const totals = await totalsOf(platform, before.messages);
    const verification = await verifyBundleFile(reports, options.language);
    const batch = await showBatch(platform, programme.projects, outputOf(options));
    print({ ...reports, totals, verified: verification.verified, ...(batch && { batch }) }, programme, options);
    say(verification.output.trimEnd());
    say(whereToLook({ ...reports, batch, isRunning: !options.once }, options.language));
    const access = await consoleAccess(platform, password);
    if (!options.once || options.dataDirectory !== undefined) say(text.account(access));
    if (!options.once) await keepRunning(platform, access, options);
    return balances(totals) && verification.verified ? 0 : 1;
  } finally {
    await platform.close();
  }
}

async function startPlatform(directory: string, options: DemoArguments, administratorPassword: string): Promise<Platform> {
  const text = TEXTS[options.language];
  const { http, mqtt, taken } = await demoPorts(options);
  for (const { what, wanted, got } of taken) say(text.portTaken(what, wanted, got));
  const config = readConfig({
    ...DEMO_RATE, YANSHOU_DATA_DIR: directory, YANSHOU_LOG_LEVEL: 'warn', YANSHOU_ADMIN_PASSWORD: administratorPassword,
    YANSHOU_HTTP_PORT: String(http), YANSHOU_MQTT_PORT: String(mqtt),
  });
  say(text.starting(directory));
  const onFatal = (): never => process.exit(74);
  return Platform.start({ config, log: createLogger(config.logLevel), onFatal });
}

const progressBar = (what: string): SingleBar =>
  new SingleBar({ format: `${what} {bar} {value}/{total}`, stream: process.stderr, clearOnComplete: false, noTTYOutput: false }, Presets.shades_classic);

async function publishAll(platform: Platform, programme: DemonstrationProgramme, credentials: Record<string, string>, options: DemoArguments): Promise<void> {
  const text = TEXTS[options.language];
  const bar = progressBar(text.publishing);
  bar.start(1, 0);
  const job = {
    url: `mqtt://127.0.0.1:${platform.mqttPort}`, credentials, scenarios: programme.scenarios, now: programme.now, seed: options.seed,
    ...(options.replay === undefined ? {} : { replay: resolve(options.replay) }),
  };
  try {
    await runPublishing(job, (acknowledged, total) => {
      bar.setTotal(Math.max(1, total ?? acknowledged));
      bar.update(acknowledged);
    });
  } finally {
    bar.stop();
  }
  say(text.projecting);
  await platform.settled();
}

/** Every day of the contracts' windows and what is made of days; hours follow by themselves while it keeps running. */
async function computeHistory(platform: Platform, { language }: DemoArguments): Promise<void> {
  say(TEXTS[language].history);
  await platform.services.jobs.dailyIndicators();
}

const outputOf = ({ dataDirectory }: DemoArguments): string => (dataDirectory === undefined ? resolve(OUTPUT) : join(resolve(dataDirectory), 'reports'));

async function assess(platform: Platform, { projects }: DemonstrationProgramme, options: DemoArguments): Promise<DemoReports> {
  const bar = progressBar(TEXTS[options.language].assessing);
  bar.start(projects.length, 0);
  try {
    return await assessProjects(platform, projects, outputOf(options), (done) => bar.update(done));
  } finally {
    bar.stop();
  }
}

async function totalsOf(platform: Platform, acknowledgedBefore: number): Promise<DemoTotals> {
  // Everything acknowledged is projected (`settled`): what may be pending by now is a heartbeat, no message.
  const { intake } = await platform.status();
  return demoTotals(acknowledgedBefore + (intake?.broker.acknowledged ?? 0), 0, await platform.telemetry.totals());
}

function print(result: DemoResult, { projects }: DemonstrationProgramme, { json, language }: DemoArguments): void {
  const { rows, totals } = result;
  const names = new Map(projects.map(({ id, nameZh, nameEn }) => [id, { zh: nameZh, en: nameEn }]));
  const people = `${renderTable(rows, language, names)}\n${totalsLine(totals, language)}\n`;
  if (json) process.stdout.write(demoJson(result));
  (json ? process.stderr : process.stdout).write(people);
}

async function keepRunning(platform: Platform, { link }: ConsoleAccess, { language }: DemoArguments): Promise<void> {
  say(TEXTS[language].running(link, `mqtt://127.0.0.1:${platform.mqttPort}`));
  await new Promise<void>((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop());
  });
}

const TEXTS = {
  zh: {
    starting: (directory: string) => `启动平台，数据目录 ${directory}`,
    portTaken: (what: string, wanted: number, got: number) => `${what} 默认端口 ${wanted} 已被占用，改用 ${got}`,
    registering: (count: number) => `登记 ${count} 个示范项目：台账、任务书、计划时间、设备凭据`,
    publishing: '设备经 MQTT 上报',
    projecting: '入库并汇总 …',
    history: '逐日核算 …',
    assessing: '核算并签名',
    account: ({ user, password }: ConsoleAccess) => `控制台用户 ${user}，密码 ${password ?? '为首次运行时所示'}`,
    running: (link: string, mqtt: string) => `平台运行中（Ctrl+C 退出），${mqtt}\n打开控制台（一次性登录链接，10 分钟内有效）：\n  ${link}`,
  },
  en: {
    starting: (directory: string) => `starting the platform, data in ${directory}`,
    portTaken: (what: string, wanted: number, got: number) => `${what}: the default port ${wanted} is in use, taking ${got}`,
    registering: (count: number) => `registering ${count} demonstration projects: inventory, contract, planned time, credentials`,
    publishing: 'devices publish over MQTT',
    projecting: 'storing and summing up …',
    history: 'computing each day …',
    assessing: 'assessing and signing',
    account: ({ user, password }: ConsoleAccess) => `console user ${user}, password ${password ?? 'as the first run showed it'}`,
    running: (link: string, mqtt: string) => `the platform keeps running (Ctrl+C to stop), ${mqtt}\nopen the console (one-time login link, good for 10 minutes):\n  ${link}`,
  },
} as const;
