import { MemoryStore, storeContract } from './testing.js';

storeContract('memory', {
  harness: async () => ({ open: async () => new MemoryStore(), reopen: async (store) => store }),
});
