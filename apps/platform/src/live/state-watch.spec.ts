import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { InventoryDevice, Micros } from '@yanshou/telemetry';
import type { DeviceState } from '../indicators/device-state.js';
import { StateWatch } from './state-watch.js';
import type { JudgedEvent } from './state-watch.js';

const NOW = 500_000 * MICROS_PER_HOUR;

async function setUp(first: Record<string, DeviceState>) {
  const states = { ...first };
  const looks = new Map<string, number>();
  const looksAt = (project: string): number => looks.get(project) ?? 0;
  let decommissionedAt: Micros | undefined;
  const watch = new StateWatch({
    devices: async () => Object.keys(states).map((id) => ({ id, ...(id === 'gone' && decommissionedAt !== undefined ? { decommissionedAt } : {}) }) as InventoryDevice),
    activity: async (project) => {
      looks.set(project, looksAt(project) + 1);
      return ({ id }) => ({ state: states[id] as DeviceState, lastReceived: NOW - 3 * MICROS_PER_HOUR });
    },
    now: () => NOW, onError: (error) => { throw error; },
  }, 1);
  const listen = (project = 'p') => {
    const heard: string[] = [];
    return { heard, leave: watch.watch(project, (events: readonly JudgedEvent[]) => events.forEach(({ type, device, data }) => heard.push(`${type} ${device} ${String((data as { state?: string; raised?: boolean }).state ?? (data as { raised?: boolean }).raised)}`))) };
  };
  /** Two looks that begin after the call have ended one. */
  const looked = async (project = 'p'): Promise<void> => {
    for (const until = looksAt(project) + 3; looksAt(project) < until;) await new Promise((resolve) => void setTimeout(resolve, 2));
  };
  return { states, listen, looked, looksAt, decommission: () => void (decommissionedAt = NOW) };
}

describe('the states of a project’s devices', () => {
  it('are told when they change; an alarm stands while a device is silent, and is told to whoever comes', async () => {
    const { states, listen, looked } = await setUp({ a: 'live', b: 'silent', c: 'never' });
    const first = listen();
    await looked();
    expect(first.heard).toEqual(['alarm b true']);
    Object.assign(states, { a: 'silent', b: 'live', c: 'live' });
    await looked();
    expect(first.heard.slice(1)).toEqual(['state a silent', 'alarm a true', 'state b live', 'alarm b false', 'state c live']);
    const second = listen();
    expect(second.heard).toEqual(['alarm a true']);
    for (const { leave } of [first, second]) leave();
  });

  it('stand while nobody can tell, and an alarm ends with its device', async () => {
    const { states, listen, looked, decommission } = await setUp({ gone: 'silent', a: 'live' });
    const { heard, leave } = listen();
    await looked();
    states.a = 'unjudged';
    await looked();
    states.a = 'live';
    decommission();
    await looked();
    expect(heard).toEqual(['alarm gone true', 'state gone decommissioned', 'alarm gone false']);
    leave();
  });

  it('are looked at while somebody watches, and by nobody afterwards', async () => {
    const { states, listen, looked, looksAt } = await setUp({ a: 'live' });
    const [first, second, elsewhere] = [listen(), listen(), listen('q')];
    first.leave();
    await looked();
    second.leave();
    states.a = 'silent';
    const before = looksAt('p');
    await looked('q');
    await looked('q');
    expect([looksAt('p'), first.heard, second.heard, elsewhere.heard]).toEqual([before, [], [], ['state a silent', 'alarm a true']]);
    elsewhere.leave();
  });
});
