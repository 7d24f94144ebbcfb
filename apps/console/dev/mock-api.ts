import type { AnswerOf, AssessmentEntry, OperationId, Problem, ProjectDetail, Session } from '@yanshou/api-schema';
import { gapsOf } from './mock-gaps.js';
import { PROGRAMMES, catalogue, detailOf, devicesOf, outlookOf, portfolioOf } from './mock-projects.js';
import { FIGURES, historyOf, initialAssessments, opinionsOf, restatedStatement } from './mock-records.js';
import { rowsOf } from './mock-rows.js';
import { explainedOf } from './mock-trace.js';
import { ALARMS, SETTINGS, TOKENS, USERS } from './mock-platform.js';
import { workOf } from './mock-work.js';
import { MOCK_QUOTAS, MOCK_RECOMMENDERS, templateOf } from './mock-programme.js';
import { MOCK_LIBRARY, selfAssessmentOf } from './mock-self-assessment.js';
import type { SavedMock } from './mock-self-assessment.js';

export interface MockRequest {
  readonly method: string;
  /** Path below `/api/v1`, then the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface MockAnswer {
  readonly status: number;
  readonly body: unknown;
}

const ONE_TIME_TOKEN = 'one-time-token-of-the-mock';

/** A platform of made-up data for developing and testing the console; one user at a time. */
export class MockApi {
  private session: Session | null = null;
  private linkUsed = false;
  private readonly assessments = initialAssessments();
  private readonly selfAssessments = new Map<string, SavedMock>();

  answer(request: MockRequest): MockAnswer {
    const free = this.answerFree(request);
    if (free) return free;
    if (!this.session) return problem(401, 'not-authenticated', '请先登录', 'Log in first');
    const [first, second] = request.path.split('/').slice(1);
    if (request.path === '/session') return request.method === 'DELETE' ? this.logOut() : success<'readSession'>(this.session);
    if (first === 'users' && request.method === 'PATCH') return this.changePassword(request);
    if (this.session.mustChangePassword) return problem(403, 'password-change-required', '请先修改密码', 'Change the password first');
    return this.read(first, second, request);
  }

  private read(first: string | undefined, second: string | undefined, request: MockRequest): MockAnswer {
    switch (first) {
      case 'programmes':
        return ofProgramme(request) ?? this.programmes(second);
      case 'alarms': return success<'listAlarms'>(ALARMS);
      case 'users': return success<'listUsers'>(USERS);
      case 'tokens': return success<'listTokens'>(TOKENS);
      case 'projects': return this.ofProject(decodeURIComponent(second ?? ''), request);
      case 'class-templates': return success<'listClassTemplates'>({ items: [] });
      case 'catalogue': return success<'readCatalogue'>(catalogue());
      case 'key': return success<'readKey'>({ jwk: { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }, fingerprint: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k' });
      default: return unknown();
    }
  }

  private answerFree({ method, path, body }: MockRequest): MockAnswer | undefined {
    if (method !== 'POST') return undefined;
    if (path === '/session') return this.logIn(String(body['username']), String(body['password']));
    if (path !== '/session/link') return undefined;
    if (this.linkUsed || body['token'] !== ONE_TIME_TOKEN) return problem(401, 'link-not-valid', '登录链接无效或已使用，请重新获取', 'The login link is not valid or was used; ask for a new one');
    this.linkUsed = true;
    return this.enter('admin', false);
  }

  private logIn(username: string, password: string): MockAnswer {
    if (password === 'wrong') return problem(401, 'wrong-credentials', '用户名或密码不正确', 'User name or password is wrong');
    return this.enter(username, username === 'new');
  }

  private enter(id: string, mustChangePassword: boolean): MockAnswer {
    this.session = { id, name: id === 'admin' ? '管理员' : id, role: 'admin', scope: [], by: 'session', mustChangePassword, expiresAt: null };
    return success<'logIn'>(this.session);
  }

  private logOut(): MockAnswer {
    this.session = null;
    return { status: 204, body: undefined };
  }

  private changePassword({ body }: MockRequest): MockAnswer {
    if (body['currentPassword'] === 'forgotten') return problem(403, 'wrong-password', '当前密码不正确', 'The current password is wrong', 'currentPassword');
    this.session = this.session && { ...this.session, mustChangePassword: false };
    return success<'changeUser'>({ id: 'new', name: 'new', role: 'admin', scope: [], disabled: false, mustChangePassword: false });
  }

  private programmes(wanted: string | undefined): MockAnswer {
    if (wanted === undefined) return success<'listProgrammes'>({ items: [...PROGRAMMES] });
    const programme = PROGRAMMES.find(({ id }) => id === wanted);
    return programme ? success<'readPortfolio'>(portfolioOf(programme)) : unknown();
  }

  private ofProject(id: string, request: MockRequest): MockAnswer {
    const detail = detailOf(id);
    const [part, item, leaf] = request.path.split('/').slice(3);
    if (!detail) return unknown();
    if (part === undefined) return success<'readProject'>(detail);
    if (part === 'indicators') return this.indicators(id, item, leaf);
    const answers: Readonly<Record<string, () => MockAnswer>> = {
      'outlook': () => success<'readOutlook'>(outlookOf(id)),
      'devices': () => this.devices(id, request),
      'gaps': () => success<'readGaps'>(gapsOf(id, { from: request.query.get('from') ?? '', to: request.query.get('to') ?? '' })),
      'baselines': () => success<'listFigures'>({ items: id === 'workshop' ? [...FIGURES] : [] }),
      'assessments': () => (item === undefined ? this.assess(id, request) : leaf === 'opinions' ? success<'listOpinions'>(opinionsOf(item)) : this.assessment(id, item)),
      'self-assessments': () => this.selfAssess(detail, item ?? '', request),
    };
    return answers[part]?.() ?? workOf(id, request.path.split('/').slice(3).join('/'), request.method) ?? unknown();
  }

  private indicators(id: string, item: string | undefined, leaf: string | undefined): MockAnswer {
    if (item === undefined) return success<'readIndicators'>({ items: rowsOf(id) });
    return leaf === 'explain' ? this.explained(id, item) : success<'readIndicatorHistory'>({ items: historyOf(id, item) });
  }

  private explained(id: string, indicator: string): MockAnswer {
    const row = rowsOf(id).find((one) => one.indicator === indicator);
    return row === undefined ? unknown() : success<'explainIndicator'>(explainedOf(row));
  }

  private devices(id: string, { query }: MockRequest): MockAnswer {
    const all = devicesOf(id);
    const limit = Number(query.get('limit') ?? 100);
    const rest = all.filter((device) => device.id > (query.get('after') ?? ''));
    return success<'listDevices'>({ items: rest.slice(0, limit), next: rest.length > limit ? rest[limit - 1]?.id ?? null : null, counts: { total: all.length } });
  }

  private assessment(project: string, id: string): MockAnswer {
    const entry = (this.assessments.get(project) ?? []).find((one) => one.id === id);
    return entry === undefined ? unknown() : success<'readAssessment'>({ ...entry, project, statement: restatedStatement(project) });
  }

  private selfAssess(project: ProjectDetail, year: string, { method, path, body }: MockRequest): MockAnswer {
    const key = `${project.id} ${year}`;
    const saved = this.selfAssessments.get(key);
    if (method === 'PUT') this.selfAssessments.set(key, { version: (saved?.version ?? 0) + 1, isIssued: false, entries: (body as { entries: SavedMock['entries'] }).entries });
    if (method === 'POST' && path.endsWith('/issue') && saved) this.selfAssessments.set(key, { ...saved, version: saved.version + 1, isIssued: true });
    return success<'readSelfAssessment'>(selfAssessmentOf(project, Number(year), this.selfAssessments.get(key)));
  }

  private assess(project: string, { method, body }: MockRequest): MockAnswer {
    const entries = this.assessments.get(project) ?? [];
    if (method === 'GET') return success<'listAssessments'>({ items: entries });
    const { from, to, note } = body as { from: string; to: string; note: string };
    if (Date.parse(to) > Date.parse('2026-12-01T00:00:00+08:00')) return problem(422, 'period-in-future', '核算时段尚未结束：请选择已结束的时段', 'The period has not ended: choose one that has', 'to');
    const entry: AssessmentEntry = { id: `A-20261104-${entries.length + 1}`, from, to, note };
    this.assessments.set(project, [...entries, entry]);
    return success<'createAssessment'>({ ...entry, project, statement: {} }, 201);
  }
}

/** Typed by the operation, so that the mock cannot drift from the table. */
const success = <Id extends OperationId>(body: AnswerOf<Id>, status = 200): MockAnswer => ({ status, body });

function ofProgramme({ path, query }: MockRequest): MockAnswer | undefined {
  const [part, direction = ''] = path.split('/').slice(3);
  switch (part) {
    case 'library': return library(query);
    case 'library-quotas': return success<'readLibraryQuotas'>(MOCK_QUOTAS);
    case 'recommenders': return success<'listRecommenders'>(MOCK_RECOMMENDERS);
    case 'settings': return success<'readProgrammeSettings'>(SETTINGS);
    case 'directions': return success<'readContractTemplate'>(templateOf(direction));
    default: return undefined;
  }
}

function library(query: URLSearchParams): MockAnswer {
  const items = MOCK_LIBRARY.filter((project) => ['libraryClass', 'field', 'result'].every((name) => [null, (project as unknown as Record<string, string>)[name]].includes(query.get(name))) && project.nameZh.includes(query.get('text') ?? ''));
  return success<'searchLibrary'>({ items, total: items.length, next: null, mayRecommend: false });
}

const unknown = (): MockAnswer => problem(404, 'not-found', '没有这一项，或您无权查看', 'There is no such thing, or it is not yours to see');

function problem(status: number, code: string, detailZh: string, detailEn: string, field?: string): MockAnswer {
  const body: Problem = { type: `about:blank#${code}`, title: code, status, code, detail: detailZh, detailZh, detailEn, ...(field === undefined ? {} : { field }) };
  return { status, body };
}
