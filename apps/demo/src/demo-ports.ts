import { Failure } from '@yanshou/telemetry';
import type { DemoArguments } from './arguments.js';
import { freePort } from './free-port.js';

const DEFAULTS = { http: 3000, mqtt: 1883 } as const;

export interface DemoPorts {
  readonly http: number;
  readonly mqtt: number;
  /** Default ports that were in use, and what was taken in their place. */
  readonly taken: readonly { readonly what: 'HTTP' | 'MQTT'; readonly wanted: number; readonly got: number }[];
}

/**
 * The ports of the demonstration: those that were asked for, else the usual ones, else free ones. Throws Failure `port-in-use`
 * for one that was asked for: whoever names a port means it.
 */
export async function demoPorts({ httpPort, mqttPort }: Pick<DemoArguments, 'httpPort' | 'mqttPort'>): Promise<DemoPorts> {
  const [http, mqtt] = [await portFor('--http-port', httpPort, DEFAULTS.http), await portFor('--mqtt-port', mqttPort, DEFAULTS.mqtt)];
  const taken = [
    { what: 'HTTP' as const, wanted: httpPort ?? DEFAULTS.http, got: http }, { what: 'MQTT' as const, wanted: mqttPort ?? DEFAULTS.mqtt, got: mqtt },
  ].filter(({ wanted, got }) => wanted !== 0 && wanted !== got);
  return { http, mqtt, taken };
}

async function portFor(option: string, asked: number | undefined, fallback: number): Promise<number> {
  const free = await freePort(asked ?? fallback);
  if (asked === undefined || asked === 0 || free === asked) return asked ?? free;
  throw new Failure('port-in-use', `${option} ${asked} is in use`, false, {
    zh: `${option} ${asked} 不可用，端口已被占用或无权使用：请换一个，或不写 ${option}，由演示自行选取`,
    en: `${option} ${asked} cannot be used, another program has that port or this user may not take it: choose another, or leave ${option} out and the demonstration finds one`,
  });
}
