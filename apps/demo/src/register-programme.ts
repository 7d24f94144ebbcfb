import { findProgramme } from '@yanshou/catalogue';
import type { Platform } from '@yanshou/platform';
import type { DemonstrationProject } from '@yanshou/devices-sim';
import { entered } from './entered.js';
import { registerPapers } from './register-papers.js';
import { registerTrace } from './register-trace.js';

const AUTHOR = { who: 'demo' };
const OFFICER = { who: 'demo-officer' };

/** Enters the projects with inventory, contract, evidence and stated figures, and issues a secret to every principal that may connect. */
export async function registerProgramme(platform: Platform, projects: readonly DemonstrationProject[]): Promise<Record<string, string>> {
  const credentials: Record<string, string> = {};
  for (const project of projects) {
    await registerProject(platform, project);
    await acceptIntelligent(platform, project.id);
    await registerPapers(platform, project);
    await registerTrace(platform, project);
    Object.assign(credentials, await issueCredentials(platform, project));
  }
  await platform.synchronise();
  return credentials;
}

async function registerProject({ registry }: Platform, project: DemonstrationProject): Promise<void> {
  const { inventory, contract, id, nameZh, nameEn, programme } = project;
  const { zone, demonstration, acceptedFrom, unknownMetric } = inventory;
  const { nameZh: programmeZh = programme, nameEn: programmeEn = programme } = findProgramme(programme) ?? {};
  entered(await registry.saveProgramme({ id: programme, nameZh: programmeZh, nameEn: programmeEn }, AUTHOR));
  entered(await registry.saveProject({ id, programme, nameZh, nameEn, zone, demonstration, acceptedFrom, unknownMetric }, AUTHOR));
  for (const site of project.sites) entered(await registry.saveSite(id, site, AUTHOR));
  for (const deviceClass of inventory.classes) entered(await registry.saveClass(id, deviceClass, AUTHOR));
  entered(await registry.saveDevices(id, inventory.devices, AUTHOR));
  for (const gateway of inventory.gateways) entered(await registry.saveGateway(id, gateway, AUTHOR));
  entered(await registry.saveContract(contract, { ...AUTHOR, approval: 'demo' }));
}

/** As people do it: who entered a machine states why it is intelligent, an officer accepts that. An earlier run over the same data directory has done so. */
async function acceptIntelligent({ registry }: Platform, project: string): Promise<void> {
  const devices = (await registry.inventory(project))?.devices ?? [];
  for (const { id, intelligent, intelligentGround, intelligentApproval } of devices) {
    if (intelligent && intelligentGround !== undefined && intelligentApproval === undefined) entered(await registry.approveIntelligence(project, id, '示例认定 1 号', OFFICER));
  }
}

async function issueCredentials({ registry }: Platform, { id, inventory }: DemonstrationProject): Promise<Record<string, string>> {
  const principals = [
    ...inventory.devices.map((device) => ({ principal: device.id, kind: 'device' as const })),
    ...inventory.gateways.map((gateway) => ({ principal: gateway.id, kind: 'gateway' as const })),
  ];
  const credentials: Record<string, string> = {};
  for (const { principal, kind } of principals) {
    credentials[`${id}/${principal}`] = entered(await registry.issueCredential(id, principal, kind, AUTHOR)).secret;
  }
  return credentials;
}
