import type { SharedBook } from '@yanshou/store';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import { MICROS_PER_HOUR, defaultSettings } from '@yanshou/telemetry';
import type { InventoryDevice, ProjectContract } from '@yanshou/telemetry';
import type { Outcome } from '../input-fault.js';
import type { EvidenceFile } from '../records.js';
import type { Registry } from '../registry.js';
import { ENTERED_AT } from './release-content.js';

/** A project of which everything is kept that came after the first releases. */
const PROJECT = 'late';
export const LATER_BOOK = 'influxdb:later';
const [member, officer] = [{ who: 'member' }, { who: 'officer' }];
const DAY = 24 * MICROS_PER_HOUR;

const device = (id: string): InventoryDevice => ({ id, assetNumber: `L-${id}`, nameZh: '机床', nameEn: 'machine', assetKind: 'production', classId: 'mill', siteId: 'hall', intelligent: true, intelligentGround: '数控系统带网络接口', reporting: 'periodic', controllerSerial: `S-${id}` });
const contract: ProjectContract = {
  project: PROJECT, programme: 'workshop', direction: 'mechanical', targets: [{ indicator: 'networked-device-ratio', comparator: '>=', value: 70, unit: '%', clause: 'S000' }],
  window: { from: ENTERED_AT - 90 * DAY, to: ENTERED_AT + 90 * DAY }, networkedThreshold: 0.5, minimumPlatformCoverage: 0.9, plannedTime: { zone: 'Asia/Shanghai', shifts: [{ start: '08:00', end: '20:00' }] },
  term: { from: ENTERED_AT - 100 * DAY, to: ENTERED_AT + 100 * DAY },
};
const evidence = (id: string, facts: Partial<EvidenceFile> = {}): EvidenceFile =>
  ({ project: PROJECT, id, kind: 'approval', title: id, fileName: 'a.pdf', mediaType: 'application/pdf', bytes: 1, sha256: 'cd'.repeat(32), status: 'accepted', submittedBy: 'member', ...facts });
const money = {
  applicant: { code: '91120000X', name: '某公司' }, items: [{ id: 'i1', line: 'equipment', kind: 'eligible' as const, investedOn: '2019-01-01', budget: '100', requested: '20' }],
  sources: [{ year: 2019, own: '80', programme: '20' }], districtMatching: null, construction: { from: '2019-01-01' },
};
const rows = [{ row: 'a', weight: 90, score: 80, deviation: '' }, { row: 'budget-execution', weight: 10, score: 9.99, deviation: '' }];

async function must<T>(saving: Promise<Outcome<T>>): Promise<T> {
  const outcome = await saving;
  if (!outcome.ok) throw new Error(`${outcome.reason.field}: ${outcome.reason.en}`);
  return outcome.value;
}

/** Something in every table up to migration `last`, beside what `enterContent` enters. */
export async function enterLater(registry: Registry, last: number): Promise<void> {
  await must(registry.saveProject({ id: PROJECT, programme: 'workshop', nameZh: '后期车间', nameEn: 'later', zone: 'Asia/Shanghai', demonstration: false, acceptedFrom: 1_700_000_000_000_000, unknownMetric: 'quarantine' }));
  await must(registry.saveSite(PROJECT, { id: 'hall', nameZh: '厅', nameEn: 'hall' }));
  await must(registry.saveClass(PROJECT, { id: 'mill', nameZh: '铣床', nameEn: 'mill', judgingIntervalMinutes: 5, metrics: [] }));
  await must(registry.saveContract(contract));
  for (const file of [evidence('paper'), evidence('patent', { kind: 'patent', number: '1', numberKey: '1', legalState: 'applied', datedAt: ENTERED_AT - 50 * DAY }), evidence('certificate', { kind: 'record' })]) await must(registry.saveEvidence(file));
  await must(registry.addDevices(PROJECT, [device('m1'), device('m2')], member));
  await must(registry.approveIntelligence(PROJECT, 'm1', '认定 1 号', officer));
  await must(registry.addReplacement({ project: PROJECT, principal: 'm1', part: 'controller', newSerial: 'S-9', reason: '损坏', replacedAt: ENTERED_AT - DAY }, member));
  await must(registry.addLedger({ project: PROJECT, fileName: 'a.xlsx', sha256: 'ef'.repeat(32), sheet: '台账' }, [{ assetNumber: 'L-m1', name: '车床', kind: 'production', state: 'in-use', line: 2 }], member));
  await must(registry.saveProgrammeSettings(defaultSettings('workshop'), officer));
  await enterLife(registry);
  await enterJudged(registry);
  if (last >= 20) await enterWithdrawal(registry);
  await registry.touchWindows('p', { hours: [{ hour: 0, causes: 1 }], cursor: { journal: 'journal-of-the-fixture', sequence: 9 } });
  await registry.holdDuty('change-relay', 'process-1', 1_000);
  if (last >= 22) await must(registry.saveAssessmentCheck({ project: 'p', assessment: 'a1', standing: 'to-restate', since: ENTERED_AT, causes: ['late-data'], facts: { contract: 'a' }, changes: [] }));
  if (last >= 23) await registry.holdSession({ clientId: 'yanshou-1', broker: 'broker:1883', instance: 'ingest-1' }, 'process-1', { leaseMillis: 1_000, isReceiving: true, isFirst: true });
  if (last >= 31) await enterOpinion(registry);
  if (last >= 32) await enterLive(registry);
  if (last >= 19) await registry.reachedJournal({ journal: 'journal-of-the-fixture', sequence: 9 }, 3);
}

async function enterLife(registry: Registry): Promise<void> {
  await must(registry.addMilestones([{ project: PROJECT, id: 'step', nameZh: '节点', nameEn: 'step', planned: '到货', due: ENTERED_AT + DAY, reports: [], changes: [] }], officer));
  await must(registry.reportMilestone(PROJECT, 'step', { state: '已到货', done: false, asOf: ENTERED_AT - 1 }, member));
  await must(registry.moveMilestone(PROJECT, 'step', { to: ENTERED_AT + 2 * DAY, reason: '供货', approvedAt: ENTERED_AT - 1, approval: 'JK-3', file: 'paper' }, officer));
  await must(registry.takeStep(PROJECT, { to: 'extension-asked', at: ENTERED_AT - 1, reason: '供货' }, officer));
  await must(registry.stateMoney(PROJECT, money, member));
  await must(registry.auditMoney(PROJECT, { named: true, amounts: [{ item: 'i1', audited: '90' }], evidence: 'paper' }, officer));
  await must(registry.saveFreeze(PROJECT, ENTERED_AT, officer));
  await must(registry.proposeChange(PROJECT, { id: 'c1', reason: '更名', change: { kind: 'device', device: { ...device('m2'), nameEn: 'renamed' } } }, member));
  await must(registry.decideChange(PROJECT, 'c1', { decision: 'accepted', approval: 'JK-2', approvedAt: ENTERED_AT - 1, file: 'paper' }, officer));
}

async function enterJudged(registry: Registry): Promise<void> {
  await must(registry.saveSelfAssessment({ project: PROJECT, year: 2025, basedOn: 0, entries: rows }, member));
  await must(registry.issueSelfAssessment(PROJECT, 2025, 1, { asOf: ENTERED_AT, table: { rows: [] }, digest: `sha256:${'1'.repeat(64)}` }, officer));
  await must(registry.registerRecommender({ programme: 'workshop', id: 'r1', kind: 'province', name: '某省' }, officer));
  await must(registry.recommendProject({
    programme: 'workshop', id: 'lib-1', batch: '2018', libraryClass: 'technology', field: 'sensors', nameZh: '传感器', nameEn: 'sensor', summary: '', region: '天津市',
    applicant: { name: '公司', creditCode: '91120000000000001X' }, recommender: { kind: 'province', name: '某省' },
  }, { recommender: 3, isUsual: false, applicant: 2 }, officer));
  await must(registry.designate(PROJECT, { id: 'park-1', level: 'agriculture-park', subject: '示范园', document: { number: '津工信〔2019〕7号', datedAt: ENTERED_AT - 9 * DAY, file: 'paper' } }, officer));
  await must(registry.changeLegalState(PROJECT, 'patent', { state: 'granted', at: ENTERED_AT - 9 * DAY, proof: 'certificate', reason: '授权公告' }, member));
  await must(registry.decideLegalChange(PROJECT, 'patent', 1, { decision: 'accepted' }, officer));
  const place = { site: 'hall' };
  await must(registry.addTrace(PROJECT, {
    batches: [{ id: 'b1', product: '黄瓜种子', base: 'hall', quantity: 12.5, unit: 'kg', producedAt: ENTERED_AT - DAY }],
    events: [{ batch: 'b1', id: 'e1', step: 'production', at: ENTERED_AT - DAY, place, actor: '某农场' }],
  }, member));
  await must(registry.addTrace(PROJECT, { batches: [], events: [{ batch: 'b1', id: 'e2', step: 'production', at: ENTERED_AT - DAY, place, actor: '某农场二队', corrects: 'e1', reason: '更正' }] }, member));
  await must(registry.decideCorrection(PROJECT, 'b1', 'e2', { decision: 'accepted' }, officer));
}

async function enterWithdrawal(registry: Registry): Promise<void> {
  await must(registry.askWithdrawal('p', 'income', '笔误', { who: 'member' }));
  await must(registry.decideWithdrawal('p', 'income', 'rejected', { who: 'another' }));
}

async function enterOpinion(registry: Registry): Promise<void> {
  await must(registry.addOpinion({
    project: 'p', assessment: 'a1', number: 1, statement: `sha256:${'a'.repeat(64)}`, auditor: { id: 'auditor', name: '王工' }, at: ENTERED_AT, indicators: [], conclusion: 'agrees', text: '与现场一致', figures: [],
    corrects: null, supersededBy: null, previous: null, jws: 'signed',
  }, { who: 'auditor' }));
}

async function enterLive(registry: Registry): Promise<void> {
  await registry.followLive('process-1', [PROJECT], 1_000);
  await registry.tellLive([{ project: PROJECT, journal: 'journal-of-the-fixture', from: 1, next: 2, body: '{}' }]);
}

const HOUR = Math.floor((ENTERED_AT - 2 * DAY) / MICROS_PER_HOUR);

/** What only later releases keep of a projection, up to migration `last`: late hours, gaps, lost sessions, what processes tell each other. In a book of its own. */
export async function enterLaterBook(book: SharedBook, last: number): Promise<void> {
  const { confirmed } = await book.open();
  const builder = new BatchBuilder('journal-of-another-project');
  builder.reading({ project: PROJECT, device: 'm1', metric: 'spindle-speed', at: ENTERED_AT - 2 * DAY, value: 1, late: true });
  builder.gap(3);
  if (last >= 29) builder.lostSession(ENTERED_AT - 3 * DAY, ENTERED_AT - 3 * DAY + MICROS_PER_HOUR);
  const { readings: _readings, ...batch } = builder.build();
  await book.commit({ ...batch, commit: confirmed + 1 });
  await book.askForReplay(PROJECT);
  await book.reportHead(99, 98);
  if (last >= 27) await enterFold(book);
  if (last >= 28) await book.announceRestoring([{ project: PROJECT, hour: HOUR }]);
  if (last >= 30) await enterReprojections(book);
}

async function enterFold(book: SharedBook): Promise<void> {
  const fold = { from: ENTERED_AT - 2 * DAY, to: ENTERED_AT - DAY, sequence: await book.foldCursor(PROJECT), body: Buffer.from([1, 2, 3]) };
  await book.keepFolds({ project: PROJECT, form: 'sums', unit: 'day', metric: 'spindle-speed' }, [fold]);
}

async function enterReprojections(book: SharedBook): Promise<void> {
  const hours = { project: PROJECT, fromHour: HOUR, toHour: HOUR + 24 };
  const { id } = await book.askForReprojection(hours, 'officer');
  await book.answerReprojection(id, { kind: 'done', missing: 2, restored: 1, refused: 0, unfound: 1 });
  await book.askForReprojection(hours, 'officer');
}

/** What a registry answers about it, as JSON keeps it. */
export async function laterAnswers(registry: Registry): Promise<unknown> {
  return JSON.parse(JSON.stringify({
    settings: await registry.programmeSettings('workshop'), freeze: await registry.freeze(PROJECT), changeRequests: await registry.changeRequests(PROJECT), milestones: await registry.milestones(PROJECT),
    lifeCycle: await registry.lifeCycle(PROJECT), money: await registry.money(PROJECT), ledger: await registry.assetLedger(PROJECT), replacements: await registry.replacements(PROJECT),
    intelligence: await registry.intelligenceSteps(PROJECT, 'm1'), selfAssessment: await registry.selfAssessment(PROJECT, 2025), recommenders: await registry.recommenders('workshop'),
    library: await registry.libraryProjects('workshop'), designations: await registry.designations(PROJECT), legal: await registry.legalChanges(PROJECT),
    batches: await registry.traceBatches(PROJECT, '', 10), events: await registry.traceEvents(PROJECT, ['b1']), opinions: await registry.opinions('p'), checks: await registry.assessmentChecks('p'), cursor: await registry.dirtyCursor('p'), spans: await registry.plannedSpans('days'),
  })) as unknown;
}

/** What a book answers about it, as JSON keeps it. */
export async function laterBookAnswers(book: SharedBook): Promise<unknown> {
  return JSON.parse(JSON.stringify({
    totals: await book.totals(PROJECT), lost: await book.lostSessions(0, 2 * ENTERED_AT, PROJECT), restoring: (await book.open()).restoring, reprojections: await book.reprojections(PROJECT),
  })) as unknown;
}
