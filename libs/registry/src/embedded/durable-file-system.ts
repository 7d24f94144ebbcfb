import { fdatasyncSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

interface EmscriptenModule {
  readonly NODEFS: { readonly stream_ops: Record<string, unknown> };
}

type Initialised = Awaited<ReturnType<NodeFS['init']>>;

/** The host's file system with a working fsync: the stock one has none, so a power cut could lose what was committed. */
export class DurableFileSystem extends NodeFS {
  constructor(
    directory: string,
    private readonly sync: (descriptor: number) => void = fdatasyncSync,
  ) {
    super(directory);
  }

  override async init(db: PGlite, options: Parameters<NodeFS['init']>[1]): Promise<Initialised> {
    const initialised = await super.init(db, options);
    const addSync = (module: EmscriptenModule): void => {
      module.NODEFS.stream_ops['fsync'] = (stream: { readonly nfd?: number }): number => {
        if (stream.nfd !== undefined) this.sync(stream.nfd);
        return 0;
      };
    };
    const preRun = [...((initialised.emscriptenOpts.preRun ?? []) as unknown[]), addSync] as never;
    return { ...initialised, emscriptenOpts: { ...initialised.emscriptenOpts, preRun } };
  }
}
