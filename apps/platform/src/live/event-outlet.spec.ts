import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EventOutlet } from './event-outlet.js';

/** A connection that nobody reads until `read`. */
function unread() {
  const told: string[] = [];
  const waiting: (() => void)[] = [];
  return {
    told, writableLength: 0, writableEnded: false,
    write(text: string) {
      if (this.writableEnded) throw new Error('written behind the end');
      told.push(text);
      this.writableLength += text.length;
      return false;
    },
    once: (_: 'drain', listener: () => void) => void waiting.push(listener),
    read() {
      this.writableLength = 0;
      for (const listener of waiting.splice(0)) listener();
    },
  };
}

describe('an outlet', () => {
  it('says when there is room again, and what must be told at once, with what was left out before it', async () => {
    const out = unread();
    const outlet = new EventOutlet(out, () => undefined, 10);
    expect(outlet.room()).toBeUndefined();
    for (const data of ['1', '2', '3']) outlet.send([{ event: 'reading', data }]);
    outlet.say({ event: 'gap', data: '{}' });
    expect(out.told).toEqual(['event: reading\ndata: 1\n\n', 'event: dropped\ndata: {"count":2}\n\nevent: gap\ndata: {}\n\n']);
    const room = outlet.room();
    expect(room).toBeInstanceOf(Promise);
    out.read();
    await room;
    expect(outlet.room()).toBeUndefined();
  });

  it('writes and counts nothing behind the end', () => {
    const out = unread();
    let dropped = 0;
    const outlet = new EventOutlet(out, (count) => void (dropped += count), 10);
    outlet.send([{ event: 'reading', data: '1' }]);
    out.writableEnded = true;
    outlet.send([{ event: 'reading', data: '2' }]);
    outlet.say({ event: 'gap', data: '{}' });
    outlet.drop(3);
    out.read();
    outlet.send([{ event: 'reading', data: '3' }], ': \n\n');
    expect([out.told.length, dropped, outlet.room()]).toEqual([1, 0, undefined]);
  });

  it('tells or counts every event, keeps no more than its bound and one write, and says what is missing before it goes on', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant('read' as const)), { maxLength: 60 }), (steps) => {
      const told: string[] = [];
      let [writableLength, sent, dropped, largest] = [0, 0, 0, 0];
      const out = {
        writableEnded: false, once: () => undefined,
        get writableLength() { return writableLength; },
        write(text: string) {
          told.push(text);
          writableLength += text.length;
          largest = Math.max(largest, text.length);
          return true;
        },
      };
      const outlet = new EventOutlet(out, (count) => void (dropped += count), 100);
      for (const step of steps) {
        if (step === 'read') writableLength = 0;
        else outlet.send(Array.from({ length: step }, () => ({ event: 'reading', data: String((sent += 1)) })));
        expect(writableLength).toBeLessThanOrEqual(100 + largest);
      }
      writableLength = 0;
      outlet.send([]);
      const text = told.join('');
      const counts = [...text.matchAll(/^data: \{"count":(\d+)\}$/gm)].map(([, count]) => Number(count));
      const numbers = [...text.matchAll(/^data: (\d+)$/gm)].map(([, number]) => Number(number));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(dropped);
      expect([numbers.length + dropped, numbers]).toEqual([sent, [...numbers].sort((a, b) => a - b)]);
    }));
  });
});
