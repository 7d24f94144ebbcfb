import type { Clock, InventoryDevice, InventoryGateway, Micros, PlannedTime, ProjectContract, Site } from '@yanshou/telemetry';
import { AssessmentCheckRepository } from './assessment-check.repository.js';
import { AssetRepository } from './asset.repository.js';
import { readBookPositions } from './book/book-positions.js';
import { SqlBook } from './book/sql-book.js';
import { BrokerSessionRepository } from './broker-session.repository.js';
import type { SessionTaken } from './broker-sessions.js';
import { CallerRepository } from './caller.repository.js';
import { ChangeOutbox } from './change-outbox.js';
import { ContractRepository } from './contract.repository.js';
import { CredentialRepository } from './credential.repository.js';
import { DesignationRepository } from './designation.repository.js';
import { DutyRepository } from './duty.repository.js';
import type { OpenDatabase } from './embedded/open-embedded.js';
import { PROGRAMME, PROJECT } from './entity-kinds.js';
import { FigureRepository } from './figure.repository.js';
import { FreezeRepository } from './freeze.repository.js';
import { InventoryRepository } from './inventory.repository.js';
import type { InputFault } from './input-fault.js';
import { LegalRepository } from './legal.repository.js';
import { LibraryRepository } from './library.repository.js';
import { LifeRepository } from './life.repository.js';
import type { Assessment, Author, Programme, ProjectRecord, RegistryChange } from './records.js';
import { LiveRepository } from './live.repository.js';
import { MoneyRepository } from './money.repository.js';
import { OpinionRepository } from './opinion.repository.js';
import { PartitionRepository } from './partition.repository.js';
import { rebuild } from './rebuild.js';
import type { Registry } from './registry.js';
import { RecoveryRepository } from './recovery.repository.js';
import { ResultRepository } from './result.repository.js';
import { SelfAssessmentRepository } from './self-assessment.repository.js';
import { StateReader } from './state-reader.js';
import { StateWriter } from './state-writer.js';
import { TraceRepository } from './trace.repository.js';
import { checkProject } from './validation/check-project.js';
import { checkId, checkText, firstFault } from './validation/field-checks.js';
import { WindowLedger } from './window-ledger.js';
import type { JobWindow, WindowClaim, WindowResult } from './window-records.js';

/** What is not given is the database's own: `reads` and `long` are `db`. */
export interface RegistryResources extends Pick<OpenDatabase, 'db' | 'close'>, Partial<Pick<OpenDatabase, 'reads' | 'long' | 'hasten'>> {
  readonly pepper: string;
}

/** The registry over one SQL database; each part is a repository of its own. */
export class SqlRegistry implements Registry {
  private readonly reader: StateReader;
  private readonly writer: StateWriter;
  private readonly inventoryPart: InventoryRepository;
  private readonly contractPart: ContractRepository;
  private readonly credentialPart: CredentialRepository;
  private readonly resultPart: ResultRepository;
  private readonly checkPart: AssessmentCheckRepository;
  private readonly opinionPart: OpinionRepository;
  private readonly figurePart: FigureRepository;
  private readonly assetPart: AssetRepository;
  private readonly freezePart: FreezeRepository;
  private readonly lifePart: LifeRepository;
  private readonly moneyPart: MoneyRepository;
  private readonly tracePart: TraceRepository;
  private readonly selfAssessmentPart: SelfAssessmentRepository;
  private readonly libraryPart: LibraryRepository;
  private readonly designationPart: DesignationRepository;
  private readonly legalPart: LegalRepository;
  private readonly callerPart: CallerRepository;
  private readonly partitionPart: PartitionRepository;
  private readonly dutyPart: DutyRepository;
  private readonly livePart: LiveRepository;
  private readonly brokerSessionPart: BrokerSessionRepository;
  private readonly ledger: WindowLedger;
  private readonly outbox: ChangeOutbox;
  private readonly recoveryPart: RecoveryRepository;

  constructor(private readonly resources: RegistryResources, clock: Clock) {
    this.reader = new StateReader(resources.db);
    this.writer = new StateWriter(resources.db, clock);
    this.inventoryPart = new InventoryRepository(this.reader, this.writer);
    this.contractPart = new ContractRepository(this.reader, this.writer);
    this.credentialPart = new CredentialRepository(this.reader, this.writer, resources.pepper);
    this.resultPart = new ResultRepository(this.reader, this.writer);
    this.checkPart = new AssessmentCheckRepository(this.reader, this.writer);
    this.opinionPart = new OpinionRepository(this.reader, this.writer);
    this.figurePart = new FigureRepository(this.reader, this.writer);
    this.assetPart = new AssetRepository(this.reader, this.writer);
    this.freezePart = new FreezeRepository(this.reader, this.writer);
    this.lifePart = new LifeRepository(this.reader, this.writer);
    this.moneyPart = new MoneyRepository(this.reader, this.writer);
    this.tracePart = new TraceRepository(this.reader, this.writer);
    this.selfAssessmentPart = new SelfAssessmentRepository(this.reader, this.writer);
    this.libraryPart = new LibraryRepository(this.reader, this.writer);
    this.designationPart = new DesignationRepository(this.reader, this.writer);
    this.legalPart = new LegalRepository(this.reader, this.writer);
    this.callerPart = new CallerRepository(this.reader, this.writer);
    this.partitionPart = new PartitionRepository(resources.db);
    this.dutyPart = new DutyRepository(resources.db);
    this.livePart = new LiveRepository(resources.db);
    this.brokerSessionPart = new BrokerSessionRepository(resources.db);
    this.ledger = new WindowLedger(this.writer, clock);
    this.outbox = new ChangeOutbox(resources.db);
    this.recoveryPart = new RecoveryRepository(this.writer);
  }

  revision = () => this.reader.revision();

  saveProgramme = (programme: Programme, author?: Author) => this.writer.save(checkProgramme(programme), PROGRAMME, [programme], author);
  addProgramme = (programme: Programme, author?: Author) => this.writer.add(checkProgramme(programme), PROGRAMME, programme, author);
  programmes = () => this.reader.all(PROGRAMME);
  saveProject = (project: ProjectRecord, author?: Author) => this.writer.save(checkProject(project), PROJECT, [project], author);
  addProject = (project: ProjectRecord, author?: Author) => this.writer.add(checkProject(project), PROJECT, project, author);
  project = (id: string) => this.reader.one(PROJECT, id);
  projects = () => this.reader.all(PROJECT);

  saveSite = (project: string, site: Site, author?: Author) => this.inventoryPart.saveSite(project, site, author);
  sites = (project: string) => this.inventoryPart.sites(project);
  saveClass = (...args: Parameters<Registry['saveClass']>) => this.inventoryPart.saveClass(...args);
  saveDevices = (project: string, devices: readonly InventoryDevice[], author?: Author) => this.inventoryPart.saveDevices(project, devices, author);
  approveIntelligence = (project: string, device: string, number: string, author?: Author) => this.inventoryPart.approveIntelligence(project, device, number, author);
  decommission = (...args: Parameters<Registry['decommission']>) => this.inventoryPart.decommission(...args);
  intelligenceSteps = (project: string, device: string) => this.inventoryPart.intelligenceSteps(project, device);
  addDevices = (project: string, devices: readonly InventoryDevice[], author?: Author) => this.inventoryPart.addDevices(project, devices, author);
  devices = (project: string, after: string, limit: number) => this.inventoryPart.devices(project, after, limit);
  devicesLike = (project: string) => this.inventoryPart.devicesLike(project);
  deviceCount = (project: string) => this.inventoryPart.deviceCount(project);
  classes = (project: string) => this.inventoryPart.classes(project);
  saveGateway = (project: string, gateway: InventoryGateway, author?: Author) => this.inventoryPart.saveGateway(project, gateway, author);
  markSimulated = (project: string, device: string) => this.inventoryPart.markSimulated(project, device);
  simulatedDevices = (project: string) => this.inventoryPart.simulatedDevices(project);
  inventory = (project: string) => this.inventoryPart.inventory(project);
  inventories = () => this.inventoryPart.inventories();

  saveContract = (contract: ProjectContract, author?: Author) => this.contractPart.saveContract(contract, author);
  contract = (project: string) => this.contractPart.contract(project);
  contractHistory = (project: string) => this.contractPart.contractHistory(project);
  saveCalendar = (project: string, scope: string, plannedTime: PlannedTime, author?: Author) =>
    this.contractPart.saveCalendar(project, scope, plannedTime, author);
  removeCalendar = (project: string, scope: string, author?: Author) => this.contractPart.removeCalendar(project, scope, author);
  calendars = (project: string) => this.contractPart.calendars(project);

  issueCredential = (project: string, principal: string, kind: 'device' | 'gateway', author?: Author) =>
    this.credentialPart.issue(project, principal, kind, author);
  credentials = () => this.credentialPart.all();
  revokeCredential = (project: string, principal: string, secretHash?: string, author?: Author) =>
    this.credentialPart.revoke(project, principal, secretHash, author);
  pepper = () => Promise.resolve(this.resources.pepper);

  saveFigure = (...args: Parameters<Registry['saveFigure']>) => this.figurePart.saveFigure(...args);
  figures = (project: string) => this.figurePart.figures(project);
  decideFigure = (...args: Parameters<Registry['decideFigure']>) => this.figurePart.decideFigure(...args);
  askWithdrawal = (...args: Parameters<Registry['askWithdrawal']>) => this.figurePart.askWithdrawal(...args);
  decideWithdrawal = (...args: Parameters<Registry['decideWithdrawal']>) => this.figurePart.decideWithdrawal(...args);
  saveEvidence = (...args: Parameters<Registry['saveEvidence']>) => this.figurePart.saveEvidence(...args);
  addEvidence = (...args: Parameters<Registry['addEvidence']>) => this.figurePart.addEvidence(...args);
  evidence = (project: string) => this.figurePart.evidence(project);
  evidenceFile = (project: string, id: string) => this.figurePart.evidenceFile(project, id);
  evidenceElsewhere = (project: string) => this.figurePart.evidenceElsewhere(project);
  decideEvidence = (...args: Parameters<Registry['decideEvidence']>) => this.figurePart.decideEvidence(...args);
  legalChanges = (project: string) => this.legalPart.legalChanges(project);
  changeLegalState = (...args: Parameters<Registry['changeLegalState']>) => this.legalPart.changeLegalState(...args);
  decideLegalChange = (...args: Parameters<Registry['decideLegalChange']>) => this.legalPart.decideLegalChange(...args);

  addLedger = (...args: Parameters<Registry['addLedger']>) => this.assetPart.addLedger(...args);
  assetLedger = (project: string) => this.assetPart.assetLedger(project);
  addReplacement = (...args: Parameters<Registry['addReplacement']>) => this.assetPart.addReplacement(...args);
  replacements = (project: string) => this.assetPart.replacements(project);

  programmeSettings = (programme: string) => this.lifePart.programmeSettings(programme);
  saveProgrammeSettings = (...args: Parameters<Registry['saveProgrammeSettings']>) => this.lifePart.saveProgrammeSettings(...args);
  freeze = (project: string) => this.freezePart.freeze(project);
  saveFreeze = (...args: Parameters<Registry['saveFreeze']>) => this.freezePart.saveFreeze(...args);
  changeRequests = (project: string) => this.freezePart.changeRequests(project);
  proposeChange = (...args: Parameters<Registry['proposeChange']>) => this.freezePart.proposeChange(...args);
  decideChange = (...args: Parameters<Registry['decideChange']>) => this.freezePart.decideChange(...args);
  milestones = (project: string) => this.lifePart.milestones(project);
  addMilestones = (...args: Parameters<Registry['addMilestones']>) => this.lifePart.addMilestones(...args);
  reportMilestone = (...args: Parameters<Registry['reportMilestone']>) => this.lifePart.reportMilestone(...args);
  moveMilestone = (...args: Parameters<Registry['moveMilestone']>) => this.lifePart.moveMilestone(...args);
  lifeCycle = (project: string) => this.lifePart.lifeCycle(project);
  takeStep = (...args: Parameters<Registry['takeStep']>) => this.lifePart.takeStep(...args);

  money = (project: string) => this.moneyPart.money(project);
  moneyOfApplicant = (code: string) => this.moneyPart.moneyOfApplicant(code);
  stateMoney = (...args: Parameters<Registry['stateMoney']>) => this.moneyPart.stateMoney(...args);
  auditMoney = (...args: Parameters<Registry['auditMoney']>) => this.moneyPart.auditMoney(...args);

  addTrace = (...args: Parameters<Registry['addTrace']>) => this.tracePart.addTrace(...args);
  decideCorrection = (...args: Parameters<Registry['decideCorrection']>) => this.tracePart.decideCorrection(...args);
  withdrawBatch = (...args: Parameters<Registry['withdrawBatch']>) => this.tracePart.withdrawBatch(...args);
  traceBatches = (...args: Parameters<Registry['traceBatches']>) => this.tracePart.traceBatches(...args);
  traceBatch = (project: string, id: string) => this.tracePart.traceBatch(project, id);
  publicTraceBatch = (publicId: string) => this.tracePart.publicTraceBatch(publicId);
  traceEvents = (...args: Parameters<Registry['traceEvents']>) => this.tracePart.traceEvents(...args);
  traceItems = (project: string) => this.tracePart.traceItems(project);
  selfAssessmentHeads = (project: string) => this.selfAssessmentPart.selfAssessmentHeads(project);
  selfAssessment = (...args: Parameters<Registry['selfAssessment']>) => this.selfAssessmentPart.selfAssessment(...args);
  saveSelfAssessment = (...args: Parameters<Registry['saveSelfAssessment']>) => this.selfAssessmentPart.saveSelfAssessment(...args);
  issueSelfAssessment = (...args: Parameters<Registry['issueSelfAssessment']>) => this.selfAssessmentPart.issueSelfAssessment(...args);

  recommenders = (programme: string) => this.libraryPart.recommenders(programme);
  registerRecommender = (...args: Parameters<Registry['registerRecommender']>) => this.libraryPart.registerRecommender(...args);
  libraryProjects = (programme: string) => this.libraryPart.libraryProjects(programme);
  libraryProject = (programme: string, id: string) => this.libraryPart.libraryProject(programme, id);
  recommendProject = (...args: Parameters<Registry['recommendProject']>) => this.libraryPart.recommendProject(...args);
  decideLibraryProject = (...args: Parameters<Registry['decideLibraryProject']>) => this.libraryPart.decideLibraryProject(...args);
  promoteLibraryProject = (...args: Parameters<Registry['promoteLibraryProject']>) => this.libraryPart.promoteLibraryProject(...args);
  designations = (project?: string) => this.designationPart.designations(project);
  designate = (...args: Parameters<Registry['designate']>) => this.designationPart.designate(...args);
  endDesignation = (...args: Parameters<Registry['endDesignation']>) => this.designationPart.endDesignation(...args);

  kpiValues = (project: string, indicator?: string) => this.resultPart.kpiValues(project, indicator);
  kpiWindows = (...args: Parameters<Registry['kpiWindows']>) => this.resultPart.kpiWindows(...args);
  kpiHistory = (project: string, indicator: string) => this.resultPart.versions(project, indicator);
  saveAssessment = (assessment: Assessment, author?: Author) => this.resultPart.saveAssessment(assessment, author);
  assessments = (project: string) => this.resultPart.assessments(project);
  assessment = (project: string, id: string) => this.resultPart.assessment(project, id);
  saveAssessmentCheck = (...args: Parameters<Registry['saveAssessmentCheck']>) => this.checkPart.saveAssessmentCheck(...args);
  assessmentChecks = (project: string) => this.checkPart.assessmentChecks(project);
  assessmentHeads = (project: string) => this.checkPart.assessmentHeads(project);
  staleAssessments = (project?: string) => this.checkPart.staleAssessments(project);
  addOpinion = (...args: Parameters<Registry['addOpinion']>) => this.opinionPart.addOpinion(...args);
  opinions = (project: string, assessment?: string) => this.opinionPart.opinions(project, assessment);

  saveUser = (...args: Parameters<Registry['saveUser']>) => this.callerPart.saveUser(...args);
  addUser = (...args: Parameters<Registry['addUser']>) => this.callerPart.addUser(...args);
  user = (id: string) => this.callerPart.user(id);
  users = () => this.callerPart.users();
  openSession = (...args: Parameters<Registry['openSession']>) => this.callerPart.openSession(...args);
  session = (tokenHash: string) => this.callerPart.session(tokenHash);
  extendSession = (tokenHash: string, expiresAt: Micros) => this.callerPart.extendSession(tokenHash, expiresAt);
  closeSession = (tokenHash: string) => this.callerPart.closeSession(tokenHash);
  closeSessionsOf = (user: string, except?: string) => this.callerPart.closeSessionsOf(user, except);
  exchangeLink = (...args: Parameters<Registry['exchangeLink']>) => this.callerPart.exchangeLink(...args);
  saveApiToken = (...args: Parameters<Registry['saveApiToken']>) => this.callerPart.saveApiToken(...args);
  apiTokens = () => this.callerPart.apiTokens();
  apiTokenOf = (secretHash: string) => this.callerPart.apiTokenOf(secretHash);

  bookPositions = () => readBookPositions(this.resources.db);

  planWindows = (windows: readonly JobWindow[]) => this.ledger.plan(windows);
  plannedSpans = (job: string) => this.ledger.spans(job);
  claimWindow = (owner: string, leaseMillis: number, job?: string, leftOut?: readonly string[]) => this.ledger.claim(owner, leaseMillis, job, leftOut);
  renewWindow = (claim: WindowClaim, leaseMillis: number) => this.ledger.renew(claim, leaseMillis);
  finishWindow = (claim: WindowClaim, result: WindowResult, nextLeaseMillis?: number, leftOut?: readonly string[]) => this.ledger.finish(claim, result, nextLeaseMillis, leftOut);
  releaseWindow = (claim: WindowClaim, error: string, retryAt: Micros) => this.ledger.release(claim, error, retryAt);
  postponeWindow = (claim: WindowClaim, why: string, until: Micros) => this.ledger.postpone(claim, why, until);
  reopenWindows = (...args: Parameters<Registry['reopenWindows']>) => this.ledger.reopen(...args);
  reopenWindow = (window: JobWindow, causes = 0) => this.ledger.reopenOne(window, causes);
  touchWindows = (...args: Parameters<Registry['touchWindows']>) => this.ledger.touch(...args);
  dirtyCursor = (project: string) => this.ledger.dirtyCursor(project);
  windowLedger = (project: string) => this.ledger.entries(project);
  oldestOpenWindow = () => this.ledger.oldestOpen();

  holdPartitions = (...args: Parameters<Registry['holdPartitions']>) => this.partitionPart.holdPartitions(...args);
  confirmPartition = (...args: Parameters<Registry['confirmPartition']>) => this.partitionPart.confirmPartition(...args);
  releasePartition = (...args: Parameters<Registry['releasePartition']>) => this.partitionPart.releasePartition(...args);
  leavePartitions = (holder: string) => this.partitionPart.leavePartitions(holder);

  holdDuty = (...args: Parameters<Registry['holdDuty']>) => this.dutyPart.hold(...args);
  leaveDuties = (holder: string) => this.dutyPart.leave(holder);

  followLive = (...args: Parameters<Registry['followLive']>) => this.livePart.followLive(...args);
  followedLive = () => this.livePart.followedLive();
  tellLive = (...args: Parameters<Registry['tellLive']>) => this.livePart.tellLive(...args);
  liveRecent = (...args: Parameters<Registry['liveRecent']>) => this.livePart.liveRecent(...args);
  liveSince = (...args: Parameters<Registry['liveSince']>) => this.livePart.liveSince(...args);
  forgetLive = (...args: Parameters<Registry['forgetLive']>) => this.livePart.forgetLive(...args);

  holdSession = (...args: Parameters<Registry['holdSession']>) => this.brokerSessionPart.hold(...args);
  leaveSession = (...args: Parameters<Registry['leaveSession']>) => this.brokerSessionPart.leave(...args);
  takeSession = (...args: Parameters<Registry['takeSession']>) => this.brokerSessionPart.take(...args);
  keepTaken = (...args: Parameters<Registry['keepTaken']>) => this.brokerSessionPart.keep(...args);
  endTaken = (taken: SessionTaken) => this.brokerSessionPart.end(taken);
  giveBack = (taken: SessionTaken) => this.brokerSessionPart.giveBack(taken);
  goneWorkers = () => this.brokerSessionPart.gone();

  pendingChanges = (limit: number) => this.outbox.pending(limit);
  markJournalled = (upTo: number) => this.outbox.markJournalled(upTo);
  changes = (after: number, limit: number) => this.outbox.after(after, limit);
  journalPosition = () => this.recoveryPart.journalPosition();
  recoverChanges = (changes: readonly RegistryChange[], sound: boolean) => this.recoveryPart.recoverChanges(changes, sound);
  reachedJournal = (...args: Parameters<Registry['reachedJournal']>) => this.recoveryPart.reachedJournal(...args);
  closeAllSessions = () => this.recoveryPart.closeAllSessions();
  rebuild = (changes: readonly RegistryChange[]) => rebuild(this.writer, changes);

  projectionBook = (name: string) => new SqlBook(this.resources.db, name, this.resources);

  hasten = () => this.resources.hasten?.();

  close = () => this.resources.close();
}

const checkProgramme = ({ id, nameZh, nameEn }: Programme): InputFault | undefined =>
  firstFault(checkId('id', id), checkText('nameZh', nameZh), checkText('nameEn', nameEn));
