import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFAULT_NAME, PARTITIONS, partitionOf, streamName } from '@yanshou/journal-jetstream';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';
import { MICROS_PER_DAY, formatIsoMicros, systemClock } from '@yanshou/telemetry';
import { ApiClient } from '../../platform-under-test/api-client.js';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { ADMINISTRATOR } from '../../platform-under-test/people.js';
import { PersistentSender } from '../../platform-under-test/persistent-sender.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import { ScaleSite, hasSiteServers } from '../../platform-under-test/scale-site.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

interface Ready {
  readonly checks: readonly { readonly name: string; readonly state: string; readonly code?: string; readonly detailZh?: string; readonly detailEn?: string }[];
  readonly alarms: readonly { readonly alarm: string; readonly detailZh: string; readonly detailEn: string }[];
}

const LONG = 180_000;
const SERVERS = 5;
const SERVER_UNAVAILABLE = 3;
const TODAY = Math.floor(systemClock.now() / MICROS_PER_DAY) * MICROS_PER_DAY;
const FIRST_MILLIS = (TODAY - MICROS_PER_DAY) / 1_000;
const QUICK_ALARM = { YANSHOU_ALARM_FAULT_SECONDS: '3', YANSHOU_ALARM_HOLD_SECONDS: '1' };
/** Six that are in partitions of their own. */
const PROJECTS = [...new Map(Array.from({ length: 40 }, (_, index) => `project-${index}`).map((id) => [partitionOf(id), id] as const)).values()].slice(0, 6);
const STREAMS = Array.from({ length: PARTITIONS }, (_, partition) => streamName(DEFAULT_NAME, partition));
const streamOfProject = (project: string): string => STREAMS[partitionOf(project)] as string;
const named = (text = ''): string[] => STREAMS.filter((stream) => text.includes(stream));

if (hasSiteServers('a partition of the journal that is stuck')) withInflux('a partition of the journal that is stuck', (influx) => {
  describe('five NATS servers, of which two hang: the streams that have lost their majority', () => {
    let site: ScaleSite;
    let [receiver, rest]: TestPlatform[] = [];
    let officer: ApiClient;
    let stuckStreams: string[];
    let hanging: string[];
    const senders = new Map<string, PersistentSender>();
    const stuck = (): string[] => PROJECTS.filter((project) => stuckStreams.includes(streamOfProject(project)));
    const going = (): string[] => PROJECTS.filter((project) => !stuck().includes(project));
    const acknowledged = (project: string): number => senders.get(project)?.acknowledged.size ?? 0;
    const ready = async (): Promise<Ready> => (await (await fetch(`${receiver?.http ?? ''}/readyz`, { headers: { connection: 'close' } })).json()) as Ready;

    /** All to which something was sent, and none that has a majority. Those to which nothing was are found out by a heartbeat. */
    function namesTheStuck(text: string | undefined): boolean {
      const streams = named(text);
      return streams.every((stream) => stuckStreams.includes(stream)) && stuck().every((project) => streams.includes(streamOfProject(project)));
    }

    beforeAll(async () => {
      site = await ScaleSite.open({ influx: influx(), projects: PROJECTS, devices: 1, nats: true, servers: SERVERS });
      receiver = await site.start('ingest', QUICK_ALARM);
      rest = await site.start('project,jobs,api', QUICK_ALARM);
      officer = await new ApiClient(rest.http).logIn(ADMINISTRATOR.username, ADMINISTRATOR.password);
      await placement();
    }, 300_000);
    afterAll(async () => {
      for (const sender of senders.values()) sender.close();
      for (const name of hanging ?? []) site.nats.resume(name);
      await site.close();
    }, 120_000);

    /** Looks which two servers have to hang, so that some projects' streams lose their majority and others' do not. */
    async function placement(): Promise<void> {
      const connection = await site.nats.connect();
      const members = new Map<string, string[]>();
      for (const stream of STREAMS) {
        const { cluster } = await connection.manager.streams.info(stream);
        members.set(stream, [cluster?.leader ?? '', ...(cluster?.replicas ?? []).map(({ name }) => name)]);
      }
      await connection.close();
      const names = site.nats.members.map(({ name }) => name);
      const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other]));
      const lost = (pair: readonly string[]): string[] => [...members].filter(([, on]) => pair.every((name) => on.includes(name))).map(([stream]) => stream);
      hanging = pairs.find((pair) => [0, PROJECTS.length].every((none) => PROJECTS.filter((project) => lost(pair).includes(streamOfProject(project))).length !== none)) as string[];
      stuckStreams = lost(hanging).sort();
    }

    async function stored(project: string): Promise<number> {
      const { items } = await officer.call('readLedger', { params: { p: project }, query: { from: formatIsoMicros(TODAY), to: formatIsoMicros(TODAY + 2 * MICROS_PER_DAY) } });
      return items.reduce((sum, { counts }) => sum + counts.stored, 0);
    }

    const allStored = async (projects: readonly string[]): Promise<void> => until(async () => (await Promise.all(projects.map(async (project) => (await stored(project)) === acknowledged(project)))).every(Boolean), LONG);
    async function moreOf(projects: readonly string[], count: number): Promise<void> {
      const before = projects.map(acknowledged);
      await until(() => projects.every((project, index) => acknowledged(project) > (before[index] as number) + count), LONG);
    }

    it('are named by readiness and by an alarm, alone', async () => {
      for (const project of PROJECTS) {
        const sender = new PersistentSender({ project, device: deviceId(0), secret: site.secretOf(project, deviceId(0)), qos: 1, firstMillis: FIRST_MILLIS, window: 3, restMillis: 20 });
        senders.set(project, sender);
        await sender.connect(receiver?.mqttPort ?? 0);
      }
      await moreOf(PROJECTS, 50);
      hanging.forEach((name) => site.nats.pause(name));
      // Streams of which one server alone hangs may have to elect: they are named for as long.
      let check: Ready['checks'][number] | undefined;
      await until(async () => {
        check = (await ready()).checks.find(({ name }) => name === 'journal');
        return namesTheStuck(check?.detailEn);
      }, LONG);
      expect(check).toMatchObject({ state: 'down', code: 'journal-unreachable', detailZh: expect.stringMatching(/日志 16 个流中有 \d+ 个无应答/) });
      expect(named(check?.detailZh)).toEqual(named(check?.detailEn));
      let alarm: Ready['alarms'][number] | undefined;
      await until(async () => {
        alarm = (await ready()).alarms.find(({ alarm: id }) => id === 'journal-refusing');
        return namesTheStuck(alarm?.detailEn);
      }, LONG);
      expect(named(alarm?.detailZh)).toEqual(named(alarm?.detailEn));
    }, 2 * LONG);

    it('hold up no other project: its devices come in, what they send is acknowledged, and stored', async () => {
      const before = stuck().map(acknowledged);
      const [lost = ''] = stuck();
      const refused = await RawClient.open(receiver?.mqttPort ?? 0, { username: `${lost}/${deviceId(0)}`, password: site.secretOf(lost, deviceId(0)) });
      expect(refused.connackCode).toBe(SERVER_UNAVAILABLE);
      for (const project of going()) await senders.get(project)?.connect(receiver?.mqttPort ?? 0);
      await moreOf(going(), 100);
      await Promise.all(going().map((project) => senders.get(project)?.drain()));
      await allStored(going());
      expect(stuck().map(acknowledged)).toEqual(before);
    }, 2 * LONG);

    it('go on by themselves when the servers do: nothing is missing, nothing is there twice', async () => {
      hanging.forEach((name) => site.nats.resume(name));
      await until(async () => (await ready()).checks.every(({ state }) => state === 'up') && (await ready()).alarms.length === 0, LONG);
      for (const sender of senders.values()) if (!sender.isConnected) await sender.connect(receiver?.mqttPort ?? 0);
      await Promise.all([...senders.values()].map((sender) => sender.drain()));
      await allStored(PROJECTS);
      for (const project of PROJECTS) {
        const rows = await (rest as TestPlatform).readings({ project });
        const sent = [...(senders.get(project)?.acknowledged ?? [])].map((millis) => millis * 1_000);
        expect(rows.map(({ at }) => at).sort()).toEqual(sent.sort());
      }
    }, 3 * LONG);
  });
});
else it('is not run without its servers', () => expect(hasSiteServers('a partition of the journal that is stuck')).toBe(false));
