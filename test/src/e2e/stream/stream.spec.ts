import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { stateTopic, telemetryTopic } from '@yanshou/access';
import { streamEvents } from '@yanshou/api-schema';
import { MICROS_PER_MILLISECOND, systemClock } from '@yanshou/telemetry';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { EventStream } from '../../platform-under-test/event-stream.js';
import type { HeardEvent } from '../../platform-under-test/event-stream.js';
import { newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import type { RawClient } from '../../platform-under-test/raw-client.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { undocumented } from '../../platform-under-test/undocumented.js';
import { until } from '../../platform-under-test/until.js';

const [first, second, third] = [deviceId(0), deviceId(1), deviceId(2)];
const FIELDS = ['device', 'metric', 'at', 'value'] as const;
const pick = ({ data }: HeardEvent) => FIELDS.map((field) => data[field]);
const ends = (stream: EventStream): boolean => stream.isEnded;

describe('a stream of a project', () => {
  let platform: TestPlatform;
  let [admin, member, other]: ApiClient[] = [];
  let [device, quiet, neighbour]: RawClient[] = [];
  const streams: EventStream[] = [];
  let [packet, millis] = [0, Math.floor(systemClock.now() / MICROS_PER_MILLISECOND) - 3_000_000];

  const open = async (query: Record<string, string> = {}, { who = member, lastId }: { who?: ApiClient | undefined; lastId?: string } = {}): Promise<EventStream> => {
    const stream = await EventStream.open(who as ApiClient, { query: { project: 'bench', ...query }, ...(lastId === undefined ? {} : { lastId }) });
    streams.push(stream);
    return stream;
  };
  const publish = async (by: RawClient | undefined, name: string, values: object, { project = 'bench', ...rest }: { project?: string; quality?: object } = {}): Promise<string> => {
    const ts = (millis += 1_000);
    await (by as RawClient).publishAcknowledged(telemetryTopic(project, name), JSON.stringify({ ts, values, ...rest }), (packet += 1));
    return new Date(ts).toISOString();
  };
  const ELEMENTS = 1_000;
  /** Messages of a thousand elements. */
  const publishMany = async (messages: number, values: object): Promise<void> => {
    for (let message = 0; message < messages; message += 1) {
      const elements = Array.from({ length: ELEMENTS }, () => ({ ts: (millis += 1), values }));
      await (quiet as RawClient).publishAcknowledged(telemetryTopic('bench', second), JSON.stringify(elements), (packet += 1));
    }
  };
  const streamsOpen = async (): Promise<number> => Number(/^yanshou_streams (\d+)$/m.exec(await (await fetch(`${platform.http}/metrics`)).text())?.[1]);

  beforeAll(async () => {
    ({ platform, admin } = await startWithAdministrator({ projects: ['bench', 'next'], devices: 4 }));
    [member, other] = await Promise.all([newPerson(admin, 'member', 'member', ['project:bench']), newPerson(admin, 'other', 'member', ['project:next'])]);
    [device, quiet, neighbour] = await Promise.all([platform.connect(first), platform.connect(second), platform.connect(first, { project: 'next' })]);
  }, 180_000);
  afterEach(() => streams.splice(0).forEach((stream) => stream.close()));
  afterAll(async () => {
    for (const client of [device, quiet, neighbour]) client?.close();
    await platform.dispose();
  });

  it('is one that an EventSource and a proxy take as such', async () => {
    const { answer, retry } = await (await open()).ready();
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['x-accel-buffering'], answer.headers['cache-control'], retry]).toEqual([200, 'text/event-stream; charset=utf-8', 'no', 'no-store', 3_000]);
  });

  it('tells each reading once, as it is stored: exact values, time, quality, origin and class', async () => {
    const stream = await (await open({ types: 'reading' })).ready();
    const text = 'a "quoted"\n行\r\n\u2028data: x';
    const letters = { temperature: 'N', pressure: 'F', running: 'S', mode: 'D' };
    const at = await publish(device, first, { temperature: 21.37, pressure: 0.1 + 0.2, running: true, mode: text }, { quality: letters });
    await stream.until(({ heard }) => heard.length >= 5);
    expect(stream.of('reading').map(pick).sort()).toEqual([[first, 'mode', at, text], [first, 'pressure', at, 0.1 + 0.2], [first, 'running', at, true], [first, 'temperature', at, 21.37]]);
    for (const { data, id } of stream.of('reading')) {
      expect(data).toMatchObject({ project: 'bench', quality: letters[data.metric as keyof typeof letters], origin: 'live', late: false, serverStamped: false });
      expect([undocumented(streamEvents.reading, data), id]).toEqual([[], expect.stringMatching(/\.\d+\.\d+$/)]);
    }
    const { items } = JSON.parse((await (member as ApiClient).succeed('readReadings', { params: { p: 'bench' }, query: { from: at, to: new Date(Date.parse(at) + 1).toISOString() } })).text) as { items: object[] };
    expect(items).toHaveLength(4);
    for (const item of items) expect(stream.of('reading').map(({ data }) => data)).toContainEqual({ ...item, project: 'bench' });
  });

  it('tells nothing of a duplicate, a conflict or what is refused', async () => {
    const stream = await (await open({ types: 'reading' })).ready();
    const at = await publish(device, first, { temperature: 1 });
    for (const value of [1, 2, 'hot']) await (device as RawClient).publishAcknowledged(telemetryTopic('bench', first), JSON.stringify({ ts: at, values: { temperature: value } }), (packet += 1));
    const last = await publish(device, first, { temperature: 3 });
    await stream.until(() => stream.of('reading').some(({ data }) => data.at === last));
    expect(stream.of('reading').map(pick)).toEqual([[first, 'temperature', at, 1], [first, 'temperature', last, 3]]);
  });

  it('is what was asked for: a device, a metric, a type', async () => {
    const [ofDevice, ofMetric, ofStates] = await Promise.all([open({ device: second, types: 'reading' }), open({ metric: 'pressure', types: 'reading' }), open({ types: 'state' })].map(async (opened) => (await opened).ready()));
    await publish(device, first, { temperature: 4, pressure: 5 });
    await publish(quiet, second, { temperature: 6, pressure: 7 });
    await (device as RawClient).publishAcknowledged(stateTopic('bench', first), 'online', (packet += 1));
    const announced = (stream: EventStream) => stream.of('state').filter(({ data }) => data.by === 'device');
    await until(() => ofDevice?.of('reading').length === 2 && ofMetric?.of('reading').length === 2 && announced(ofStates as EventStream).length === 1, 60_000);
    expect(ofDevice?.of('reading').map(({ data }) => [data.device, data.value])).toEqual([[second, 6], [second, 7]]);
    expect(ofMetric?.of('reading').map(({ data }) => [data.device, data.value])).toEqual([[first, 5], [second, 7]]);
    expect([ofStates?.of('reading'), announced(ofStates as EventStream).map(({ data }) => data)]).toEqual([[], [{ project: 'bench', device: first, at: expect.any(String), state: 'online', by: 'device' }]]);
    for (const { data } of ofStates?.of('state') ?? []) expect(undocumented(streamEvents.state, data)).toEqual([]);
  });

  it('tells when a device is heard of for the first time', async () => {
    const stream = await (await open({ types: 'state', device: third })).ready();
    const client = await platform.connect(third);
    // What it has been until now is looked at once a stream is there.
    await until(async () => (await publish(client, third, { temperature: 1 }), stream.of('state').some(({ data }) => data.state === 'live')), 60_000);
    expect(stream.of('state').filter(({ data }) => data.by === 'platform').map(({ data: { at, ...data } }) => [typeof at, data])).toEqual([['string', { project: 'bench', device: third, state: 'live', by: 'platform' }]]);
    client.close();
  });

  it('goes on after what was seen, with nothing missing and nothing twice', async () => {
    const stream = await (await open({ types: 'reading', device: first })).ready();
    await publish(device, first, { temperature: 1, pressure: 2, running: false });
    await stream.until(() => stream.of('reading').length === 3);
    const seen = stream.of('reading');
    stream.close();
    const later = [await publish(device, first, { temperature: 8 }), await publish(device, first, { temperature: 9 })];
    await platform.settle();
    for (const [index, { id }] of seen.entries()) {
      const again = await (await open({ types: 'reading', device: first }, { lastId: id })).ready();
      expect(again.heard.map(({ event, data }) => (event === 'reading' ? [data.metric, data.value] : event))).toEqual([...seen.slice(index + 1).map(({ data }) => [data.metric, data.value]), ['temperature', 8], ['temperature', 9], 'ready']);
      again.close();
    }
    const last = await (await open({ types: 'reading', device: first }, { lastId: seen[2]?.id ?? '' })).ready();
    const at = await publish(device, first, { temperature: 10 });
    await last.until(() => last.of('reading').some(({ data }) => data.at === at));
    expect(last.of('reading').map(({ data }) => data.at)).toEqual([...later, at]);
  });

  it('goes on after much more than may wait for one reader, while new readings come', async () => {
    const stream = await (await open({ types: 'reading' })).ready();
    const { lastId } = stream;
    stream.close();
    const MESSAGES = 8;
    // At most 5 000 readings of a commit are told.
    for (let told = 0; told < MESSAGES; told += 4) {
      await publishMany(4, { mode: 'x'.repeat(150) });
      await platform.settle();
    }
    const again = await open({ types: 'reading' }, { lastId });
    const at = await publish(device, first, { temperature: 12 });
    await again.until(() => again.of('reading').some(({ data }) => data.at === at) && again.of('ready').length > 0);
    expect([again.of('dropped'), again.of('gap'), again.of('reading').length]).toEqual([[], [], MESSAGES * ELEMENTS + 1]);
    const times = again.of('reading').slice(0, -1).map(({ data }) => data.at as string);
    expect(times).toEqual([...new Set(times)].sort());
  }, 120_000);

  it('says that something may be missing after an id that it does not know, and takes one that is none for none', async () => {
    const known = (await (await open()).ready()).lastId;
    for (const lastId of [known.replace(/\.\d+\.\d+$/, '.0.0'), `another.${known}`]) {
      const stream = await (await open({ types: 'reading' }, { lastId })).ready();
      expect([lastId, stream.of('gap').map(({ data }) => undocumented(streamEvents.gap, data))]).toEqual([lastId, [[]]]);
    }
    for (const lastId of ['nonsense', '', '-1', `x.${'9'.repeat(40)}.0`]) expect([lastId, (await (await open({ types: 'reading' }, { lastId })).ready()).of('gap')]).toEqual([lastId, []]);
  });

  it('is of nobody else: another project is not there, and nothing of it is told', async () => {
    const [own, foreign] = [await (await open()).ready(), await (await open({ project: 'next' }, { who: other })).ready()];
    const at = await publish(neighbour, first, { temperature: 77 }, { project: 'next' });
    await publish(device, first, { temperature: 78 });
    await until(() => own.of('reading').length === 1 && foreign.of('reading').length === 1, 60_000);
    expect([own.of('reading').map(({ data }) => data.value), foreign.of('reading').map(pick)]).toEqual([[78], [[first, 'temperature', at, 77]]]);
    for (const { data } of [...own.heard, ...foreign.heard]) expect(data.project).toBe(own.heard.some((one) => one.data === data) ? 'bench' : 'next');
    for (const project of ['next', 'nowhere']) expect((await open({ project })).answer.statusCode).toBe(404);
    expect((await EventStream.open({ http: platform.http, credential: {} }, { query: { project: 'bench' } })).answer.statusCode).toBe(401);
  });

  it('ends within a minute when the token is revoked, the session is over, or the project is taken away', async () => {
    const made = await (member as ApiClient).call('createToken', { body: { name: 'wall', role: 'member', scope: ['project:bench'] } });
    const leaver = await newPerson(admin as ApiClient, 'leaver', 'member', ['project:bench']);
    const mover = await newPerson(admin as ApiClient, 'mover', 'member', ['project:bench', 'project:next']);
    const { secret } = await mover.call('createToken', { body: { name: 'hall', role: 'member', scope: ['project:bench'] } });
    const [byToken, bySession, byScope, staying] = await Promise.all([(member as ApiClient).bearing(made.secret), leaver, mover.bearing(secret), member].map(async (who) => (await open({}, { who })).ready()));
    await (member as ApiClient).call('revokeToken', { params: { t: made.token.id } });
    await leaver.call('logOut');
    await (admin as ApiClient).call('changeUser', { params: { u: 'mover' }, body: { scope: ['project:next'] } });
    await until(() => [byToken, bySession, byScope].every((stream) => ends(stream as EventStream)), 60_000);
    expect([byToken, bySession, byScope].map((stream) => stream?.of('end').map(({ data }) => [data.code, undocumented(streamEvents.end, data)]))).toEqual([[['unauthenticated', []]], [['unauthenticated', []]], [['not-found', []]]]);
    await publish(device, first, { temperature: 11 });
    await until(() => staying?.of('reading').length === 1, 60_000);
    expect([staying?.isEnded, byScope?.of('reading')]).toEqual([false, []]);
  }, 120_000);

  it('never waits for a reader who does not read: what he is told and what was left out is everything, and others are told at once', async () => {
    const [slow, quick] = await Promise.all([open({ types: 'reading' }), open({ types: 'reading', metric: 'running' })].map(async (opened) => (await opened).ready())) as [EventStream, EventStream];
    slow.pause();
    const MESSAGES = 60;
    await publishMany(MESSAGES, { temperature: 1, mode: 'x'.repeat(150) });
    await publish(device, first, { running: true });
    await quick.until(() => quick.of('reading').length === 1);
    await platform.settle();
    slow.resume();
    // The note of what was left out comes before the next thing that is told.
    const later: unknown[] = [];
    const lastHeard = () => later.indexOf(slow.of('reading').at(-1)?.data.at);
    await until(async () => (later.push(await publish(device, first, { running: false })), lastHeard() >= 0), 60_000);
    const [heard, left] = [slow.of('reading').length, slow.of('dropped').reduce((sum, { data }) => sum + Number(data.count), 0)];
    expect(left + heard).toBe(2 * ELEMENTS * MESSAGES + 1 + lastHeard() + 1);
    expect(left).toBeGreaterThan(ELEMENTS);
    expect(Number(/^yanshou_stream_dropped_total (\d+)$/m.exec(await (await fetch(`${platform.http}/metrics`)).text())?.[1])).toBeGreaterThanOrEqual(left);
  }, 180_000);

  it('that nobody reads ends with its access all the same: its seat is free, and what is stored then does no harm', async () => {
    const sleeper = await newPerson(admin as ApiClient, 'sleeper', 'member', ['project:bench']);
    const stream = await (await open({ types: 'reading' }, { who: sleeper })).ready();
    await until(async () => (await streamsOpen()) === 1);
    stream.pause();
    await publishMany(60, { temperature: 1, mode: 'x'.repeat(150) });
    await platform.settle();
    await sleeper.call('logOut');
    await until(async () => (await streamsOpen()) === 0);
    const awake = await (await open({ types: 'reading' })).ready();
    const at = await publish(device, first, { temperature: 13 });
    await awake.until(() => awake.of('reading').some(({ data }) => data.at === at));
    stream.resume();
    await stream.until(ends);
    expect(stream.of('reading').filter(({ data }) => data.at === at)).toEqual([]);
  }, 180_000);

  it('is one of at most twenty of a user, whose seats are given back', async () => {
    const opened = await Promise.all(Array.from({ length: 21 }, () => open({}, { who: other })));
    // Of a project that is not theirs: no seat is taken.
    expect(opened.map(({ answer }) => answer.statusCode)).toEqual(Array.from({ length: 21 }, () => 404));
    const own = await Promise.all(Array.from({ length: 21 }, () => open({ project: 'next' }, { who: other })));
    const statuses = own.map(({ answer }) => answer.statusCode);
    expect([statuses.filter((status) => status === 200).length, statuses.filter((status) => status === 429).length]).toEqual([20, 1]);
    expect(await streamsOpen()).toBeGreaterThanOrEqual(20);
    own.forEach((stream) => stream.close());
    await until(async () => (await open({ project: 'next' }, { who: other })).answer.statusCode === 200, 30_000);
  }, 60_000);

  it('ends at once with the platform', async () => {
    const stream = await (await open()).ready();
    const stopped = platform.child.stop();
    await stream.until(ends, 30_000);
    await stopped;
    expect(stream.isEnded).toBe(true);
  }, 60_000);
});
