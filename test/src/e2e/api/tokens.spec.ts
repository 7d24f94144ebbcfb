import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '@yanshou/api-schema';
import { MICROS_PER_SECOND, formatIsoMicros, systemClock } from '@yanshou/telemetry';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';
import { PROJECT } from '../../platform-under-test/workshop.js';

const ofA1 = { params: { p: 'a1' } };
const BAD_USER_NAME_OR_PASSWORD = 4;
/** Of a token that is to be used before it ends, also on a busy machine. */
const LIFE_MICROS = 10 * MICROS_PER_SECOND;

describe('API tokens', () => {
  let platform: TestPlatform;
  let [admin, officer, member, auditor] = [] as unknown as [ApiClient, ApiClient, ApiClient, ApiClient];

  /** A program that calls with a new token of `maker`'s. */
  const programOf = async (maker: ApiClient, role: Role, scope: readonly string[], more: Record<string, string> = {}): Promise<{ id: string; secret: string; program: ApiClient }> => {
    const { secret, token } = await maker.call('createToken', { body: { name: '程序', role, scope, ...more } });
    return { id: token.id, secret, program: maker.bearing(secret) };
  };
  const change = (u: string, body: Record<string, unknown>) => admin.call('changeUser', { params: { u }, body });

  beforeAll(async () => {
    ({ platform, admin } = await startWithAdministrator({ projects: ['a1', 'a2'], devices: 1 }));
    await admin.call('createProgramme', { body: { id: 'Z', nameZh: '另一计划', nameEn: 'another programme' } });
    await admin.call('createProject', { body: { ...PROJECT, id: 'z1', programme: 'Z' } });
    [officer, member, auditor] = await Promise.all([newPerson(admin, 'officer', 'officer', ['programme:P2']), newPerson(admin, 'member', 'member', ['project:a1']), newPerson(admin, 'auditor', 'auditor', ['project:a1'])]);
  }, 180_000);
  afterAll(() => platform.dispose());

  it('hold no more than their maker', async () => {
    const beyond: [ApiClient, Role, string[]][] = [
      [officer, 'admin', []], [officer, 'officer', ['programme:P2', 'programme:Z']], [officer, 'member', ['project:z1']], [officer, 'member', ['project:none']], [officer, 'auditor', ['programme:P2']],
      [member, 'admin', []], [member, 'officer', ['programme:P2']], [member, 'member', ['project:a2']], [member, 'member', ['project:a1', 'project:a2']], [member, 'auditor', ['project:a1']],
      [auditor, 'member', ['project:a1']], [auditor, 'auditor', ['programme:P2']], [auditor, 'admin', []],
    ];
    for (const [maker, role, scope] of beyond) expectProblem(await maker.attempt('createToken', { body: { name: 'x', role, scope } }), { status: 400, code: 'invalid', field: 'scope' });
    expect((await officer.call('listTokens')).items).toEqual([]);
    const { program } = await programOf(officer, 'member', ['project:a2']);
    expect(await program.call('readSession')).toMatchObject({ id: 'officer', role: 'member', scope: ['project:a2'], by: 'token' });
    expectProblem(await program.attempt('readProject', ofA1), { status: 404, code: 'not-found' });
  });

  it('make no further tokens, and no passwords', async () => {
    const { program } = await programOf(admin, 'admin', []);
    expectProblem(await program.attempt('createToken', { body: { name: 'x', role: 'admin' } }), { status: 403, code: 'forbidden' });
    const { program: ofMember } = await programOf(member, 'member', ['project:a1']);
    expectProblem(await ofMember.attempt('changeUser', { params: { u: 'member' }, body: { password: 'another-password-1', currentPassword: 'unknown' } }), { status: 400, code: 'invalid', field: 'currentPassword' });
  });

  it('are shown once, listed to their maker and the administrator without their secret, and to nobody else', async () => {
    const { id, secret } = await programOf(auditor, 'auditor', ['project:a1']);
    const [own, all, others] = await Promise.all([auditor, admin, member].map((who) => who.succeed('listTokens')));
    expect([own, all, others].map((list) => list?.text.includes(id))).toEqual([true, true, false]);
    expect(`${own?.text}${all?.text}`).not.toContain(secret);
  });

  it('end when they are revoked, by their maker or the administrator and nobody else', async () => {
    for (const revoker of [member, admin]) {
      const { id, program } = await programOf(member, 'member', ['project:a1']);
      expect((await program.call('readProject', ofA1)).id).toBe('a1');
      const [foreign, none] = await Promise.all([id, '0'.repeat(16)].map((t) => officer.attempt('revokeToken', { params: { t } })));
      expect([foreign?.status, foreign?.text]).toEqual([404, none?.text]);
      await revoker.call('revokeToken', { params: { t: id } });
      await revoker.call('revokeToken', { params: { t: id } });
      expectProblem(await program.attempt('readProject', ofA1), { status: 401, code: 'unauthenticated' });
      expect((await member.call('listTokens')).items).toContainEqual(expect.objectContaining({ id, revoked: true }));
    }
  });

  it('end at their time', async () => {
    const { program } = await programOf(member, 'member', ['project:a1'], { expiresAt: formatIsoMicros(systemClock.now() + LIFE_MICROS) });
    expect((await program.attempt('readSession')).status).toBe(200);
    await until(async () => (await program.attempt('readSession')).status === 401);
  });

  it('end with their maker, and shrink with what their maker may', async () => {
    const leaver = await newPerson(admin, 'leaver', 'officer', ['programme:P2']);
    const { program } = await programOf(leaver, 'officer', ['programme:P2']);
    const rename = () => program.attempt('changeProject', { ...ofA1, body: { nameEn: 'renamed' } });
    expect((await rename()).status).toBe(200);
    await change('leaver', { role: 'member', scope: ['project:a1'] });
    expectProblem(await rename(), { status: 403, code: 'forbidden' });
    expect((await program.call('listProjects')).items.map(({ id }) => id)).toEqual(['a1']);
    await change('leaver', { role: 'officer', scope: ['programme:Z'] });
    expectProblem(await rename(), { status: 404, code: 'not-found' });
    expect((await program.call('listProjects')).items).toEqual([]);
    await change('leaver', { disabled: true });
    expectProblem(await rename(), { status: 401, code: 'unauthenticated' });
  });

  it('are no secrets of devices', async () => {
    const { secret } = await programOf(admin, 'admin', []);
    for (const authorization of [`Token ${secret}`, `Bearer ${secret}`]) {
      expect((await fetch(`${platform.http}/api/v2/write`, { method: 'POST', body: 'm value=1', headers: { authorization } })).status).toBe(401);
    }
    for (const [username, password] of [[secret, ''], ['a1/press-0000', secret]] as const) {
      expect((await RawClient.open(platform.mqttPort, { username, password })).connackCode).toBe(BAD_USER_NAME_OR_PASSWORD);
    }
  });
});
