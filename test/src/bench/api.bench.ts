import type { BenchLine } from './bench-line.js';
import { remark, rounded } from './bench-line.js';
import { BenchPlatform, FULL_SPEED } from './ingest-run.js';
import { seeded } from '../platform-under-test/seeded.js';

const PROJECTS = 200;
const DEVICES = 100;
const CALLS = 500;
const LOAD_PER_SECOND = 5_000;
const PASSWORD = 'bench-administrator-1';
/** Answered once for each project before measuring: a page that somebody opens a second time. */
const WARM_UP_SECONDS = 15;

type Call = (project: string) => string;
const CALLED: Readonly<Record<string, Call>> = {
  projects: () => '/projects?limit=200',
  devices: (project) => `/projects/${project}/devices?limit=100`,
  indicators: (project) => `/projects/${project}/indicators`,
  portfolio: () => '/programmes/P2/portfolio',
};

/** List and indicator calls with 200 projects of 100 devices, while 5 000 messages a second are stored. */
export async function apiBench(): Promise<readonly BenchLine[]> {
  const projects = Array.from({ length: PROJECTS - 1 }, (_, index) => `project-${String(index).padStart(3, '0')}`);
  remark(`registering ${PROJECTS} projects of ${DEVICES} devices …`);
  const platform = await BenchPlatform.start(DEVICES, projects, { YANSHOU_ADMIN_PASSWORD: PASSWORD });
  const api = await logIn(platform.http);
  const seconds = WARM_UP_SECONDS + 45;
  const load = platform.ingest({ ...FULL_SPEED, clients: DEVICES, window: 2, seconds, rate: LOAD_PER_SECOND });
  for (const project of ['bench', ...projects]) await api(`/projects/${project}/indicators`);
  const lines: BenchLine[] = [];
  for (const [name, path] of Object.entries(CALLED)) lines.push(await measure(name, path, api, ['bench', ...projects]));
  const run = await load;
  await platform.stop();
  return lines.map((line) => ({ ...line, config: { ...line.config, messagesPerSecond: Math.round(run.messagesPerSecond), acknowledgementP99Millis: run.latencyMillis.p99 } }));
}

async function measure(name: string, pathOf: Call, api: (path: string) => Promise<number>, projects: readonly string[]): Promise<BenchLine> {
  const random = seeded(7);
  const millis: number[] = [];
  let bytes = 0;
  for (let call = 0; call < CALLS; call += 1) {
    const project = projects[Math.floor(random() * projects.length)] as string;
    const from = performance.now();
    bytes = await api(pathOf(project));
    millis.push(performance.now() - from);
  }
  millis.sort((left, right) => left - right);
  const at = (share: number): number => rounded(millis[Math.floor(millis.length * share)] ?? 0);
  return {
    name: `api-${name}-p95`, value: at(0.95), unit: 'ms', better: 'lower',
    config: { calls: CALLS, p50: at(0.5), max: at(0.999), bytes, projects: PROJECTS, devices: PROJECTS * DEVICES },
  };
}

/** Calls as the administrator; answers the bytes of the answer, rejects for any other than 200. */
async function logIn(http: string): Promise<(path: string) => Promise<number>> {
  const answer = await fetch(`${http}/api/v1/session`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: 'admin', password: PASSWORD }),
  });
  if (answer.status !== 200) throw new Error(`log in: ${answer.status} ${await answer.text()}`);
  const cookie = (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  return async (path) => {
    const got = await fetch(`${http}/api/v1${path}`, { headers: { cookie } });
    const body = await got.arrayBuffer();
    if (got.status !== 200) throw new Error(`${path}: ${got.status} ${Buffer.from(body).toString().slice(0, 200)}`);
    return body.byteLength;
  };
}
