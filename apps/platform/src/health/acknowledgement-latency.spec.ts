import { describe, expect, it } from '@jest/globals';
import { AcknowledgementLatency } from './acknowledgement-latency.js';
import { countOf } from './fixed-histogram.js';

/** A latency whose clock and whose turn the test decides. */
function measured() {
  let [now, reads] = [0, 0];
  const waiting: (() => void)[] = [];
  const latency = new AcknowledgementLatency(() => {
    reads += 1;
    return now;
  }, (call) => waiting.push(call));
  const endTurn = (at: number): void => {
    now = at;
    for (const call of waiting.splice(0)) call();
  };
  return { latency, endTurn, reads: () => reads, scheduled: () => waiting.length };
}

describe('the latency of acknowledgements', () => {
  it('runs until what the turn wrote is written, and reads the clock once for all messages of it', () => {
    const { latency, endTurn, reads, scheduled } = measured();
    for (const at of [100, 100, 100, 104, 104]) latency.acknowledged(at);
    expect([reads(), scheduled(), countOf(latency.snapshot())]).toEqual([0, 1, 0]);
    endTurn(110);
    const { sum, counts, bounds } = latency.snapshot();
    expect([reads(), sum]).toEqual([1, expect.closeTo(0.03 + 0.012)]);
    expect(counts[bounds.indexOf(0.01)]).toBe(5);
  });

  it('goes on in the next turn', () => {
    const { latency, endTurn } = measured();
    latency.acknowledged(0);
    endTurn(3);
    latency.acknowledged(10);
    endTurn(2_010);
    expect([countOf(latency.snapshot()), latency.snapshot().sum]).toEqual([2, expect.closeTo(2.003)]);
  });

  it('loses none of more messages than it has room for', () => {
    const { latency, endTurn } = measured();
    for (let index = 0; index < 5_000; index += 1) latency.acknowledged(index / 1_000);
    endTurn(10);
    expect(countOf(latency.snapshot())).toBe(5_000);
  });

  it('by default measures behind the ticks that flush the sockets', async () => {
    const order: string[] = [];
    const latency = new AcknowledgementLatency(() => (order.push('clock'), 1));
    latency.acknowledged(0);
    process.nextTick(() => order.push('flush'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(order).toEqual(['flush', 'clock']);
  });
});
