import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Failure } from '@yanshou/telemetry';
import { bookContract } from '@yanshou/store/testing';
import { openRegistryWorker } from '../open-registry-worker.js';
import type { RegistryWorker } from '../open-registry-worker.js';
import { remoteBook } from './remote-book.js';

describe('a book in the registry thread', () => {
  let root: string;
  let registry: RegistryWorker;
  let books = 0;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'yanshou-remote-book-'));
    registry = await openRegistryWorker({ embeddedDirectory: root });
  }, 120_000);
  afterAll(async () => {
    await registry.close();
    await rm(root, { recursive: true, force: true });
  });

  bookContract('in another thread', async () => {
    const name = `book-${(books += 1)}`;
    let book = remoteBook(registry.projectionBookPort(name));
    const reopen = async () => {
      await book.close();
      return (book = remoteBook(registry.projectionBookPort(name)));
    };
    return { book, reopen, end: () => book.close() };
  });

  it('throws faults as Failure, with what to do', async () => {
    const book = remoteBook(registry.projectionBookPort('faults'));
    await book.open();
    const batch = { journal: 'j', fromSequence: 9, nextSequence: 10, commit: 2 } as Parameters<typeof book.commit>[0];
    const thrown: unknown = await book.commit(batch).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(Failure);
    expect(thrown).toMatchObject({ code: 'store-gap', retryable: false, help: { zh: expect.any(String) } });
    await book.close();
  });
});
