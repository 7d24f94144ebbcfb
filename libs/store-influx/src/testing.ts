export { freePort, influxBinary, startTemporaryInflux } from './testing/temporary-influx.js';
export type { TemporaryInflux } from './testing/temporary-influx.js';
