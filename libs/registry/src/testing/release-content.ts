import type { ProjectionBatch, ProjectionBook } from '@yanshou/store';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { DeclaredFigure, DeviceClass, InventoryDevice, ProjectContract } from '@yanshou/telemetry';
import type { Outcome } from '../input-fault.js';
import type { EvidenceFile, ProjectRecord, UserRecord } from '../records.js';
import type { Registry } from '../registry.js';
import type { WindowClaim } from '../window-records.js';

/** When the content was entered; sessions and leases of it end later than any test runs. */
export const ENTERED_AT = 1_769_904_000_000_000;
const TOKEN_HASH = '0a'.repeat(32);
const SESSION_HASH = '0b'.repeat(32);
const FAR = 9_000_000_000_000_000;
export const BOOK = 'influxdb:fixture';
/** One device for each way in which a device can be what it is. */
const DEVICES = ['m1', 'm2', 'sim'] as const;

const project = (id: string, demonstration: boolean): ProjectRecord => ({ id, programme: 'workshop', nameZh: '示范车间', nameEn: "Workshop's", zone: 'Asia/Shanghai', demonstration, acceptedFrom: 1_700_000_000_000_000, unknownMetric: 'quarantine' });
const mill: DeviceClass = {
  id: 'mill', nameZh: '铣床', nameEn: 'Mill', judgingIntervalMinutes: 5,
  metrics: [{ name: 'spindle-speed', unit: '1/min', valueType: 'number', kind: 'process', min: 0, max: 24_000, resolution: 0.1, reporting: 'periodic' }],
};
const device = (id: string): InventoryDevice => ({ id, assetNumber: `A-${id}`, nameZh: '设备; 一', nameEn: 'Device', assetKind: 'production', classId: 'mill', siteId: 'hall', intelligent: false, reporting: 'periodic' });
const contract = (value: number): ProjectContract => ({
  project: 'p', programme: 'workshop', direction: 'mechanical', targets: [{ indicator: 'networked-ratio', comparator: '>=', value, unit: '%', clause: 'S000' }],
  window: { from: 1, to: 2 }, networkedThreshold: 0.5, minimumPlatformCoverage: 0.9, plannedTime: { zone: 'Asia/Shanghai', shifts: [{ start: '08:00', end: '20:00' }] },
});
const officer: UserRecord = { id: 'officer', name: '张三', role: 'officer', scope: ['programme:workshop'], passwordHash: 'scrypt$x', disabled: false, mustChangePassword: false };
const file: EvidenceFile = { project: 'p', id: 'patent-1', kind: 'approval', title: '批复', fileName: 'a.pdf', mediaType: 'application/pdf', bytes: 3, sha256: 'ab'.repeat(32), status: 'submitted', submittedBy: 'member', submittedAt: ENTERED_AT };
const figure: DeclaredFigure = {
  project: 'p', id: 'income', indicator: 'new-economic-benefit', purpose: 'baseline', quantity: 'sales-income', amount: 12.5, unit: '万元', sourceKind: 'entered', evidence: 'patent-1',
  status: 'submitted', statedBy: 'member', statedAt: ENTERED_AT,
};

async function must<T>(saving: Promise<Outcome<T>>): Promise<T> {
  const outcome = await saving;
  if (!outcome.ok) throw new Error(`${outcome.reason.field}: ${outcome.reason.en}`);
  return outcome.value;
}

/** Something in every table of the second migration; answers the secret that a device got. */
export async function enterContent(registry: Registry): Promise<string> {
  await must(registry.saveProgramme({ id: 'workshop', nameZh: '车间', nameEn: 'Workshop' }));
  for (const one of [project('p', false), project('q', true)]) await must(registry.saveProject(one));
  await must(registry.saveSite('p', { id: 'hall', nameZh: '厅', nameEn: 'Hall' }));
  await must(registry.saveClass('p', mill));
  await must(registry.saveDevices('p', DEVICES.map(device)));
  await must(registry.saveGateway('p', { id: 'gw', nameZh: '网关', nameEn: 'Gateway', children: ['m1'] }));
  await must(registry.markSimulated('p', 'sim'));
  await must(registry.saveContract(contract(90)));
  await must(registry.saveContract(contract(80), { who: 'officer', approval: '批 7' }));
  await must(registry.saveCalendar('p', 'class:mill', { zone: 'Asia/Shanghai', shifts: [{ start: '08:00', end: '20:00' }] }));
  await must(registry.addUser(officer));
  await must(registry.openSession(SESSION_HASH, 'officer', 'session', FAR));
  await must(registry.saveApiToken({ id: 'script', name: 'script', role: 'member', scope: ['project:p'], madeBy: 'officer', madeAt: ENTERED_AT, secretHash: TOKEN_HASH, revoked: false }));
  await must(registry.addEvidence(file));
  await must(registry.saveFigure(figure));
  await must(registry.decideFigure('p', 'income', 'accepted', { who: 'officer' }));
  await enterResults(registry);
  return (await must(registry.issueCredential('p', 'm1', 'device'))).secret;
}

async function enterResults(registry: Registry): Promise<void> {
  await registry.planWindows([0, 1].map((n) => ({ project: 'p', job: 'days', unit: 'day', from: n, to: n + 1 })));
  const claim = (await registry.claimWindow('worker', 1_000, 'days')) as WindowClaim;
  const value = { project: 'p', indicator: 'networked-ratio', unit: 'day' as const, from: 0, to: 1, formulaVersion: '1', inputsDigest: 'aa', value: 0.1, detail: { n: 1 } };
  await must(registry.finishWindow(claim, { inputsDigest: 'aa', values: [value] }));
  await must(registry.saveAssessment({ project: 'p', id: 'a1', from: 1, to: 2, note: '首次', statement: { rows: [1, 0.1] } }));
  await registry.markJournalled(3);
}

/** As many batches of one journal, with all kinds of rows in them. */
export function bookBatches(count: number): Omit<ProjectionBatch, 'readings'>[] {
  const builder = new BatchBuilder('journal-of-the-fixture');
  return Array.from({ length: count }, (_, batch) => {
    const from = ENTERED_AT + batch * MICROS_PER_HOUR;
    for (let n = 0; n < 5; n += 1) builder.reading({ device: `m${n % 2}`, metric: 'spindle-speed', at: from + n * 60e6, value: n === 4 ? 'a text' : n / 10, late: n === 1 });
    builder.conflict({ device: 'm0', metric: 'spindle-speed', at: from, value: 99 });
    builder.quarantine({ device: 'm1', code: 'out-of-range', payload: Buffer.from(`{"n":${batch}}`) });
    builder.platformMinute(batch);
    const { readings: _readings, ...rows } = builder.build();
    return rows;
  });
}

/** The first two of the batches. */
export async function enterBook(book: ProjectionBook): Promise<void> {
  const { confirmed } = await book.open();
  for (const [index, batch] of bookBatches(2).entries()) await book.commit({ ...batch, commit: confirmed + 1 + index });
}

/** What a registry answers about it, as JSON keeps it. Sessions and leases are work in progress. */
export async function registryAnswers(registry: Registry): Promise<unknown> {
  return plain({
    programmes: await registry.programmes(), projects: await registry.projects(), inventories: await registry.inventories(), simulated: await registry.simulatedDevices('p'),
    contract: await registry.contract('p'), contracts: await registry.contractHistory('p'), calendars: await registry.calendars('p'), users: await registry.users(),
    session: (await registry.session(SESSION_HASH))?.user.id, token: await registry.apiTokenOf(TOKEN_HASH), evidence: await registry.evidence('p'),
    figures: await registry.figures('p'), values: await registry.kpiHistory('p', 'networked-ratio'), assessments: await registry.assessments('p'),
    windows: await registry.windowLedger('p'), credentials: await registry.credentials(), changes: await registry.changes(0, 1_000), pending: (await registry.pendingChanges(1_000)).length,
    revision: await registry.revision(),
  });
}

export async function bookAnswers(book: ProjectionBook): Promise<unknown> {
  const span = ['p', 0, 1_000_000, [0]] as const;
  return plain({
    state: await book.state(), totals: await book.totals('p'), ledger: await book.ledger('p', 0, FAR), quarantine: await book.quarantine({ project: 'p', after: 0, limit: 100 }),
    conflicts: await book.conflicts({ project: 'p', device: 'm0', metric: 'spindle-speed', from: 0, to: FAR }), activity: inOrder(await book.activity(...span)),
    seriesHours: rowsOf(await book.seriesHours(...span)), deviceHours: rowsOf(await book.deviceHours(...span)),
  });
}

/** Columns as rows in an order of their own: a database may answer in any. */
const rowsOf = ({ length, ...columns }: { readonly length: number }): unknown[] =>
  inOrder(Array.from({ length }, (_, row) => Object.fromEntries(Object.entries(columns as Record<string, ArrayLike<unknown>>).map(([name, column]) => [name, column[row]]))));

const inOrder = (rows: readonly unknown[]): unknown[] => [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;
