import { appendFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LATE_DATA } from '@yanshou/store';
import { ManualClock } from '@yanshou/telemetry';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { OpenDatabase } from '../embedded/open-embedded.js';
import { openPostgres } from '../open-postgres.js';
import { openRegistry } from '../open-registry.js';
import type { Registry } from '../registry.js';
import { contract, project } from '../testing/registry-contract.js';
import { postgresBinaries, startTemporaryPostgres } from '../testing/temporary-postgres.js';
import type { TemporaryPostgres } from '../testing/temporary-postgres.js';
import type { JobWindow, WindowClaim } from '../window-records.js';
import { CONTRACT_CHANGED } from './terms-causes.js';

const officer = { who: 'officer', approval: 'JK-1' };
const WINDOW: JobWindow = { project: 'p', job: 'days', unit: 'day', from: 0, to: 86_400_000_000 };

const binaries = postgresBinaries();
if (binaries === undefined) {
  const file = process.env['YANSHOU_TEST_NOT_RUN'];
  if (file) appendFileSync(file, 'PostgreSQL: windows claimed beside a change of terms (apt-get install postgresql)\n');
} else describe('a window and a change of terms that is being saved by another process', () => {
  let server: TemporaryPostgres;
  let raw: OpenDatabase;
  let [saving, computing] = [] as unknown as [Registry, Registry];
  beforeAll(async () => {
    server = await startTemporaryPostgres(binaries);
    const databaseUrl = await server.createDatabase();
    [saving, computing] = [await openRegistry({ databaseUrl, pepper: 'p' }, new ManualClock(1)), await openRegistry({ databaseUrl, pepper: 'p' }, new ManualClock(1))];
    raw = await openPostgres(databaseUrl);
    await saving.saveProject(project('p'));
    await saving.saveContract(contract('p'));
    await saving.planWindows([WINDOW]);
  }, 180_000);
  afterAll(async () => {
    for (const one of [saving, computing, raw]) await one.close();
    await server.stop();
  });

  interface Taken {
    readonly claim: WindowClaim;
    /** What the window is computed by. */
    readonly terms: string;
  }
  const take = async (): Promise<Taken> => {
    const claim = (await computing.claimWindow('jobs', 60_000, WINDOW.job)) as WindowClaim;
    return { claim, terms: String((await computing.contract('p'))?.networkedThreshold) };
  };
  const finish = async ({ claim, terms }: Taken) => computing.finishWindow(claim, { inputsDigest: terms });
  const ledger = async () => (await computing.windowLedger('p')).map(({ status, inputsDigest, causes = 0 }) => `${status} ${inputsDigest} ${causes}`);

  const waiting = async (which: RawBuilder<boolean>): Promise<boolean> =>
    Number((await sql<{ waiting: string }>`select count(*) as waiting from pg_locks where not granted and ${which}`.execute(raw.db)).rows[0]?.waiting) > 0;
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  /** Saves a contract, and does something else while it is saved and not committed. */
  async function saveAround(networkedThreshold: number, meanwhile: () => Promise<unknown>): Promise<void> {
    let saved: Promise<unknown> = Promise.resolve();
    await raw.db.transaction().execute(async (trx) => {
      await sql`lock table contracts in share mode`.execute(trx);
      saved = saving.saveContract({ ...contract('p'), networkedThreshold }, officer);
      while (!(await waiting(sql`relation = 'contracts'::regclass`))) await turn();
      await meanwhile();
    });
    expect(await saved).toMatchObject({ ok: true });
  }

  it('is handed out when the terms are there, whether it was due for them already, or is new', async () => {
    const next = { ...WINDOW, from: WINDOW.to, to: 2 * WINDOW.to };
    for (const [threshold, planned] of [[0.6, []], [0.7, []], [0.8, [next]]] as const) {
      let taken: Promise<Taken> | undefined;
      await saveAround(threshold, async () => {
        await computing.planWindows(planned);
        let isTaken = false;
        taken = take().finally(() => { isTaken = true; });
        while (!isTaken && !(await waiting(sql`locktype in ('transactionid', 'tuple')`))) await turn();
      });
      await finish(await (taken as Promise<Taken>));
      if (planned.length > 0) await finish(await take());
      expect(await ledger()).toEqual([`done ${threshold} 0`, ...planned.map(() => `done ${threshold} 0`)]);
    }
  }, 120_000);

  it('that was computed by the terms before is due when it ends', async () => {
    await saving.reopenWindow(WINDOW);
    const taken = await take();
    let ended: Promise<unknown> = Promise.resolve();
    await saveAround(0.9, async () => void (ended = finish(taken)));
    expect([await ended, (await ledger())[0]]).toMatchObject([{ ok: true }, `due 0.8 ${CONTRACT_CHANGED}`]);
    for (let day = 0; day < 2; day += 1) await finish(await take());
    expect(await ledger()).toEqual(['done 0.9 0', 'done 0.9 0']);
  }, 120_000);

  it('that late hours touch meanwhile waits for the change, and neither is undone for the other', async () => {
    const HOUR = 3_600_000_000;
    const [day, month]: JobWindow[] = [{ ...WINDOW, project: 'q', from: 24 * HOUR, to: 48 * HOUR }, { project: 'q', job: 'months', unit: 'month', from: 0, to: 720 * HOUR }];
    await saving.saveProject(project('q'));
    await saving.saveContract(contract('q'));
    await saving.planWindows([day as JobWindow, month as JobWindow]);
    for (const { job } of [day, month] as JobWindow[]) await computing.finishWindow((await computing.claimWindow('jobs', 60_000, job)) as WindowClaim, { inputsDigest: 'a' });
    const inLine = async (): Promise<number> => Number((await sql<{ waiting: string }>`select count(*) as waiting from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`.execute(raw.db)).rows[0]?.waiting);
    let both: readonly Promise<unknown>[] = [];
    await raw.db.transaction().execute(async (trx) => {
      await sql`select from windows where project = 'q' and unit = 'day' for update`.execute(trx);
      both = [saving.saveContract({ ...contract('q'), networkedThreshold: 0.6 }, officer)];
      while ((await inLine()) < 1) await turn();
      // Of the first hour the month alone, of the other one the day as well.
      both = [...both, computing.touchWindows('q', { cursor: { journal: 'j', sequence: 1 }, hours: [0, 30].map((hour) => ({ hour, causes: LATE_DATA })) })];
      while ((await inLine()) < 2) await turn();
    });
    expect(await Promise.all(both)).toMatchObject([{ ok: true }, 0]);
    expect((await computing.windowLedger('q')).map(({ status, causes = 0 }) => `${status} ${causes}`)).toEqual(['due', 'due'].map((status) => `${status} ${CONTRACT_CHANGED | LATE_DATA}`));
    expect(await readFile(join(server.directory, 'log'), 'utf8')).not.toContain('deadlock');
  }, 120_000);
});
