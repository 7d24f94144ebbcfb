import { describe, expect, it } from '@jest/globals';
import { bundleBench } from '../../bench/bundle.bench.js';

describe('a bundle of a million readings', () => {
  it('is verified by the command in 15 s and 400 MB', async () => {
    const lines = await bundleBench();
    const of = (name: string) => lines.find((line) => line.name === name);
    expect(of('bundle-verify')?.config).toMatchObject({ readings: 1_008_000 });
    expect(of('bundle-verify')?.value).toBeLessThan(15);
    expect(of('bundle-verify-memory')?.value).toBeLessThan(400);
    // A process whose memory nobody read would be small, too.
    expect(of('bundle-verify-memory')?.value).toBeGreaterThan(50);
  }, 180_000);
});
