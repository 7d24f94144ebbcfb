import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { InventoryDevice, Micros } from '@yanshou/telemetry';
import type { DeviceState } from '../indicators/device-state.js';
import { StateWatch } from './state-watch.js';
import type { JudgedEvent } from './state-watch.js';

const NOW = 500_000 * MICROS_PER_HOUR;

async function setUp(first: Record<string, DeviceState>) {
  const states = { ...first };
  let [looks, decommissionedAt]: [number, Micros | undefined] = [0, undefined];
  const watch = new StateWatch({
    devices: async () => Object.keys(states).map((id) => ({ id, ...(id === 'gone' && decommissionedAt !== undefined ? { decommissionedAt } : {}) }) as InventoryDevice),
    activity: async () => {
      looks += 1;
      return ({ id }) => ({ state: states[id] as DeviceState, lastReceived: NOW - 3 * MICROS_PER_HOUR });
    },
    now: () => NOW, onError: (error) => { throw error; },
  }, 1);
  const listen = () => {
    const heard: string[] = [];
    return { heard, leave: watch.watch('p', (events: readonly JudgedEvent[]) => events.forEach(({ type, device, data }) => heard.push(`${type} ${device} ${String((data as { state?: string; raised?: boolean }).state ?? (data as { raised?: boolean }).raised)}`))) };
  };
  /** Two looks that begin after the call have ended one. */
  const looked = async (): Promise<void> => {
    for (const until = looks + 3; looks < until;) await new Promise((resolve) => void setTimeout(resolve, 2));
  };
  return { states, watch, listen, looked, decommission: () => void (decommissionedAt = NOW) };
}

describe('the states of a project’s devices', () => {
  it('are told when they change; an alarm stands while a device is silent, and is told to whoever comes', async () => {
    const { states, watch, listen, looked } = await setUp({ a: 'live', b: 'silent', c: 'never' });
    const first = listen();
    await looked();
    expect(first.heard).toEqual(['alarm b true']);
    Object.assign(states, { a: 'silent', b: 'live', c: 'live' });
    await looked();
    expect(first.heard.slice(1)).toEqual(['state a silent', 'alarm a true', 'state b live', 'alarm b false', 'state c live']);
    expect(listen().heard).toEqual(['alarm a true']);
    await watch.close();
  });

  it('stand while nobody can tell, and an alarm ends with its device', async () => {
    const { states, watch, listen, looked, decommission } = await setUp({ gone: 'silent', a: 'live' });
    const { heard, leave } = listen();
    await looked();
    states.a = 'unjudged';
    await looked();
    states.a = 'live';
    decommission();
    await looked();
    expect(heard).toEqual(['alarm gone true', 'state gone decommissioned', 'alarm gone false']);
    leave();
    await watch.close();
  });

  it('are looked at by nobody when nobody watches', async () => {
    const { states, watch, listen, looked } = await setUp({ a: 'live' });
    const { heard, leave } = listen();
    await looked();
    leave();
    states.a = 'silent';
    await watch.close();
    expect(heard).toEqual([]);
  });
});
