import type { DeviceClass, InventoryDevice, InventoryGateway, ProjectInventory, Site } from '@yanshou/telemetry';
import { sql } from 'kysely';
import { demandSeen } from './class-condition.js';
import type { ClassCondition } from './class-condition.js';
import { CLASS, DEVICE, GATEWAY, PROJECT, SIMULATED, SITE } from './entity-kinds.js';
import type { EntityKind } from './entity-kind.js';
import { saveUnlessFrozen } from './frozen-guard.js';
import { inputFault, invalid } from './input-fault.js';
import type { Outcome } from './input-fault.js';
import type { IntelligenceStep } from './intelligence-book.js';
import { answerable, endApprovals, intelligenceSteps, withApprovals } from './intelligence.js';
import type { Author, Decommissioning, DeviceElsewhere, DeviceState, ProjectRecord, ProjectScoped } from './records.js';
import type { StateReader } from './state-reader.js';
import type { StateWriter } from './state-writer.js';
import { Refusal } from './state-writer.js';
import { checkClass } from './validation/check-class.js';
import { checkMicros, checkText, firstFault } from './validation/field-checks.js';
import { checkDevices, checkGateway, checkSite } from './validation/check-device.js';

/** Sites, device classes, devices and gateways of projects. */
export class InventoryRepository {
  constructor(
    private readonly reader: StateReader,
    private readonly writer: StateWriter,
  ) {}

  saveSite = (project: string, site: Site, author?: Author): Promise<Outcome> =>
    this.writer.save(checkSite(site), SITE, [{ ...site, project }], author);

  saveClass = (project: string, deviceClass: DeviceClass, author?: Author, condition: ClassCondition = {}): Promise<Outcome> =>
    this.writer.change(checkClass(deviceClass), author, async (session) => {
      const before = await session.find(CLASS, `${project}/${deviceClass.id}`);
      demandSeen(before && withoutProject(before), condition);
      await saveUnlessFrozen(session, CLASS, [{ ...deviceClass, project }]);
      await endApprovals(session, project, before, deviceClass);
      return { revision: session.head };
    });

  saveDevices = (project: string, devices: readonly InventoryDevice[], author?: Author): Promise<Outcome> =>
    this.writer.change(checkDevices(devices), author, async (session) =>
      ({ revision: await saveUnlessFrozen(session, DEVICE, await withApprovals(session, devices.map((device) => ({ ...device, project })))) }));

  addDevices = (project: string, devices: readonly InventoryDevice[], author?: Author): Promise<Outcome> =>
    this.writer.change(checkDevices(devices), author, async (session) => {
      const present = await session.findAll(DEVICE, devices.map(({ id }) => `${project}/${id}`));
      const index = devices.findIndex(({ id }) => present.has(`${project}/${id}`));
      if (index >= 0) throw new Refusal(inputFault('duplicate', `devices[${index}].id`, '台账中已有该编号的设备', 'is in the inventory already'));
      return { revision: await saveUnlessFrozen(session, DEVICE, await withApprovals(session, devices.map((device) => ({ ...device, project })))) };
    });

  decommission = (project: string, id: string, { at, reason }: Decommissioning, author: Author): Promise<Outcome> =>
    this.writer.change(firstFault(checkMicros('at', at), checkText('reason', reason)), author, async (session) => {
      const present = await session.find(DEVICE, `${project}/${id}`);
      if (present === undefined) throw new Refusal(inputFault('unknown', 'device', '台账中没有这台设备', 'is not in the inventory'));
      if (at <= (present.commissionedAt ?? -Infinity)) throw new Refusal(invalid('at', '须晚于投用时间', 'must be later than the commissioning'));
      return { revision: await saveUnlessFrozen(session, DEVICE, [{ ...present, decommissionedAt: at, decommissionReason: reason }]) };
    });

  /** An approval decides on what was stated and is no statement of its own: a freeze does not hold it up, though what is approved counts as intelligent from then on. */
  approveIntelligence = (project: string, id: string, number: string, author?: Author): Promise<Outcome> =>
    this.writer.change(firstFault(checkText('number', number)), author, async (session) => {
      const device = await session.find(DEVICE, `${project}/${id}`);
      if (device === undefined) throw new Refusal(inputFault('unknown', 'device', '台账中没有这台设备', 'is not in the inventory'));
      if (!device.intelligent || (device.intelligentGround ?? '').trim() === '') {
        throw new Refusal(inputFault('invalid', 'device', '设备未标为智能化或未填写依据，无从批准', 'is not called intelligent, or without a ground: there is nothing to approve'));
      }
      if (answerable(await intelligenceSteps(session.trx, project, id)).has(session.who)) throw new Refusal(OWN_STATEMENT);
      return { revision: await session.save(DEVICE, [{ ...device, intelligentApproval: { number, approvedBy: session.who, approvedAt: session.at } }]) };
    });

  intelligenceSteps = (project: string, id: string): Promise<IntelligenceStep[]> => intelligenceSteps(this.writer.db, project, id);

  devices = async (project: string, after: string, limit: number): Promise<InventoryDevice[]> =>
    (await this.reader.page(DEVICE, project, `${project}/${after}`, limit)).map(withoutProject);

  devicesLike = async (project: string): Promise<DeviceElsewhere[]> => {
    const sameNumber = (field: 'factorySerial' | 'assetNumber') => sql<{ key: string; state: unknown }>`
      select other.key, other.state from devices own join devices other on device_number_key(other.state->>${sql.lit(field)}) = device_number_key(own.state->>${sql.lit(field)})
      where own.project = ${project} and other.project <> ${project} and device_number_key(own.state->>${sql.lit(field)}) <> ''`.execute(this.writer.db);
    const [bySerial, byAsset] = await Promise.all([sameNumber('factorySerial'), sameNumber('assetNumber')]);
    const found = new Map([...bySerial.rows, ...byAsset.rows].map(({ key, state }) => [key, state as DeviceState]));
    return [...found].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, state]) => ({ project: state.project, device: withoutProject(state) }));
  };

  deviceCount = (project: string): Promise<number> => this.reader.count(DEVICE as EntityKind<never>, project);

  classes = async (project: string): Promise<DeviceClass[]> => (await this.reader.all(CLASS, project)).map(withoutProject);

  saveGateway = (project: string, gateway: InventoryGateway, author?: Author): Promise<Outcome> =>
    this.writer.change(checkGateway(gateway), author, async (session) => {
      const present = await session.findAll(DEVICE, gateway.children.map((id) => `${project}/${id}`));
      const index = gateway.children.findIndex((id) => !present.has(`${project}/${id}`));
      if (index >= 0) throw new Refusal(inputFault('unknown-reference', `children[${index}]`, '设备不在台账中', 'is not in the inventory'));
      return { revision: await session.save(GATEWAY, [{ ...gateway, project }]) };
    });

  markSimulated = (project: string, device: string): Promise<Outcome> =>
    this.writer.change(undefined, undefined, async (session) => {
      const marked = await session.find(SIMULATED, `${project}/${device}`);
      return { revision: marked === undefined ? await session.save(SIMULATED, [{ project, device, at: session.at }]) : session.head };
    });

  simulatedDevices = async (project: string): Promise<string[]> =>
    (await this.reader.all(SIMULATED, project)).map(({ device }) => device);

  sites = async (project: string): Promise<Site[]> => (await this.reader.all(SITE, project)).map(withoutProject);

  inventory = async (project: string): Promise<ProjectInventory | undefined> => {
    const record = await this.reader.one(PROJECT, project);
    return record === undefined ? undefined : this.assemble(record);
  };

  inventories = async (): Promise<ProjectInventory[]> => {
    const inventories: ProjectInventory[] = [];
    for (const record of await this.reader.all(PROJECT)) inventories.push(await this.assemble(record));
    return inventories;
  };

  private async assemble(record: ProjectRecord): Promise<ProjectInventory> {
    const { id: project, zone, demonstration, acceptedFrom, unknownMetric } = record;
    return {
      project, zone, demonstration, acceptedFrom, unknownMetric,
      classes: (await this.reader.all(CLASS, project)).map(withoutProject),
      devices: (await this.reader.all(DEVICE, project)).map(withoutProject),
      gateways: (await this.reader.all(GATEWAY, project)).map(withoutProject),
    };
  }
}

const OWN_STATEMENT = inputFault('same-person', 'device', '不得由登记该设备或最近更改它的人批准，请由其他管理人员处理', 'was entered or last changed by the same person: the approval is for somebody else');

function withoutProject<State extends ProjectScoped>(state: State): Omit<State, 'project'> {
  const { project, ...rest } = state;
  return rest;
}
