import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Platform } from '@yanshou/platform';
import type { ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { MICROS_PER_DAY, systemClock } from '@yanshou/telemetry';
import { benchProject } from './bench-project.js';
import { UNIT } from './workshop.js';

/** Secrets by `{project}/{principal}`. */
export type Secrets = Record<string, string>;

/** Registers the projects once; their secrets are kept beside the data, as devices would keep theirs. */
export async function registerOnce(platform: Platform, directory: string, projects: readonly string[], count: number): Promise<Secrets> {
  const file = join(directory, 'test-credentials.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  const secrets: Secrets = {};
  for (const project of projects) {
    const inventory = benchProject(project, count, systemClock.now() - 400 * MICROS_PER_DAY);
    await enter(platform, inventory);
    await issue(platform, inventory, secrets);
  }
  await platform.synchronise();
  writeFileSync(file, JSON.stringify(secrets));
  return secrets;
}

async function issue({ registry }: Platform, { project, devices, gateways }: ProjectInventory, secrets: Secrets): Promise<void> {
  for (const { id } of devices) secrets[`${project}/${id}`] = (await must(registry.issueCredential(project, id, 'device'))).secret;
  for (const { id } of gateways) secrets[`${project}/${id}`] = (await must(registry.issueCredential(project, id, 'gateway'))).secret;
}

async function enter({ registry }: Platform, inventory: ProjectInventory): Promise<void> {
  const { project, zone, demonstration, acceptedFrom, unknownMetric, classes, devices, gateways } = inventory;
  await must(registry.saveProgramme({ id: 'P2', nameZh: '测试', nameEn: 'test' }));
  await must(registry.saveProject({ id: project, programme: 'P2', nameZh: '测试', nameEn: 'test', zone, demonstration, acceptedFrom, unknownMetric }));
  for (const deviceClass of classes) await must(registry.saveClass(project, deviceClass));
  await must(registry.saveDevices(project, devices));
  for (const gateway of gateways) await must(registry.saveGateway(project, gateway));
  await must(registry.saveContract(contractOf(inventory)));
}

const contractOf = ({ project: id, zone }: ProjectInventory): ProjectContract => {
  const to = Math.floor(systemClock.now() / MICROS_PER_DAY) * MICROS_PER_DAY;
  return {
    project: id, programme: 'P2', direction: '2.1', window: { from: to - 30 * MICROS_PER_DAY, to }, networkedThreshold: 0.8,
    minimumPlatformCoverage: 0.9, lateDeliveryHours: 8_760, plannedTime: { zone, shifts: [] }, units: [{ name: UNIT, role: 'lead' }],
    targets: [{ indicator: 'connected-equipment', comparator: '>=', value: 1, unit: '台', clause: 'S001' }],
  };
};

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: unknown };

async function must<T>(saving: Promise<Answer<T>>): Promise<T> {
  const outcome = await saving;
  if (outcome.ok) return outcome.value;
  throw new Error(JSON.stringify(outcome.reason));
}
