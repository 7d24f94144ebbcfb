import type { MessagePort } from 'node:worker_threads';
import type { SharedBook } from '@yanshou/store';
import { Failure } from '@yanshou/telemetry';
import { client } from '@yanshou/worker-rpc';

/** The book at the other end of a port that `RegistryWorker.projectionBook` gave. `close` closes the port. */
export function remoteBook(port: MessagePort): SharedBook {
  const remote = client<SharedBook>(port);
  const answered = new Proxy(remote, {
    get: (target, name) => {
      const call: unknown = Reflect.get(target, name);
      if (typeof call !== 'function') return call;
      return async (...args: unknown[]): Promise<unknown> => {
        try {
          return await (call as (...args: unknown[]) => Promise<unknown>)(...args);
        } catch (error) {
          throw asFailure(error);
        }
      };
    },
  }) as SharedBook;
  const own: Pick<SharedBook, 'quarantine' | 'close'> = {
    // Bytes inside a row lose their class on the way.
    quarantine: async (query) => (await answered.quarantine(query)).map((row) => ({ ...row, payload: Buffer.from(row.payload) })),
    close: async () => port.close(),
  };
  return new Proxy(answered, { get: (target, name) => Reflect.get(name in own ? own : target, name) as unknown });
}

/** Faults travel as data; who retries them asks for the class. */
function asFailure(error: unknown): unknown {
  const { code, message, retryable, help } = error as Partial<Failure>;
  if (typeof code !== 'string' || help === undefined) return error;
  return new Failure(code, message ?? code, retryable ?? false, help, { cause: error });
}
