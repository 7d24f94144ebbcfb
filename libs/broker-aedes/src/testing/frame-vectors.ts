/** What becomes of a connection that sends these bytes. */
export type Outcome = 'closed' | 'connack 0' | 'connack 1' | 'connack 2' | 'open';

export interface FrameVector {
  readonly clause: string;
  readonly what: string;
  readonly bytes: Buffer;
  readonly outcome: Outcome;
  /** Sent on a fresh connection; otherwise after an accepted CONNECT. */
  readonly first?: true;
}

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const text = (value: string | Buffer): Buffer => {
  const body = Buffer.from(value);
  return Buffer.concat([Buffer.from([body.length >> 8, body.length & 255]), body]);
};
const frame = (first: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const length: number[] = [];
  let rest = body.length;
  do {
    length.push(rest >= 128 ? (rest & 127) | 128 : rest);
    rest >>= 7;
  } while (rest > 0);
  return Buffer.concat([Buffer.from([first, ...length]), body]);
};

interface ConnectParts {
  readonly first?: number;
  readonly name?: string;
  readonly level?: number;
  readonly flags?: number;
  readonly fields?: readonly Buffer[];
}
const user = [text('p1/d1'), text('secret')];
const connect = ({ first = 0x10, name = 'MQTT', level = 4, flags = 0xc2, fields = [text('c'), ...user] }: ConnectParts): Buffer =>
  frame(first, text(name), Buffer.from([level, flags, 0, 60]), ...fields);

const OWN = 'yanshou/v1/p1/d1/telemetry';
const ID = bytes('00 01');
const invalid = bytes('c3 28');
const surrogate = bytes('ed a0 80');
const overlong = bytes('c0 af');
const beyond = bytes('f4 90 80 80');

const first = (clause: string, what: string, parts: ConnectParts | Buffer, outcome: Outcome): FrameVector => ({
  clause, what, bytes: Buffer.isBuffer(parts) ? parts : connect(parts), outcome, first: true,
});
const after = (clause: string, what: string, sent: Buffer, outcome: Outcome = 'closed'): FrameVector => ({ clause, what, bytes: sent, outcome });

const fixedHeader: readonly FrameVector[] = [
  after('2.2.1', 'type 0 is forbidden', bytes('00 00')),
  after('2.2.1', 'type 15 is forbidden', bytes('f0 00')),
  after('2.2.1', 'CONNACK comes from servers', bytes('20 02 00 00')),
  after('2.2.1', 'SUBACK comes from servers', bytes('90 03 00 01 00')),
  after('2.2.1', 'UNSUBACK comes from servers', bytes('b0 02 00 01')),
  after('2.2.1', 'PINGRESP comes from servers', bytes('d0 00')),
  after('2.2.2-2', 'PUBACK with flags', bytes('41 02 00 01')),
  after('2.2.2-2', 'PUBREC with flags', bytes('51 02 00 01')),
  after('3.6.1-1', 'PUBREL without its flag', bytes('60 02 00 01')),
  after('3.6.1-1', 'PUBREL with all flags', bytes('6f 02 00 01')),
  after('2.2.2-2', 'PUBCOMP with flags', bytes('72 02 00 01')),
  after('2.2.2-2', 'PINGREQ with flags', bytes('c1 00')),
  after('3.14.1-1', 'DISCONNECT with flags', bytes('e1 00')),
  after('2.2.3', 'a length of five bytes', bytes('30 ff ff ff ff 01')),
  after('2.2.3', 'a length that never ends', bytes('30 80 80 80 80 80')),
  after('2.2.3', 'a length of four bytes for a short packet', bytes('c0 80 80 80 00'), 'open'),
  first('2.2.3', 'a CONNECT of 256 MB', bytes('10 ff ff ff 7f'), 'closed'),
  first('2.2.3', 'a CONNECT of 8 193 bytes', bytes('10 81 40'), 'closed'),
  after('2.2.3', 'a PUBLISH of 256 MB', bytes('30 ff ff ff 7f')),
  after('2.2.3', 'a SUBSCRIBE of 256 MB', bytes('82 ff ff ff 7f')),
  after('3.12', 'PINGREQ with a body', bytes('c0 01 00')),
  after('3.14', 'DISCONNECT with a body', bytes('e0 01 00')),
];

const connectPackets: readonly FrameVector[] = [
  first('3.1', 'a good CONNECT', {}, 'connack 0'),
  first('3.1', 'a good CONNECT of MQTT 3.1', { name: 'MQIsdp', level: 3 }, 'connack 0'),
  first('3.1.0-1', 'PUBLISH first', frame(0x30, text(OWN)), 'closed'),
  first('3.1.0-1', 'PINGREQ first', bytes('c0 00'), 'closed'),
  first('3.1.0-1', 'DISCONNECT first', bytes('e0 00'), 'closed'),
  first('3.1.0-1', 'HTTP', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'), 'closed'),
  first('3.1.0-1', 'TLS on the plain port', bytes('16 03 01 00 2f 01 00 00 2b 03 03'), 'closed'),
  after('3.1.0-2', 'CONNECT twice', connect({})),
  first('2.2.2-2', 'CONNECT with flags', { first: 0x11 }, 'closed'),
  first('3.1.2-1', 'an unknown protocol name', { name: 'MQTX' }, 'closed'),
  first('3.1.2-1', 'no protocol name', { name: '' }, 'closed'),
  first('3.1.2-1', 'the name in lower case', { name: 'mqtt' }, 'closed'),
  first('3.1.2-2', 'level 5', { level: 5 }, 'connack 1'),
  first('3.1.2-2', 'level 0', { level: 0 }, 'connack 1'),
  first('3.1.2-2', 'level 3 under the name of 3.1.1', { level: 3 }, 'connack 1'),
  first('3.1.2-2', 'bridge mode', { level: 0x84 }, 'connack 1'),
  first('3.1.2-3', 'the reserved flag', { flags: 0xc3 }, 'closed'),
  first('3.1.2-13', 'will QoS without a will', { flags: 0xca }, 'closed'),
  first('3.1.2-15', 'will retain without a will', { flags: 0xe2 }, 'closed'),
  first('3.1.2-14', 'will QoS 3', { flags: 0xde, fields: [text('c'), text(OWN), text('x'), ...user] }, 'closed'),
  first('3.1.2-22', 'a password without a user name', { flags: 0x42, fields: [text('c'), text('secret')] }, 'closed'),
  first('3.1.3-8', 'no client id and a session to keep', { flags: 0xc0, fields: [text(''), ...user] }, 'connack 2'),
  first('3.1.3-7', 'no client id and a clean session', { fields: [text(''), ...user] }, 'connack 0'),
  first('3.1.3-4', 'a client id that is not UTF-8', { fields: [text(invalid), ...user] }, 'closed'),
  first('1.5.3-1', 'a client id with a surrogate', { fields: [text(surrogate), ...user] }, 'closed'),
  first('1.5.3-2', 'a client id with NUL', { fields: [text('c\u0000d'), ...user] }, 'closed'),
  first('3.1.3', 'a client id in Chinese', { fields: [text('设备'), ...user] }, 'connack 0'),
  first('3.1.3-11', 'a user name that is not UTF-8', { fields: [text('c'), text(invalid), text('secret')] }, 'closed'),
  first('3.1.3-11', 'a user name with NUL', { fields: [text('c'), text('p1/d1\u0000'), text('secret')] }, 'closed'),
  first('3.1.3', 'a good will', { flags: 0xc6, fields: [text('c'), text('yanshou/v1/p1/d1/state'), text('offline'), ...user] }, 'connack 0'),
  first('3.1.3-10', 'a will topic that is not UTF-8', { flags: 0xc6, fields: [text('c'), text(overlong), text('x'), ...user] }, 'closed'),
  first('4.7.3-1', 'an empty will topic', { flags: 0xc6, fields: [text('c'), text(''), text('x'), ...user] }, 'closed'),
  first('4.7.1-1', 'a wildcard in the will topic', { flags: 0xc6, fields: [text('c'), text('a/#'), text('x'), ...user] }, 'closed'),
  first('3.1.3', 'a will announced and missing', { flags: 0xc6 }, 'closed'),
  first('3.1.3', 'a user name announced and missing', { fields: [text('c')] }, 'closed'),
  first('3.1.3', 'a password announced and missing', { fields: [text('c'), text('p1/d1')] }, 'closed'),
  first('3.1.3', 'bytes after the last field', { fields: [text('c'), ...user, bytes('00')] }, 'closed'),
  first('3.1.3', 'no payload', { fields: [] }, 'closed'),
  first('3.1.2', 'nothing but a name', frame(0x10, text('MQTT')), 'closed'),
  first('3.1', 'an empty CONNECT', bytes('10 00'), 'closed'),
];

const publishPackets: readonly FrameVector[] = [
  after('3.3', 'a good PUBLISH of QoS 0', frame(0x30, text(OWN), Buffer.from('{}')), 'open'),
  after('3.3', 'a good PUBLISH of QoS 1', frame(0x32, text(OWN), ID, Buffer.from('{}')), 'open'),
  after('3.3', 'a PUBLISH without payload', frame(0x32, text(OWN), ID), 'open'),
  after('3.3.1-2', 'DUP of QoS 0', frame(0x38, text(OWN))),
  after('3.3.1-4', 'QoS 3', frame(0x36, text(OWN), ID)),
  after('2.3.1-1', 'packet id 0 of QoS 1', frame(0x32, text(OWN), bytes('00 00'))),
  after('2.3.1-1', 'packet id 0 of QoS 2', frame(0x34, text(OWN), bytes('00 00'))),
  after('3.3.2', 'QoS 1 without packet id', frame(0x32, text(OWN))),
  after('3.3.2', 'half a packet id', frame(0x32, text(OWN), bytes('00'))),
  after('3.3.2', 'a topic longer than the packet', frame(0x30, bytes('00 ff'), Buffer.from('abc'))),
  after('3.3.2', 'no topic at all', bytes('30 00')),
  after('3.3.2', 'half a topic length', bytes('30 01 00')),
  after('4.7.3-1', 'an empty topic', frame(0x30, text(''), Buffer.from('x'))),
  after('3.3.2-2', '+ in a topic', frame(0x30, text('yanshou/v1/p1/+/telemetry'))),
  after('3.3.2-2', '# in a topic', frame(0x30, text('yanshou/v1/p1/d1/#'))),
  after('3.3.2-2', '# after Chinese in a topic', frame(0x30, text('验/#'))),
  after('1.5.3-1', 'a topic that is not UTF-8', frame(0x30, text(invalid))),
  after('1.5.3-1', 'a topic with a surrogate', frame(0x30, text(surrogate))),
  after('1.5.3-1', 'an overlong encoding', frame(0x30, text(overlong))),
  after('1.5.3-1', 'beyond U+10FFFF', frame(0x30, text(beyond))),
  after('1.5.3-2', 'NUL in a topic', frame(0x30, text('a\u0000b'))),
  after('1.5.3', 'a C0 control after Chinese', frame(0x30, text('验\u0001'))),
  after('1.5.3', 'a C1 control', frame(0x30, text('a\u0085b'))),
  after('1.5.3', 'DEL', frame(0x30, text('a\u007fb'))),
];

const otherPackets: readonly FrameVector[] = [
  after('3.4', 'PUBACK of nothing', bytes('40 02 00 01'), 'open'),
  after('2.3.1-1', 'PUBACK of id 0', bytes('40 02 00 00')),
  after('3.4', 'PUBACK too short', bytes('40 01 00')),
  after('3.4', 'PUBACK too long', bytes('40 03 00 01 00')),
  after('3.5', 'PUBREC too long', bytes('50 03 00 01 00')),
  after('2.3.1-1', 'PUBREL of id 0', bytes('62 02 00 00')),
  after('3.6', 'PUBREL of an unknown id', bytes('62 02 00 09'), 'open'),
  after('3.6', 'an empty PUBREL', bytes('62 00')),
  after('3.7', 'PUBCOMP too short', bytes('70 01 00')),
  after('3.8', 'a good SUBSCRIBE', frame(0x82, ID, text('yanshou/v1/p1/d1/receipt'), bytes('01')), 'open'),
  after('3.8.1-1', 'SUBSCRIBE without its flag', frame(0x80, ID, text('a'), bytes('00'))),
  after('3.8.3-3', 'SUBSCRIBE of nothing', frame(0x82, ID)),
  after('2.3.1-1', 'SUBSCRIBE with id 0', frame(0x82, bytes('00 00'), text('a'), bytes('00'))),
  after('3.8.3-4', 'SUBSCRIBE of QoS 3', frame(0x82, ID, text('a'), bytes('03'))),
  after('3.8.3-4', 'reserved bits of the QoS', frame(0x82, ID, text('a'), bytes('81'))),
  after('3.8.3', 'a filter without QoS', frame(0x82, ID, text('a'))),
  after('3.8.3', 'a second filter cut short', frame(0x82, ID, text('a'), bytes('00 00'))),
  after('4.7.3-1', 'an empty filter', frame(0x82, ID, text(''), bytes('00'))),
  after('3.8.3-1', 'a filter that is not UTF-8', frame(0x82, ID, text(invalid), bytes('00'))),
  after('1.5.3-2', 'a filter with NUL', frame(0x82, ID, text('a\u0000'), bytes('00'))),
  after('4.7.1-2', '# not at the end of a filter', frame(0x82, ID, text('a/#/b'), bytes('00'))),
  after('4.7.1-2', '# glued to a word', frame(0x82, ID, text('a#'), bytes('00'))),
  after('4.7.1-3', '+ glued to a word', frame(0x82, ID, text('a/+b'), bytes('00'))),
  after('4.7.1-3', '+ after a word', frame(0x82, ID, text('a+/b'), bytes('00'))),
  after('4.7.1', 'wildcards in their places, though not granted', frame(0x82, ID, text('+/a/+/#'), bytes('00')), 'open'),
  after('3.10', 'a good UNSUBSCRIBE', frame(0xa2, ID, text('yanshou/v1/p1/d1/receipt')), 'open'),
  after('3.10.1-1', 'UNSUBSCRIBE without its flag', frame(0xa0, ID, text('a'))),
  after('3.10.3-2', 'UNSUBSCRIBE of nothing', frame(0xa2, ID)),
  after('3.10.3-1', 'an UNSUBSCRIBE filter that is not UTF-8', frame(0xa2, ID, text(overlong))),
  after('2.3.1-1', 'UNSUBSCRIBE with id 0', frame(0xa2, bytes('00 00'), text('a'))),
  after('3.12', 'PINGREQ', bytes('c0 00'), 'open'),
  after('3.14.4-2', 'DISCONNECT', bytes('e0 00')),
];

/** By clause of MQTT 3.1.1; numbers with a dash are its normative statements. */
export const FRAME_VECTORS: readonly FrameVector[] = [...fixedHeader, ...connectPackets, ...publishPackets, ...otherPackets];
