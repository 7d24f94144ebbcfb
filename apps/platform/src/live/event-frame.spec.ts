import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventFrame, idFrame } from './event-frame.js';

/** As a browser reads a stream (WHATWG HTML 9.2.6): lines end by CR LF, LF or CR. */
function dispatched(text: string): { event: string; id: string; data: string }[] {
  const events: { event: string; id: string; data: string }[] = [];
  let [event, id] = ['', ''];
  let data: string[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line === '') {
      if (data.length > 0) events.push({ event: event === '' ? 'message' : event, id, data: data.join('\n') });
      [event, data] = ['', []];
      continue;
    }
    const colon = line.indexOf(':');
    const [field, value] = colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
    if (field === 'event') event = value;
    if (field === 'id') id = value;
    if (field === 'data') data.push(value);
  }
  return events;
}

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('\r', '\n', '\0', ':', ' ', 'data: ', 'event: x', '\u2028', '\ufeff', 'id: 9') }));

describe('an event as it is sent', () => {
  it('is what was meant, whatever text a device has sent, and however many are sent in one', () => {
    fc.assert(fc.property(fc.array(fc.record({ event: fc.constantFrom('reading', 'state'), id: fc.option(fc.stringMatching(/^[\w-]{1,20}\.\d{1,9}\.\d$/), { nil: undefined }), value: anyText })), (sent) => {
      const text = sent.map(({ event, id, value }) => eventFrame({ event, id, data: JSON.stringify({ value }) })).join('');
      let last = '';
      expect(dispatched(text).map(({ event, id, data }) => ({ event, id, value: (JSON.parse(data) as { value: string }).value }))).toEqual(sent.map(({ event, id, value }) => ({ event, id: (last = id ?? last), value })));
    }));
  });

  it('may be of several lines, and one without an event moves the id alone', () => {
    expect(dispatched(eventFrame({ event: 'x', data: 'a\r\nb\rc\n' }))).toEqual([{ event: 'x', id: '', data: 'a\nb\nc\n' }]);
    expect(dispatched(`${idFrame('7')}${eventFrame({ event: 'x', data: '1' })}`)).toEqual([{ event: 'x', id: '7', data: '1' }]);
  });
});
