export { MAX_DEPTH, MAX_TEXT_BYTES, MAX_VALUES } from './codec.port.js';
export type { Codec } from './codec.port.js';
export { CodecTables } from './codec-tables.js';
export { DecodedKind, DecodedMessage } from './decoded-message.js';
export { InternTable, hashBytes } from './intern-table.js';
export {
  NATIVE_DEVICE, NATIVE_GATEWAY, NativeJsonCodec, THINGSBOARD_DEVICE, THINGSBOARD_GATEWAY,
} from './native-json/native-json.codec.js';
export type { NativeJsonForm } from './native-json/native-json.codec.js';
export { encodeGatewayTelemetry, encodeTelemetry } from './native-json/encode-telemetry.js';
export type { TelemetryElement } from './native-json/encode-telemetry.js';
export { LineProtocolCodec } from './line-protocol/line-protocol.codec.js';
export type { LineForm } from './line-protocol/line-reader.js';
export { LINE_PRECISIONS } from './line-protocol/line-time.js';
export type { LinePrecision } from './line-protocol/line-time.js';
export { LINE_BATCH, splitLines } from './line-protocol/split-lines.js';
export type { LineBatchLimits } from './line-protocol/split-lines.js';
