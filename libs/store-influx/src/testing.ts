export { influxBinary, startTemporaryInflux } from './testing/temporary-influx.js';
export type { TemporaryInflux } from './testing/temporary-influx.js';
export { startDatedProxy } from './testing/dated-proxy.js';
export type { DatedProxy } from './testing/dated-proxy.js';
export { influx2Binary, startTemporaryInflux2 } from './testing/temporary-influx-2.js';
export type { TemporaryInflux2 } from './testing/temporary-influx-2.js';
