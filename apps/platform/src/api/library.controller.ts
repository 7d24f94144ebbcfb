import { Controller } from '@nestjs/common';
import { decideHttp } from '@yanshou/access';
import type { AnswerOf, BodyOf, LibraryProjectView, QueryOf } from '@yanshou/api-schema';
import { PROGRAMMES, findProgramme, isLibraryField, libraryQuota } from '@yanshou/catalogue';
import { matchesLibrary } from '@yanshou/telemetry';
import type { LibraryEntry, LibraryProject } from '@yanshou/telemetry';
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
    const { after, limit, ...filter } = query;
    const { found: entries, next, total } = pageOf(await this.matching(identified, [g], filter), ({ id }) => id, { after, limit });
    return { items: entries.map((entry) => viewFor(identified, entry)), total, next, mayRecommend: mayWork(identified, g) };
  }

  @Operation('searchLibraries')
  async searchLibraries(@TheCall() { identified, query }: Call<'searchLibraries'>): Promise<AnswerOf<'searchLibraries'>> {
    const { after, limit, programme, ...filter } = query;
    const programmes = PROGRAMMES.filter(({ id, library }) => library !== undefined && id === (programme ?? id)).map(({ id }) => id);
    const { found: entries, next, total } = pageOf(await this.matching(identified, programmes, filter), placeOf, { after, limit });
    return { items: entries.map((entry) => ({ ...viewFor(identified, entry), programme: entry.programme })), total, next, mayRecommend: programmes.filter((id) => mayWork(identified, id)) };
  }

  @Operation('recommendProject')
  async recommendProject(@TheCall() call: Call<'recommendProject'>): Promise<LibraryProjectView> {
    return libraryView(await this.recommend({ ...call.body, programme: call.params.g }, call), true);
  }

  @Operation('recommendToLibrary')
  async recommendToLibrary(@TheCall() call: Call<'recommendToLibrary'>): Promise<AnswerOf<'recommendToLibrary'>> {
    return { ...libraryView(await this.recommend(call.body, call), true), programme: call.body.programme };
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

  /** What the caller may see of these libraries, as far as the filter matches. */
  private async matching(identified: Identified, programmes: readonly string[], filter: LibraryFilterInput): Promise<readonly LibraryProject[]> {
    const all = await Promise.all(programmes.map((programme) => this.backend.registry.libraryProjects(programme)));
    return all.flat().filter((project) => (project.result === 'promoted' || seesWholeProgramme(identified, project.programme)) && matchesLibrary(project, compact(filter)));
  }

  private async recommend(body: BodyOf<'recommendToLibrary'>, call: { readonly identified: Identified }): Promise<LibraryProject> {
    const entry = compact(body) as LibraryEntry;
    const { programme, libraryClass, field, recommender } = entry;
    demandLibrary(programme);
    if (!(await this.backend.registry.programmes()).some(({ id }) => id === programme)) throw notFound();
    if (!isLibraryField(programme, libraryClass, field)) throw invalidInput('field', '不是该类别的领域，见指标目录中的项目库', 'is no field of this class: see the library in the catalogue');
    const quota = libraryQuota(programme, recommender.kind);
    if (quota === undefined) throw notFound();
    return granted(this.backend.registry.recommendProject(entry, quota, authorOf(call)));
  }
}

type LibraryFilterInput = Omit<QueryOf<'searchLibrary'>, 'after' | 'limit'>;

const placeOf = ({ programme, id }: LibraryProject): string => `${programme}/${id}`;

const viewFor = (identified: Identified, project: LibraryProject): LibraryProjectView => libraryView(project, seesWholeProgramme(identified, project.programme));

/** The entries behind the place `after`, in the order of their places. */
function pageOf(all: readonly LibraryProject[], place: (project: LibraryProject) => string, { after = '', limit }: { readonly after?: string | undefined; readonly limit: number }) {
  const rest = all.filter((project) => place(project) > after).sort((one, other) => (place(one) < place(other) ? -1 : 1));
  const found = rest.slice(0, limit);
  const last = found.at(-1);
  return { found, total: all.length, next: rest.length > limit && last !== undefined ? place(last) : null };
}

/** Which programmes have a library is in the catalogue, for everybody to read. */
function demandLibrary(programme: string): void {
  if (findProgramme(programme)?.library === undefined) throw notFound();
}

const mayWork = ({ caller, maker }: Identified, programme: string): boolean =>
  [caller, ...(maker === undefined ? [] : [maker])].every((who) => decideHttp(who, 'work-programme', { programme }).allowed);
