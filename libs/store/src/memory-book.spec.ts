import { MemoryBook, bookContract } from './testing.js';

bookContract('memory', async () => {
  const book = new MemoryBook();
  return { book, reopen: async () => book, end: () => book.close() };
});
