import type { Migration } from './migration.js';

/** How late data was is not known of hours that were touched before: each of them is looked at as if it were more than a day. */
export const overdueHours: Migration = {
  id: 13,
  name: 'overdue-hours',
  statements: ['update book_dirty_hours set causes = causes | 4 where (causes & 1) = 1'],
};
