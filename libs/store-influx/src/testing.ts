export { freePort, influxBinary, startTemporaryInflux } from './testing/temporary-influx.js';
export type { TemporaryInflux } from './testing/temporary-influx.js';
export { startDatedProxy } from './testing/dated-proxy.js';
export type { DatedProxy } from './testing/dated-proxy.js';
