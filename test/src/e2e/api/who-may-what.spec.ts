import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OPERATIONS, OperationId } from '@yanshou/api-schema';
import { operationList, operationOf } from '@yanshou/api-schema';
import { ApiClient, pathOf } from '../../platform-under-test/api-client.js';
import type { ApiAnswer, ApiInput } from '../../platform-under-test/api-client.js';
import { CALLERS, assembleCast } from '../../platform-under-test/cast.js';
import type { CallerName, Cast } from '../../platform-under-test/cast.js';
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { GOOD_BODIES } from '../../platform-under-test/good-bodies.js';
import { rawRequest } from '../../platform-under-test/raw-http.js';
import { PROJECT } from '../../platform-under-test/workshop.js';

/** The operations on one project. */
type ProjectOperation = { [Id in OperationId]: (typeof OPERATIONS)[Id] extends { readonly path: `/projects/{p}${string}` } ? Id : never }[OperationId];

const READERS = ['admin', 'officer', 'member', 'auditor', 'overseer', 'key'] as const;
const WORKERS = ['admin', 'officer', 'member', 'key'] as const;
const DECIDERS = ['admin', 'officer'] as const;
const AUDITORS = ['auditor', 'overseer'] as const;

/** Who may do it in a1, of those who see it; the others are told that they may not. */
const IN_A1: Readonly<Record<ProjectOperation, readonly CallerName[]>> = {
  readProject: READERS, readCalendar: READERS, listDevices: READERS, listGateways: READERS, listClasses: READERS, listFigures: READERS, listEvidence: READERS, readReconciliation: READERS, listReplacements: READERS,
  readEvidenceFile: READERS, readReadings: READERS, readLedger: READERS, listQuarantine: READERS, readIndicators: READERS, readIndicatorHistory: READERS, explainIndicator: READERS, explainAssessed: READERS,
  readStanding: READERS, readFreeze: READERS, listChanges: READERS, listMilestones: READERS, readLifeCycle: READERS, readMoney: READERS, readEligibility: READERS,
  readGaps: READERS, readMinimumData: READERS, approveIntelligence: DECIDERS, readIntelligence: READERS,
  listBatches: READERS, readBatch: READERS, readBatchQr: READERS, createBatch: WORKERS, importTrace: WORKERS, addTraceEvent: WORKERS, withdrawBatch: DECIDERS, decideCorrection: DECIDERS,
  listSelfAssessments: READERS, readSelfAssessment: READERS, exportSelfAssessment: READERS, saveSelfAssessment: WORKERS, issueSelfAssessment: WORKERS,
  listAssessments: READERS, readAssessment: READERS, readReport: READERS, readBundle: READERS, listOpinions: READERS, readOpinion: READERS, exportOpinions: READERS, giveOpinion: AUDITORS,
  readOutlook: READERS, listDesignations: READERS, designate: DECIDERS, endDesignation: DECIDERS,
  saveSite: WORKERS, createDevice: WORKERS, decommissionDevice: WORKERS, changeLegalState: WORKERS, decideLegalChange: DECIDERS, importDevices: WORKERS, issueSecret: WORKERS, revokeSecrets: WORKERS, saveGateway: WORKERS, issueGatewaySecret: WORKERS,
  revokeGatewaySecrets: WORKERS, saveClass: WORKERS, submitEvidence: WORKERS, importLedger: WORKERS, replaceController: WORKERS, replaceGateway: WORKERS,
  proposeChange: WORKERS, reportMilestone: WORKERS, stateMoney: WORKERS,
  stateFigure: WORKERS, askWithdrawal: WORKERS,
  changeProject: DECIDERS, saveCalendar: DECIDERS, removeCalendar: DECIDERS, decideFigure: DECIDERS, decideWithdrawal: DECIDERS, decideEvidence: DECIDERS, listEvidenceFindings: DECIDERS, listDeviceFindings: DECIDERS, replayQuarantine: DECIDERS, reprojectHours: DECIDERS, listReprojections: DECIDERS, createAssessment: DECIDERS,
  saveFreeze: DECIDERS, decideChange: DECIDERS, createMilestone: DECIDERS, planMilestones: DECIDERS, moveMilestone: DECIDERS, takeLifeCycleStep: DECIDERS, auditMoney: DECIDERS,
};

/** Status by caller, in the order of CALLERS, of one request each that everybody sends alike. */
const ELSEWHERE: Readonly<Record<Exclude<OperationId, ProjectOperation | 'logOut'>, readonly [ApiInput, ...number[]]>> = {
  streamProject: [{ query: { project: 'a1' } }, 200, 200, 200, 200, 200, 200], logIn: [{ body: {} }, 400, 400, 400, 400, 400, 400], useLoginLink: [{ body: {} }, 400, 400, 400, 400, 400, 400],
  readSession: [{}, 200, 200, 200, 200, 200, 200], readCatalogue: [{}, 200, 200, 200, 200, 200, 200], listClassTemplates: [{}, 200, 200, 200, 200, 200, 200], readKey: [{}, 200, 200, 200, 200, 200, 200],
  listProgrammes: [{}, 200, 200, 200, 200, 200, 200], listProjects: [{}, 200, 200, 200, 200, 200, 200], listTokens: [{}, 200, 200, 200, 200, 200, 200],
  listAlarms: [{}, 200, 200, 403, 403, 403, 403],
  createProgramme: [{ body: {} }, 400, 403, 403, 403, 403, 403], listUsers: [{}, 200, 403, 403, 403, 403, 403], createUser: [{ body: {} }, 400, 403, 403, 403, 403, 403],
  createProject: [{ body: { ...PROJECT, id: 'a1', programme: 'P2' } }, 409, 409, 403, 403, 403, 403],
  readProgrammeSettings: [{ params: { g: 'P2' } }, 200, 200, 404, 404, 200, 404], saveProgrammeSettings: [{ params: { g: 'P2' }, body: {} }, 400, 403, 403, 403, 403, 403],
  searchLibrary: [{ params: { g: 'P4' } }, 200, 200, 200, 200, 200, 200], readLibraryProject: [{ params: { g: 'P4', l: 'none' } }, 404, 404, 404, 404, 404, 404],
  listRecommenders: [{ params: { g: 'P4' } }, 200, 404, 404, 404, 404, 404], registerRecommender: [{ params: { g: 'P4' }, body: {} }, 400, 403, 403, 403, 403, 403],
  searchLibraries: [{}, 200, 200, 200, 200, 200, 200], recommendToLibrary: [{ body: { ...GOOD_BODIES.recommendToLibrary, programme: 'P2' } }, 404, 404, 404, 404, 403, 404],
  readLibraryQuotas: [{ params: { g: 'P4' } }, 200, 404, 404, 404, 404, 404], recommendProject: [{ params: { g: 'P4' }, body: {} }, 400, 404, 404, 404, 404, 404],
  decideLibraryProject: [{ params: { g: 'P2', l: 'none' }, body: {} }, 400, 400, 404, 404, 403, 404], promoteLibraryProject: [{ params: { g: 'P2', l: 'none' }, body: {} }, 400, 400, 404, 404, 403, 404],
  readContractTemplate: [{ params: { g: 'P2', d: 'P2.2.1' } }, 200, 200, 404, 404, 200, 404],
  readPortfolio: [{ params: { g: 'P2' } }, 200, 200, 404, 404, 200, 404],
  changeUser: [{ params: { u: 'admin' }, body: {} }, 200, 404, 404, 404, 404, 404],
  createToken: [{ body: {} }, 400, 400, 400, 400, 400, 400], revokeToken: [{ params: { t: '0'.repeat(16) } }, 404, 404, 404, 404, 404, 404],
};

describe('who may do what', () => {
  let cast: Cast;
  const paramsOf = (id: OperationId, p: string): Record<string, string> =>
    ({ p, d: id.includes('Gateway') ? 'gateway-1' : 'press-0001', f: 'figure-a1', e: 'paper-a1', c: 'change-a1', m: 'step-a1', b: 'batch-a1', v: 'event-a1', k: '1', n: 'named-a1', o: '1', a: cast.assessments[0], i: 'connected-equipment', format: 'json', y: '2026' });
  /** Bodies say nothing: whether somebody may is decided before they are looked at. */
  const attempt = (who: ApiClient, id: OperationId, p: string): Promise<ApiAnswer> => who.attempt(id, { params: paramsOf(id, p), ...(operationOf(id).body?.kind === 'json' ? { body: {} } : {}) });

  beforeAll(async () => {
    cast = await assembleCast();
  }, 180_000);
  afterAll(() => cast.platform.dispose());

  describe('without a credential', () => {
    it.each(operationList().filter(({ need }) => need !== 'nothing').map(({ id }) => id))('%s is refused, whatever it is for', async (id) => {
      const answers = await Promise.all(['a1', 'nowhere'].map((p) => attempt(new ApiClient(cast.platform.http), id, p)));
      for (const answer of answers) {
        expectProblem(answer, { status: 401, code: 'unauthenticated' });
        expect([answer.headers.get('www-authenticate'), answer.text]).toEqual(['Bearer realm="yanshou"', answers[0]?.text]);
      }
    });

    it('nothing but logging in is open', () => {
      expect(operationList().filter(({ need }) => need === 'nothing').map(({ id }) => id)).toEqual(['logIn', 'useLoginLink']);
    });

    it('a credential that is none is no better, and a wrong token makes the cookie worth nothing', async () => {
      const { http, secrets } = cast.platform;
      const secret = secrets['a1/press-0000'] as string;
      const cookie = cast.admin.credential.cookie as string;
      const credentials: Record<string, string>[] = [
        { authorization: `Bearer ${secret}` }, { authorization: `Token ${secret}` }, { authorization: `Basic ${Buffer.from('admin:first-administrator-1').toString('base64')}` }, { authorization: 'Bearer' },
        { authorization: `Bearer ysh_${'x'.repeat(43)}` }, { authorization: `Bearer ${cookie.split('=')[1]}` }, { cookie: `${cookie}x` }, { cookie: 'yanshou_session=' }, { cookie, authorization: `Bearer ${'x'.repeat(43)}` },
      ];
      for (const credential of credentials) expectProblem(await new ApiClient(http, credential).attempt('readSession'), { status: 401, code: 'unauthenticated' });
    });

    it('no body is waited for', async () => {
      const { path } = operationOf('createProject');
      const answer = await rawRequest(cast.platform.http, `/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': '900000' }, unfinished: true });
      expectProblem(answer, { status: 401, code: 'unauthenticated' });
    });

    it('a method that the table does not have is not there', async () => {
      const known = new Set(operationList().map(({ method, path }) => `${method} ${path}`));
      const paths = [...new Set(operationList().map(({ path }) => path))];
      for (const path of paths) {
        for (const method of ['get', 'post', 'put', 'patch', 'delete'].filter((name) => !known.has(`${name} ${path}`))) {
          const url = pathOf({ ...operationOf('readProject'), path }, { params: paramsOf('readProject', 'a1') });
          expectProblem(await rawRequest(cast.platform.http, url, { method: method.toUpperCase() }), { status: 404, code: 'not-found' });
        }
      }
    });
  });

  describe('in a project', () => {
    const operations = Object.keys(IN_A1) as ProjectOperation[];

    it('of the table, every operation is here', () => {
      expect([...operations, ...Object.keys(ELSEWHERE), 'logOut'].sort()).toEqual(operationList().map(({ id }) => id).sort());
    });

    it.each(operations)('%s: those of a1 who may, those who may not, and nobody of elsewhere', async (id) => {
      for (const name of CALLERS) {
        const answer = await attempt(cast[name], id, 'a1');
        if (IN_A1[id].includes(name)) expect([name, answer.status < 500 && ![401, 403, 404].includes(answer.status), answer.text]).toEqual([name, true, answer.text]);
        else expectProblem(answer, { status: 403, code: 'forbidden' });
      }
      const hidden = await attempt(cast.admin, id, 'nowhere');
      expectProblem(hidden, { status: 404, code: 'not-found' });
      for (const [name, place] of [['officer', 'z1'], ['member', 'a2'], ['member', 'z1'], ['auditor', 'a2'], ['overseer', 'z1'], ['key', 'a2'], ['key', 'z1']] as const) {
        expect([name, place, seen(await attempt(cast[name], id, place))]).toEqual([name, place, seen(hidden)]);
      }
    });

    it('another project’s things are not found by way of one’s own', async () => {
      const { officer, assessments } = cast;
      const params = { p: 'a1', e: 'paper-a2', f: 'figure-a2', a: assessments[1], o: '1', format: 'html' };
      for (const id of ['readEvidenceFile', 'readAssessment', 'readReport', 'readBundle', 'listOpinions', 'readOpinion', 'exportOpinions'] as const) expectProblem(await officer.attempt(id, { params }), { status: 404, code: 'not-found' });
      for (const id of ['decideEvidence', 'decideFigure'] as const) expectProblem(await officer.attempt(id, { params, body: { decision: 'accept' } }), { status: 404, code: 'not-found' });
      const figure = { indicator: 'new-economic-benefit', purpose: 'own', quantity: 'value', amount: 1, unit: '%', sourceKind: 'entered', evidence: 'paper-a2' };
      expectProblem(await officer.attempt('stateFigure', { params, body: figure }), { status: 422, code: 'unknown-reference', field: 'evidence' });
    });
  });

  describe('elsewhere', () => {
    it.each(Object.entries(ELSEWHERE))('%s', async (id, [input, ...statuses]) => {
      for (const [index, name] of CALLERS.entries()) {
        const { status, text } = await cast[name].attempt(id as OperationId, input);
        expect([name, status, text]).toEqual([name, statuses[index], text]);
      }
    });

    it('an officer creates no project in another programme, and does not learn whether there is one', async () => {
      const [there, nowhere] = await Promise.all(['Z', 'nowhere'].map((programme) => cast.officer.attempt('createProject', { body: { ...PROJECT, id: 'new', programme } })));
      expectProblem(there as ApiAnswer, { status: 404, code: 'not-found' });
      expect(there?.text).toBe(nowhere?.text);
      for (const name of ['officer', 'overseer', 'member'] as const) {
        const [foreign, none] = await Promise.all(['Z', 'none'].map((g) => cast[name].attempt('readPortfolio', { params: { g } })));
        expect(foreign && none && seen(foreign)).toEqual(none && seen(none));
      }
    });

    it('a user does not learn who else there is', async () => {
      const [there, nobody] = await Promise.all(['admin', 'nobody'].map((u) => cast.officer.attempt('changeUser', { params: { u }, body: {} })));
      expect(there?.text).toBe(nobody?.text);
    });

    it.each<[CallerName, string[], string[]]>([
      ['admin', ['P2', 'Z'], ['a1', 'a2', 'z1']], ['officer', ['P2'], ['a1', 'a2']], ['overseer', ['P2'], ['a1', 'a2']], ['member', ['P2'], ['a1']], ['auditor', ['P2'], ['a1']], ['key', ['P2'], ['a1']],
    ])('%s sees in the lists the programmes %j and the projects %j', async (name, programmes, projects) => {
      expect((await cast[name].call('listProgrammes')).items.map(({ id }) => id)).toEqual(programmes);
      expect((await cast[name].call('listProjects')).items.map(({ id }) => id)).toEqual(projects);
      const first = await cast[name].call('listProjects', { query: { limit: 1 } });
      expect([first.items.length, first.next]).toEqual([1, projects.length > 1 ? 'a1' : null]);
      expect((await cast[name].call('listProjects', { query: { after: 'a1' } })).items.map(({ id }) => id)).toEqual(projects.slice(1));
    });
  });

  describe('papers', () => {
    const figure = (purpose: string) => ({ params: { p: 'a1' }, body: { indicator: 'new-economic-benefit', purpose, quantity: 'value', amount: 1, unit: '%', sourceKind: 'entered' } });

    it.each<[CallerName, readonly string[]]>([['auditor', []], ['overseer', []], ['member', ['baseline', 'reporting', 'own']], ['officer', ['baseline', 'reporting', 'own']], ['admin', ['baseline', 'reporting', 'own']], ['key', ['baseline', 'reporting', 'own']]])(
      '%s states figures of the purposes %j only', async (name, purposes) => {
        for (const purpose of ['baseline', 'reporting', 'own', 'audited']) {
          const answer = await cast[name].attempt('stateFigure', figure(purpose));
          if (purposes.includes(purpose)) expect(answer.status).toBe(201);
          else if (purposes.length === 0) expectProblem(answer, { status: 403, code: 'forbidden' });
          else expectProblem(answer, { status: 400, code: 'invalid', field: 'purpose' });
        }
      });

    it('who brings evidence or a figure does not decide on it, by a token neither; somebody else does', async () => {
      const { officer, admin } = cast;
      const { secret } = await officer.call('createToken', { body: { name: 'the same person', role: 'officer', scope: ['programme:P2'] } });
      const form = new FormData();
      for (const [name, value] of [['title', '材料'], ['kind', 'paper'], ['id', 'mine']] as const) form.set(name, value);
      form.set('file', new Blob(['x']), 'x.txt');
      await officer.call('submitEvidence', { params: { p: 'a1' }, body: form });
      const { id } = await officer.bearing(secret).call('stateFigure', figure('own'));
      for (const who of [officer, officer.bearing(secret)]) {
        for (const decision of ['accept', 'reject']) {
          expectProblem(await who.attempt('decideEvidence', { params: { p: 'a1', e: 'mine' }, body: { decision } }), { status: 403, code: 'same-person' });
          expectProblem(await who.attempt('decideFigure', { params: { p: 'a1', f: id }, body: { decision } }), { status: 403, code: 'same-person' });
        }
      }
      expect((await admin.call('decideEvidence', { params: { p: 'a1', e: 'mine' }, body: { decision: 'accept' } })).status).toBe('accepted');
      expectProblem(await admin.attempt('decideEvidence', { params: { p: 'a1', e: 'mine' }, body: { decision: 'reject' } }), { status: 409, code: 'duplicate', field: 'decision' });
    });
  });
});

/** All of an answer by which somebody could tell one from another. */
const seen = ({ status, headers, text }: ApiAnswer): unknown => ({ status, text, headers: [...headers].filter(([name]) => name !== 'date') });
