import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Platform, createLogger, describeStartFailure, readConfig } from '@yanshou/platform';
import type { ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { MICROS_PER_DAY, systemClock } from '@yanshou/telemetry';
import { benchProject } from './bench-project.js';

/** A real platform that a test or benchmark can start, ask, and kill. Arguments: project id, number of devices. */
const [project = 'bench', count = '10'] = process.argv.slice(2);

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const platform = await Platform.start({ config, log: createLogger(config.logLevel), onFatal: () => process.exit(74) });
  const credentials = await register(platform, config.dataDirectory);
  process.on('message', (message) => void answer(platform, message as Request).then((reply) => process.send?.(reply)));
  process.send?.({ kind: 'ready', mqttPort: platform.mqttPort, httpPort: platform.httpPort, credentials });
}

/** Registers the project once; its secrets are kept beside the data, as devices would keep theirs. */
async function register(platform: Platform, directory: string): Promise<Record<string, string>> {
  const file = join(directory, 'test-credentials.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  const inventory = benchProject(project, Number(count), systemClock.now() - 400 * MICROS_PER_DAY);
  await enter(platform, inventory);
  const credentials: Record<string, string> = {};
  for (const { id } of inventory.devices) {
    const issued = await platform.registry.issueCredential(project, id, 'device');
    if (issued.ok) credentials[id] = issued.value.secret;
  }
  await platform.synchronise();
  writeFileSync(file, JSON.stringify(credentials));
  return credentials;
}

async function enter({ registry }: Platform, inventory: ProjectInventory): Promise<void> {
  const { zone, demonstration, acceptedFrom, unknownMetric, classes, devices } = inventory;
  await must(registry.saveProgramme({ id: 'P2', nameZh: '测试', nameEn: 'test' }));
  await must(registry.saveProject({ id: project, programme: 'P2', nameZh: '测试', nameEn: 'test', zone, demonstration, acceptedFrom, unknownMetric }));
  for (const deviceClass of classes) await must(registry.saveClass(project, deviceClass));
  await must(registry.saveDevices(project, devices));
  await must(registry.saveContract(contractOf(inventory)));
}

const contractOf = ({ project: id, zone }: ProjectInventory): ProjectContract => {
  const to = Math.floor(systemClock.now() / MICROS_PER_DAY) * MICROS_PER_DAY;
  return {
    project: id, programme: 'P2', direction: '2.1', window: { from: to - 30 * MICROS_PER_DAY, to }, networkedThreshold: 0.8,
    minimumPlatformCoverage: 0.9, plannedTime: { zone, shifts: [] },
    targets: [{ indicator: 'connected-equipment', comparator: '>=', value: 1, unit: '台', clause: 'S001' }],
  };
};

async function must(saving: Promise<{ readonly ok: boolean }>): Promise<void> {
  const outcome = await saving;
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
}

type Request =
  | 'stop'
  | { readonly ask: 'status' | 'settle' | 'totals' | 'ledger' | 'quarantine' | 'replay-quarantine' | 'compact' | 'indicators' }
  | { readonly ask: 'times'; readonly device: string; readonly metric: string }
  | { readonly ask: 'revoke'; readonly device: string };

async function answer(platform: Platform, request: Request): Promise<unknown> {
  if (request === 'stop') {
    await platform.close();
    return process.exit(0);
  }
  switch (request.ask) {
    case 'status':
      return platform.status();
    case 'settle':
      await platform.settled();
      return platform.telemetry.totals(project);
    case 'totals':
      return platform.telemetry.totals(project);
    case 'ledger':
      return { rows: await platform.telemetry.ledger(project, 0, 4e15) };
    case 'quarantine':
      return { rows: await platform.telemetry.quarantine({ project, after: 0, limit: 1000 }) };
    case 'replay-quarantine':
      return platform.telemetry.replayQuarantine(project);
    case 'compact':
      await platform.telemetry.compact();
      return {};
    case 'indicators':
      return { rows: await platform.indicators(project) };
    case 'times':
      return { at: await timesOf(platform, request.device, request.metric) };
    case 'revoke':
      return { revoked: await platform.registry.revokeCredential(project, request.device) };
  }
}

async function timesOf(platform: Platform, device: string, metric: string): Promise<number[]> {
  const at: number[] = [];
  for await (const page of platform.telemetry.readings({ project, device, metric, from: 0, to: 4e15 })) at.push(...page.at);
  return at;
}

main().catch((error: unknown) => {
  const { line, status } = describeStartFailure(error);
  process.stderr.write(`${line}\n`);
  process.exit(status);
});
