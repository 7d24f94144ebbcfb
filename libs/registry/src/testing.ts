export { postgresBinaries, startTemporaryPostgres } from './testing/temporary-postgres.js';
export type { TemporaryPostgres } from './testing/temporary-postgres.js';
