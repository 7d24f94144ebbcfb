import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { linesTopic, telemetryTopic } from '@yanshou/access';
import { ApiClient } from '../../platform-under-test/api-client.js';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { ADMINISTRATOR, startWithAdministrator } from '../../platform-under-test/people.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

/** Planted where somebody may send a secret, right or wrong; none may be in the log. */
const PLANTED = {
  password: 'PLANTED-password-000001', bearer: 'PLANTED-bearer-token-0000000002', deviceSecret: 'PLANTED-device-secret-003', username: 'PLANTED-username-secret-004',
  lineToken: 'PLANTED-line-token-00005', query: 'PLANTED-query-password-06', payload: 'PLANTED-payload-0007', line: 'PLANTED_line_0008', basic: 'PLANTED-basic-00000009',
  newPassword: 'PLANTED-new-password-10', cookie: 'PLANTED-cookie-000000000000000000000000011', header: 'PLANTED header 12', path: 'PLANTED-path-13', link: 'PLANTED-login-link-0000000014',
} as const;

describe('the log', () => {
  let platform: TestPlatform;
  let admin: ApiClient;
  const linesOf = (request: string): Record<string, unknown>[] => platform.log().filter((line) => line.request === request);
  const ask = (path: string, headers: Record<string, string> = {}, body?: string): Promise<Response> =>
    fetch(`${platform.http}${path}`, { method: body === undefined ? 'GET' : 'POST', headers: { connection: 'close', ...headers }, body: body ?? null });

  beforeAll(async () => {
    ({ platform, admin } = await startWithAdministrator({ logged: true, env: { YANSHOU_LOG_LEVEL: 'debug' } }));
  }, 180_000);
  afterAll(() => platform.dispose());

  it.each([
    ['X-Request-Id', { 'x-request-id': 'from-the-caller-1' }, 'from-the-caller-1'],
    ['traceparent', { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }, '0af7651916cd43dd8448eb211c80319c'],
  ])('names a request as its %s does: in the header, the problem and its line', async (_, headers, id) => {
    const answer = await ask('/api/v1/projects?from=here', headers);
    expect([answer.status, answer.headers.get('x-request-id'), ((await answer.json()) as { instance: string }).instance]).toEqual([401, id, `urn:yanshou:request:${id}`]);
    await until(() => linesOf(id).length > 0);
    expect(linesOf(id)).toMatchObject([{ level: 40, method: 'GET', route: 'listProjects', path: '/api/v1/projects', status: 401, code: 'unauthenticated', msg: 'request' }]);
  });

  it.each(['short', 'has space in it', 'ends"with-a-quote', 'x'.repeat(65), '-begins-with-a-dash'])('gives a request a name of its own instead of %j', async (given) => {
    const id = (await ask('/healthz', { 'x-request-id': given })).headers.get('x-request-id');
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
  });

  it('has what succeeds at debug, with who it was; and each run of a job has a name', async () => {
    await admin.succeed('listProjects', { headers: { 'x-request-id': 'that-succeeds-1' } });
    await until(() => linesOf('that-succeeds-1').length > 0);
    expect(linesOf('that-succeeds-1')).toMatchObject([{ level: 20, route: 'listProjects', status: 200, who: 'admin', seconds: expect.any(Number) }]);
    // Jobs run by the clock.
    await until(() => platform.log().some(({ msg }) => msg === 'job run'), 90_000);
    expect(platform.log().find(({ msg }) => msg === 'job run')).toMatchObject({ level: 20, job: expect.stringMatching(/^[a-z]+ [a-z]+$|^board$/), run: expect.stringMatching(/^[0-9a-f-]{13}$/), outcome: 'ok' });
  });

  it('holds no secret and no payload, whichever way one was sent', async () => {
    const json = { 'content-type': 'application/json' };
    const made = await admin.call('createToken', { body: { name: 'key', role: 'member', scope: ['project:bench'] } });
    const secret = platform.secrets[`bench/${deviceId(1)}`] as string;
    const good = [ADMINISTRATOR.password, made.secret, secret];
    await new ApiClient(platform.http).logIn(ADMINISTRATOR.username, ADMINISTRATOR.password);
    await admin.bearing(made.secret).succeed('listProjects');
    const line = `temperature value=1,note="${PLANTED.line}"`;
    await ask('/api/v2/write?precision=s', { authorization: `Token ${secret}` }, line);
    await ask(`/api/v2/write?precision=s&u=bench/${deviceId(1)}&p=${secret}`, {}, line);
    await ask('/api/v2/write', { authorization: `Token ${PLANTED.lineToken}` }, line);
    await ask('/api/v2/write', { authorization: `Basic ${Buffer.from(`a:${PLANTED.basic}`).toString('base64')}` }, line);
    await ask(`/api/v2/write?u=bench/${deviceId(0)}&p=${PLANTED.query}`, {}, line);
    await ask('/api/v1/session', json, JSON.stringify({ username: 'admin', password: PLANTED.password }));
    await ask('/api/v1/session', json, JSON.stringify({ username: 'admin', password: { is: PLANTED.password } }));
    await ask('/api/v1/session', json, `{"password":"${PLANTED.password}"`);
    await ask('/api/v1/session/link', json, JSON.stringify({ token: PLANTED.link }));
    await ask('/api/v1/projects', { authorization: `Bearer ${PLANTED.bearer}`, 'x-request-id': PLANTED.header });
    await ask('/api/v1/projects', { cookie: `yanshou_session=${PLANTED.cookie}` });
    await ask(`/${PLANTED.path}`);
    await ask(`/api/v1/${PLANTED.path}`);
    await ask(`/broker/${PLANTED.path}`, { authorization: `Bearer ${PLANTED.bearer}` }, PLANTED.payload);
    await admin.attempt('changeUser', { params: { u: 'admin' }, body: { password: PLANTED.newPassword, currentPassword: PLANTED.password } });
    await admin.attempt('createUser', { body: { id: 'x', name: 'x', role: 'no-such-role', password: PLANTED.newPassword } });
    for (const username of [PLANTED.username, `bench/${deviceId(0)}`]) await RawClient.open(platform.mqttPort, { username, password: PLANTED.deviceSecret }).catch(() => undefined);
    const device = await platform.connect(deviceId(1), { clientId: 'log' });
    await device.publishAcknowledged(telemetryTopic('bench', deviceId(1)), `{"values":{"temperature":"${PLANTED.payload}"}}`, 1);
    await device.publishAcknowledged(linesTopic('bench', deviceId(1), 'ms'), line, 2);
    device.close();
    await platform.settle();
    await ask('/healthz', { 'x-request-id': 'the-last-of-all' });
    await until(() => linesOf('the-last-of-all').length > 0);
    const log = platform.child.stderr();
    expect([...Object.values(PLANTED), ...good].filter((planted) => log.includes(planted) || log.includes(encodeURIComponent(planted)))).toEqual([]);
  });

  it('a revoked device is cut, and that is told', async () => {
    const client = await platform.connect(deviceId(2));
    await admin.call('revokeSecrets', { params: { p: 'bench', d: deviceId(2) } });
    await client.whenClosed();
    await until(() => platform.log().some(({ kind, detail, principal }) => kind === 'connection-cut' && detail === 'revoked' && principal === `bench/${deviceId(2)}`));
  });

  // Last of all: what comes after a flood is left out.
  it('tells a refused and a cut device with principal and reason, and no more of a flood than a burst', async () => {
    const name = `bench/${deviceId(0)}`;
    const client = await platform.connect(deviceId(0));
    client.publish(telemetryTopic('bench', deviceId(1)), '{}', { messageId: 1 });
    const told = (kind: string): Record<string, unknown>[] => platform.log().filter((line) => line.msg === 'broker' && line.kind === kind && line.principal === name);
    await until(() => told('refused').length > 0 && told('disconnected').length > 0);
    expect(told('refused')[0]).toMatchObject({ level: 40, detail: 'foreign-topic' });
    expect(told('disconnected')[0]).toMatchObject({ level: 20 });
    for (let attempt = 0; attempt < 60; attempt += 1) await RawClient.open(platform.mqttPort, { username: name, password: PLANTED.deviceSecret }).catch(() => undefined);
    for (let attempt = 0; attempt < 120; attempt += 1) await ask('/api/v1/projects');
    expect(told('connection-refused')[0]).toMatchObject({ level: 40, detail: 'bad credentials' });
    expect(told('connection-refused').length).toBeLessThan(40);
    expect(platform.log().filter(({ msg, status }) => msg === 'request' && status === 401).length).toBeLessThan(100);
  });
});
