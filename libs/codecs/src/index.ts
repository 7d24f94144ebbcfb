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
