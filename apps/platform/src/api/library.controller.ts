import { Controller } from '@nestjs/common';
import { decideHttp } from '@yanshou/access';
import type { AnswerOf, LibraryProjectView } from '@yanshou/api-schema';
import { findProgramme, isLibraryField, libraryQuota } from '@yanshou/catalogue';
import { matchesLibrary } from '@yanshou/telemetry';
import type { LibraryEntry } from '@yanshou/telemetry';
import type { ApiBackend } from './api-backend.js';
import type { Call, Identified } from './call.js';
import { Operation, TheCall, authorOf } from './call.js';
import { Backend } from './injection.js';
import { libraryView, quotaUses, recommenderView } from './library-view.js';
import { found, granted, invalidInput, notFound } from './problem.js';
import { compact } from './times.js';
import { seesWholeProgramme } from './visibility.js';

@Controller()
export class LibraryController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('searchLibrary')
  async searchLibrary(@TheCall() { identified, params: { g }, query }: Call<'searchLibrary'>): Promise<AnswerOf<'searchLibrary'>> {
    demandLibrary(g);
    const { after = '', limit, ...filter } = query;
    const isOwn = seesWholeProgramme(identified, g);
    const seen = (await this.backend.registry.libraryProjects(g)).filter((project) => (isOwn || project.result === 'promoted') && matchesLibrary(project, compact(filter)));
    const rest = seen.filter(({ id }) => id > after);
    const items = rest.slice(0, limit).map((project) => libraryView(project, isOwn));
    return { items, total: seen.length, next: rest.length > limit ? (items.at(-1)?.id ?? null) : null, mayRecommend: mayWork(identified, g) };
  }

  @Operation('recommendProject')
  async recommendProject(@TheCall() call: Call<'recommendProject'>): Promise<LibraryProjectView> {
    const { g } = call.params;
    demandLibrary(g);
    if (!(await this.backend.registry.programmes()).some(({ id }) => id === g)) throw notFound();
    const entry = compact({ ...call.body, programme: g }) as LibraryEntry;
    if (!isLibraryField(g, entry.libraryClass, entry.field)) throw invalidInput('field', '不是该类别的领域，见指标目录中的项目库', 'is no field of this class: see the library in the catalogue');
    const quota = libraryQuota(g, entry.recommender.kind);
    if (quota === undefined) throw notFound();
    return libraryView(await granted(this.backend.registry.recommendProject(entry, quota, authorOf(call))), true);
  }

  @Operation('readLibraryProject')
  async readLibraryProject(@TheCall() { identified, params: { g, l } }: Call<'readLibraryProject'>): Promise<LibraryProjectView> {
    const project = await found(this.backend.registry.libraryProject(g, l));
    const isOwn = seesWholeProgramme(identified, g);
    if (!isOwn && project.result !== 'promoted') throw notFound();
    return libraryView(project, isOwn);
  }

  @Operation('decideLibraryProject')
  async decideLibraryProject(@TheCall() call: Call<'decideLibraryProject'>): Promise<LibraryProjectView> {
    const { g, l } = call.params;
    const draft = compact(call.body) as typeof call.body & { reason?: string; approval?: string };
    return libraryView(await granted(this.backend.registry.decideLibraryProject(g, l, draft as Parameters<ApiBackend['registry']['decideLibraryProject']>[2], authorOf(call))), true);
  }

  @Operation('promoteLibraryProject')
  async promoteLibraryProject(@TheCall() call: Call<'promoteLibraryProject'>): Promise<LibraryProjectView> {
    return libraryView(await granted(this.backend.registry.promoteLibraryProject(call.params.g, call.params.l, call.body, authorOf(call))), true);
  }

  @Operation('listRecommenders')
  async listRecommenders(@TheCall() { params: { g } }: Call<'listRecommenders'>): Promise<AnswerOf<'listRecommenders'>> {
    demandLibrary(g);
    return { items: (await this.backend.registry.recommenders(g)).map(recommenderView) };
  }

  @Operation('registerRecommender')
  async registerRecommender(@TheCall() call: Call<'registerRecommender'>): Promise<AnswerOf<'registerRecommender'>> {
    const { g } = call.params;
    demandLibrary(g);
    return recommenderView(await granted(this.backend.registry.registerRecommender({ programme: g, ...call.body }, authorOf(call))));
  }

  @Operation('readLibraryQuotas')
  async readLibraryQuotas(@TheCall() { params: { g }, query: { batch } }: Call<'readLibraryQuotas'>): Promise<AnswerOf<'readLibraryQuotas'>> {
    demandLibrary(g);
    const projects = await this.backend.registry.libraryProjects(g);
    return { items: quotaUses(projects.filter((project) => batch === undefined || project.batch === batch)) };
  }
}

/** Which programmes have a library is in the catalogue, for everybody to read. */
function demandLibrary(programme: string): void {
  if (findProgramme(programme)?.library === undefined) throw notFound();
}

const mayWork = ({ caller, maker }: Identified, programme: string): boolean =>
  [caller, ...(maker === undefined ? [] : [maker])].every((who) => decideHttp(who, 'work-programme', { programme }).allowed);
