import { describe, expect, it } from '@jest/globals';
import type { SharedBook } from '@yanshou/store';
import { Failure } from '@yanshou/telemetry';
import { SharedGate } from './shared-gate.js';

const LOST = new Failure('book-hold-lost', 'm', true, { zh: '重试', en: 'again' });

/** A gate over two books that tell what is asked of them; `release` is what comes of it. */
function setUp(release: () => Promise<void> = async () => undefined) {
  const told: string[] = [];
  const book = (name: string) => ({
    hold: async () => told.push(`hold ${name}`),
    release: (hold: number) => (told.push(`release ${name} ${hold}`), release()),
  });
  const gate = new SharedGate([book('a'), book('b')] as unknown as readonly SharedBook[], (project) => (project === 'p' ? 1 : 0));
  return { told, read: (work: () => Promise<string>) => gate.hold('p', () => (told.push('read'), work())) };
}

describe('the gate of a book that processes share', () => {
  it('reads between a hold of the project\'s book and its release', async () => {
    const { told, read } = setUp();
    expect(await read(async () => 'answer')).toBe('answer');
    expect(told).toEqual(['hold b', 'read', 'release b 1']);
  });

  it('gives nothing that was read while the hold was lost', async () => {
    await expect(setUp(() => Promise.reject(LOST)).read(async () => 'of two states')).rejects.toBe(LOST);
  });

  it('lets go when reading fails, and tells why that did', async () => {
    const { told, read } = setUp(() => Promise.reject(LOST));
    await expect(read(() => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
    expect(told).toEqual(['hold b', 'read', 'release b 1']);
  });
});
