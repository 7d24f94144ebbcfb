export { startFreezableProxy } from './testing/freezable-proxy.js';
export type { FreezableProxy } from './testing/freezable-proxy.js';
export { postgresBinaries, startTemporaryPostgres } from './testing/temporary-postgres.js';
export type { TemporaryPostgres } from './testing/temporary-postgres.js';
