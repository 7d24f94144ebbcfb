export { InfluxStore, openInfluxStore } from './influx-store.js';
export type { InfluxStoreOptions } from './influx-store.js';
export type { InfluxServer } from './influx-server.js';
export type { InfluxLimits, InfluxSettings } from './influx-settings.js';
