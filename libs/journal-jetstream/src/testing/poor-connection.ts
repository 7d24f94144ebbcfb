import { setTimeout as sleep } from 'node:timers/promises';
import { JetStreamApiError } from '@nats-io/jetstream';
import type { JetStreamConnection } from '../connect-jetstream.js';

/**
 * What becomes of a publish: as it should; stored and its answer lost; never sent; refused because there is no room; refused because
 * an earlier attempt is not decided.
 */
export type PublishFate = 'answered' | 'unanswered' | 'unsent' | 'refused' | 'in process';

const REFUSALS: Partial<Record<PublishFate, ConstructorParameters<typeof JetStreamApiError>[0]>> = {
  refused: { code: 400, err_code: 10047, description: 'insufficient storage resources available' },
  'in process': { code: 409, err_code: 10158, description: 'duplicate message id is in process' },
};

interface Poverty {
  /** Of the publishes, in turn and over and over. */
  readonly fates?: readonly PublishFate[];
  /** So many of the first requests to a consumer nobody hears. */
  readonly unheard?: number;
  /** That much later every request arrives: the servers are far away. */
  readonly delayMillis?: number;
}

/** A connection on which publishes are lost, or that is slow. */
export function poorConnection(connection: JetStreamConnection, { fates = [], delayMillis = 0, unheard = 0 }: Poverty): JetStreamConnection {
  const { client, manager, nats } = connection;
  let place = 0;
  const nextFate = (): PublishFate => fates[place++ % fates.length] ?? 'answered';
  const late = async <T>(request: () => Promise<T>): Promise<T> => {
    if (delayMillis > 0) await sleep(delayMillis);
    return request();
  };
  const publish: typeof client.publish = async (...message) => {
    const fate = nextFate();
    const refusal = REFUSALS[fate];
    if (refusal !== undefined) throw new JetStreamApiError(refusal);
    const answer = fate === 'unsent' ? undefined : await late(() => client.publish(...message));
    if (fate !== 'answered' || answer === undefined) throw new Error('lost on the way');
    return answer;
  };
  let requests = 0;
  const ask: typeof nats.publish = (subject, ...rest) => {
    const isUnheard = subject.startsWith('$JS.API.CONSUMER.MSG.NEXT.') && (requests += 1) <= unheard;
    nats.publish(isUnheard ? 'nobody.there' : subject, ...rest);
  };
  const getMessage: typeof manager.streams.getMessage = (...asked) => late(() => manager.streams.getMessage(...asked));
  return { ...connection, nats: withOwn(nats, { publish: ask }), client: withOwn(client, { publish }), manager: withOwn(manager, { streams: withOwn(manager.streams, { getMessage }) }) };
}

const withOwn = <T extends object>(target: T, own: Partial<T>): T =>
  new Proxy(target, {
    get: (_, name): unknown => {
      const value: unknown = Reflect.get(name in own ? own : target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
