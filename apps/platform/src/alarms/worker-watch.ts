import type { Registry } from '@yanshou/registry';

/** The ingest workers that are gone, and for how many seconds the first of them has been. */
export interface GoneWorkers {
  readonly seconds: number;
  readonly names: string | undefined;
}

/** Looks for ingest workers that do not receive any more, whichever process one asks: who is gone cannot tell. */
export class WorkerWatch {
  private found: GoneWorkers | undefined;

  constructor(private readonly registry: Pick<Registry, 'goneWorkers'>) {}

  /** A registry that fails has an alarm of its own; without an answer what was known stands. */
  async look(): Promise<void> {
    const gone = await this.registry.goneWorkers().catch(() => undefined);
    if (gone === undefined) return;
    this.found = { seconds: Math.max(0, ...gone.map(({ goneSeconds }) => goneSeconds)), names: gone.map(({ instance, clientId, broker }) => `${instance} (${clientId} @ ${broker})`).join(', ') || undefined };
  }

  read(): GoneWorkers | undefined {
    return this.found;
  }
}
