import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MessageBody, readMessage } from './index.js';
import type { RawMessage } from './index.js';

const write = (message: RawMessage): Buffer => {
  const body = new MessageBody(message);
  const bytes = Buffer.alloc(body.byteLength);
  body.writeTo(bytes, 0);
  return bytes;
};

describe('MessageBody', () => {
  it('has the layout that stored journals rely on', () => {
    const bytes = write({ principal: 'p/d', topic: 't/温', qos: 1, retain: true, packetId: 0x1234, payload: Buffer.from('{}') });
    expect(bytes.toString('hex')).toBe('0500341203000500702f64742fe6b8a97b7d');
  });

  it('gives every message back as it was', () => {
    fc.assert(
      fc.property(
        fc.record({
          principal: fc.string({ unit: 'binary', maxLength: 80 }),
          topic: fc.string({ unit: 'binary', maxLength: 200 }),
          qos: fc.constantFrom<0 | 1 | 2>(0, 1, 2),
          retain: fc.boolean(),
          packetId: fc.integer({ min: 0, max: 0xffff }),
          payload: fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
        }),
        (message) => {
          const back = readMessage(write(message));
          expect({ ...back, payload: back.payload.toString('hex') }).toEqual({ ...message, payload: message.payload.toString('hex') });
        },
      ),
    );
  });
});
