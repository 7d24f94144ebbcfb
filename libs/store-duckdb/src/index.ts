export { DuckDbStore, openDuckDbStore } from './duckdb-store.js';
export type { DuckDbStoreOptions } from './engine-instance.js';
