import type { Migration } from './migration.js';

/** How far the journal of another process holds messages: what is behind them keeps no reading from being counted. */
export const toldMessages: Migration = {
  id: 14,
  name: 'told-messages',
  statements: ['alter table book_heads add column messages_until bigint'],
};
