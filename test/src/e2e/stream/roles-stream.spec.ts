import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';
import { MICROS_PER_MILLISECOND, systemClock } from '@yanshou/telemetry';
import { ApiClient } from '../../platform-under-test/api-client.js';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { EventStream } from '../../platform-under-test/event-stream.js';
import { ADMINISTRATOR } from '../../platform-under-test/people.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import { ScaleSite, hasSiteServers } from '../../platform-under-test/scale-site.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

const device = deviceId(0);
const LONG = 120_000;

if (hasSiteServers('streams with roles apart')) withInflux('streams with roles apart', (influx) => {
  describe.each([
    ['three NATS servers', true, ['east', 'west'], ['ingest', 'project', 'project', 'api', 'api']], ['the journal of one process', false, ['north', 'south'], ['ingest,project', 'api', 'api']],
  ] as const)('a stream of a process that does not project, on %s', (_, nats, projects, roles) => {
    const [here, there] = projects;
    let site: ScaleSite;
    let doors: ApiClient[] = [];
    let projectors: TestPlatform[] = [];
    const clients = new Map<string, RawClient>();
    const streams: EventStream[] = [];
    let [packet, millis] = [0, Math.floor(systemClock.now() / MICROS_PER_MILLISECOND) - 3_000_000];

    beforeAll(async () => {
      site = await ScaleSite.open({ influx: influx(), projects, devices: 1, nats });
      const running: TestPlatform[] = [];
      for (const role of roles) running.push(await site.start(role));
      projectors = running.filter((__, index) => roles[index]?.includes('project'));
      doors = await Promise.all(running.filter((__, index) => roles[index] === 'api').map(({ http }) => new ApiClient(http).logIn(ADMINISTRATOR.username, ADMINISTRATOR.password)));
      for (const project of projects) clients.set(project, await RawClient.open(running[0]?.mqttPort ?? 0, { username: `${project}/${device}`, password: site.secretOf(project, device), clientId: device }));
    }, 300_000);
    afterEach(() => streams.splice(0).forEach((stream) => stream.close()));
    afterAll(async () => {
      for (const client of clients.values()) client.close();
      await site.close();
    }, LONG);

    const open = async (project: string, { door = 0, lastId }: { door?: number; lastId?: string } = {}): Promise<EventStream> => {
      const stream = await EventStream.open(doors[door] as ApiClient, { query: { project, types: 'reading' }, ...(lastId === undefined ? {} : { lastId }) });
      streams.push(stream);
      return stream.ready();
    };
    const publish = async (project: string, temperature: number): Promise<void> => {
      await (clients.get(project) as RawClient).publishAcknowledged(telemetryTopic(project, device), JSON.stringify({ ts: (millis += 1_000), values: { temperature } }), (packet += 1));
    };
    const values = (stream: EventStream) => stream.of('reading').map(({ data }) => [data.project, data.value]);

    it('tells at either door what was stored, to each project its own, and goes on at the other one after what was seen', async () => {
      const [east, again, west] = await Promise.all([open(here), open(here, { door: 1 }), open(there, { door: 1 })]);
      for (const value of [1, 2, 3]) for (const project of projects) await publish(project, value);
      await until(() => [east, again, west].every((stream) => stream.of('reading').length === 3), LONG);
      for (const stream of [east, again]) expect(values(stream)).toEqual([[here, 1], [here, 2], [here, 3]]);
      expect(values(west)).toEqual([[there, 1], [there, 2], [there, 3]]);
      expect([...east.of('gap'), ...again.of('gap'), ...west.of('gap')]).toEqual([]);
      const { id } = east.of('reading')[1] as { id: string };
      east.close();
      await publish(here, 4);
      const other = await open(here, { door: 1, lastId: id });
      await publish(here, 5);
      await other.until(() => other.of('reading').length === 3, LONG);
      expect([values(other), other.of('gap')]).toEqual([[[here, 3], [here, 4], [here, 5]], []]);
    }, 240_000);

    // Each of the two projectors holds half of the partitions, `east` in one half and `west` in the other: one of both streams is taken over.
    if (nats) it('goes on when the one that projects is killed, with every reading told or a gap named', async () => {
      const opened = await Promise.all(projects.map((project) => open(project)));
      // Thousandths of a degree above ten: hundreds are sent until another one takes over, a temperature above 500 would be refused, and
      // the last of the test before, which are below ten, may come at this door after it is ready.
      const TEN = 10_000;
      const heard = (stream: EventStream): number[] => stream.of('reading').map(({ data }) => Math.round(Number(data.value) * 1_000) - TEN).filter((sent) => sent > 0);
      let last = 100;
      const sendUntil = (wanted: () => boolean) => until(async () => {
        last += 1;
        for (const project of projects) await publish(project, (TEN + last) / 1_000);
        return wanted();
      }, LONG);
      await sendUntil(() => opened.every((stream) => heard(stream).length > 3));
      await projectors[0]?.child.kill();
      const before = last;
      await sendUntil(() => opened.every((stream) => heard(stream).some((value) => value > before + 5)));
      const end = last;
      for (const stream of opened) {
        await stream.until(() => heard(stream).includes(end), LONG);
        expect(heard(stream)).toEqual([...new Set(heard(stream))].sort((a, b) => a - b));
        if (stream.of('gap').length === 0) expect(heard(stream)).toEqual(Array.from({ length: end - 100 }, (__, n) => 101 + n));
      }
    }, 240_000);
  });
});
else it('is not run without its servers', () => expect(hasSiteServers('streams with roles apart')).toBe(false));
