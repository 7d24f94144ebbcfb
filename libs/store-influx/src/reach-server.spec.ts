import { describe, expect, it } from '@jest/globals';
import { reachServer } from './reach-server.js';
import { withInflux } from './testing/with-influx.js';

const PASSWORD = 'of-the-tests';

describe('reaching a server without changing it', () => {
  it('says that nobody answers', () => expect(reachServer({ url: 'http://127.0.0.1:1', prefix: 'x' })).rejects.toMatchObject({ code: 'store-unavailable', retryable: true }));

  withInflux('reaching a server that wants to know who asks', (influx) => {
    it('says what it is, to whom it knows; and that it refuses others', async () => {
      const { url } = influx();
      const admin = new URLSearchParams({ q: `CREATE USER admin WITH PASSWORD '${PASSWORD}' WITH ALL PRIVILEGES` });
      expect((await fetch(`${url}/query`, { method: 'POST', body: admin })).status).toBe(200);
      expect(await reachServer({ url, prefix: 'x', username: 'admin', password: PASSWORD })).toMatchObject({ generation: 1, version: expect.stringMatching(/^1\./) });
      await expect(reachServer({ url, prefix: 'x', username: 'admin', password: 'wrong' })).rejects.toMatchObject({ code: 'store-access-refused' });
    });
  }, { http: '  auth-enabled = true' });
});
