import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EventOutlet } from './event-outlet.js';

describe('an outlet', () => {
  it('tells or counts every event, keeps no more than its bound and one write, and says what is missing before it goes on', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant('read' as const)), { maxLength: 60 }), (steps) => {
      const told: string[] = [];
      let [writableLength, sent, dropped, largest] = [0, 0, 0, 0];
      const out = {
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
