import { describe, expect, it } from '@jest/globals';
import { LIFE_CYCLE_STEPS, checkStep } from '@yanshou/telemetry';
import type { LifeCycleEvent, StepDraft } from '@yanshou/telemetry';
import { fieldsOf } from './step-needs.js';

describe('the form of a step', () => {
  it('asks for a new end only where one is granted', () => {
    expect(fieldsOf('extension-asked', 'running').map(({ name, isOptional }) => [name, isOptional])).toEqual([['reason', true], ['approval', false], ['file', false], ['until', false]]);
    expect(fieldsOf('due', 'formal-check').map(({ name, isOptional }) => [name, isOptional])).toEqual([['reason', true], ['approval', true], ['file', true]]);
  });

  it.each(LIFE_CYCLE_STEPS.map((step) => [`${step.from} → ${step.to}`, step] as const))('%s is taken with what the form demands, and not without', (_, { from, to }) => {
    const before: LifeCycleEvent = { project: 'p', number: 1, from: 'running', to: from, at: 1, who: 'officer', recordedAt: 1 };
    const values = { reason: 'why', approval: 'JK-1', file: 'paper', until: 9 } as const;
    const fields = fieldsOf(from, to).filter(({ isOptional }) => !isOptional).map(({ name }) => name);
    const draftOf = (names: readonly string[]): StepDraft => ({ to, at: 2, ...Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name))) });
    const taken = (names: readonly string[]): boolean => checkStep([before], draftOf(names), { from: 0, to: 5 }, 4).ok;
    expect(taken(fields)).toBe(true);
    for (const left of fields) expect([left, taken(fields.filter((name) => name !== left))]).toEqual([left, false]);
  });
});
