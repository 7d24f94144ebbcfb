import { MICROS_PER_DAY, formatIsoMicros, systemClock } from '@yanshou/telemetry';
import type { ApiClient } from './api-client.js';
import { newPerson, startWithAdministrator } from './people.js';
import type { TestPlatform } from './test-platform.js';
import { PROJECT, evidenceForm } from './workshop.js';

/** `auditor` audits a1, `overseer` all of P2; `key` is a token that the officer made for a program that works in a1. */
export const CALLERS = ['admin', 'officer', 'member', 'auditor', 'overseer', 'key'] as const;
export type CallerName = (typeof CALLERS)[number];

export interface Cast extends Readonly<Record<CallerName, ApiClient>> {
  readonly platform: TestPlatform;
  /** Of a1 and of a2. */
  readonly assessments: readonly [string, string];
}

const yesterday = Math.floor(systemClock.now() / MICROS_PER_DAY) * MICROS_PER_DAY - MICROS_PER_DAY;
/** A day of the contracts of a1 and a2. */
export const DAY = { from: formatIsoMicros(yesterday), to: formatIsoMicros(yesterday + MICROS_PER_DAY) } as const;

/**
 * A platform with projects `a1` and `a2` in programme `P2`, `z1` in another, `Z`; everybody who may have to do with one of
 * them; and a figure, evidence, an assessment and an opinion on it in a1 and a2.
 */
export async function assembleCast(): Promise<Cast> {
  const { platform, admin } = await startWithAdministrator({ projects: ['a1', 'a2'], devices: 2 });
  await admin.call('createProgramme', { body: { id: 'Z', nameZh: '另一计划', nameEn: 'another programme' } });
  await admin.call('createProject', { body: { ...PROJECT, id: 'z1', programme: 'Z' } });
  const [officer, member, auditor, overseer] = await Promise.all([
    newPerson(admin, 'officer', 'officer', ['programme:P2']), newPerson(admin, 'member', 'member', ['project:a1']),
    newPerson(admin, 'auditor', 'auditor', ['project:a1']), newPerson(admin, 'overseer', 'auditor', ['programme:P2']),
  ]);
  const { secret } = await officer.call('createToken', { body: { name: 'key', role: 'member', scope: ['project:a1'] } });
  const assessments = [await fill(admin, 'a1'), await fill(admin, 'a2')] as const;
  await give(auditor, 'a1', assessments[0]);
  await give(overseer, 'a2', assessments[1]);
  return { platform, assessments, admin, officer, member, auditor, overseer, key: officer.bearing(secret) };
}

async function give(auditor: ApiClient, p: string, a: string): Promise<void> {
  const params = { p, a };
  const { statement } = await auditor.call('listOpinions', { params });
  await auditor.call('giveOpinion', { params, body: { statement, conclusion: 'agrees', text: '与现场一致' } });
}

async function fill(admin: ApiClient, p: string): Promise<string> {
  const params = { p };
  await admin.call('submitEvidence', { params, body: evidenceForm('paper.txt', p, { title: '材料', kind: 'paper', id: `paper-${p}` }) });
  await admin.call('stateFigure', { params, body: { id: `figure-${p}`, indicator: 'new-economic-benefit', purpose: 'baseline', quantity: 'sales-income', amount: 1, unit: '万元', sourceKind: 'entered', evidence: `paper-${p}` } });
  await admin.call('saveSite', { params, body: { id: 'base', nameZh: '基地', nameEn: 'base' } });
  await admin.call('createBatch', { params, body: { id: `batch-${p}`, product: '种子', base: 'base', quantity: 1, unit: 'kg', producedAt: DAY.from } });
  return (await admin.call('createAssessment', { params, body: DAY })).id;
}
