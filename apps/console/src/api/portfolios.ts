import type { AnswerOf, Portfolio, Programme, Project } from '@yanshou/api-schema';
import { ApiProblem } from './problem.js';
import { readAllDevices, readAllProjects } from './paged.js';
import { request } from './request.js';
import { ROUTES } from './routes.js';

/** Every programme that the caller may see, with those of its projects that are the caller's to see. */
export async function readPortfolios(signal?: AbortSignal): Promise<readonly Portfolio[]> {
  const parts = signal === undefined ? {} : { signal };
  const { items } = await request(ROUTES.listProgrammes, parts);
  return Promise.all(items.map(async (programme) => {
    try {
      return await request(ROUTES.readPortfolio, { params: { g: programme.id }, ...parts });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return ownPortfolio(programme, signal);
    }
  }));
}

/** A programme as a whole is its officers' to see; who has single projects of it is refused. */
const isRefusal = (error: unknown): boolean => error instanceof ApiProblem && [403, 404].includes(error.view.status);

/** The same for single projects, from what each of them answers. */
async function ownPortfolio(programme: Programme, signal?: AbortSignal): Promise<Portfolio> {
  const projects = (await readAllProjects(signal)).filter((project) => project.programme === programme.id);
  return { programme, indicators: [], counts: [], setAside: [], projects: await Promise.all(projects.map((project) => ownProject(project, signal))) };
}

async function ownProject(project: Project, signal?: AbortSignal): Promise<Portfolio['projects'][number]> {
  const parts = { params: { p: project.id }, ...(signal === undefined ? {} : { signal }) };
  const [{ items: indicators }, { risk, reasons }, devices] = await Promise.all([
    request(ROUTES.readIndicators, parts), request(ROUTES.readOutlook, parts), readAllDevices(project.id, signal),
  ]);
  const { id, nameZh, nameEn, zone, demonstration } = project;
  return { id, nameZh, nameEn, zone, demonstration, progress: null, risk, reasons, indicators, devices: stateCounts(devices), lastReceived: latest(devices) };
}

type Devices = AnswerOf<'listDevices'>['items'];

function stateCounts(devices: Devices): Portfolio['projects'][number]['devices'] {
  const count = (state: Devices[number]['state']): number => devices.filter((device) => device.state === state).length;
  return { total: devices.length - count('decommissioned'), live: count('live'), silent: count('silent'), never: count('never'), unjudged: count('unjudged') };
}

const latest = (devices: Devices): string | null =>
  devices.reduce<string | null>((last, { lastReceived }) => (lastReceived !== null && (last === null || Date.parse(lastReceived) > Date.parse(last)) ? lastReceived : last), null);
