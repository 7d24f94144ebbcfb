import { InfluxLink } from './influx-link.js';
import { refusal } from './influx-refusal.js';
import type { InfluxServer } from './influx-server.js';
import { DEFAULT_INFLUX_LIMITS } from './influx-settings.js';
import type { InfluxSettings } from './influx-settings.js';

/** Somebody waits at a terminal. */
const LIMITS = { ...DEFAULT_INFLUX_LIMITS, answerMillis: 10_000 };

/** What every account may ask that may also do what the platform needs; it changes nothing. */
const questionFor = ({ generation }: InfluxServer, { org = '' }: InfluxSettings): string =>
  ({ 1: '/query?q=SHOW%20DATABASES', 2: `/api/v2/orgs?org=${encodeURIComponent(org)}`, 3: '/api/v3/configure/database?format=json' })[generation];

/**
 * Asks the server what it is and whether it knows these credentials; nothing is made there. Failures: `store-unavailable`
 * (retryable), `store-server-unknown`, `store-settings-missing`, and those of a refusal (`store-access-refused`, `store-target-missing`).
 */
export async function reachServer(settings: InfluxSettings): Promise<InfluxServer> {
  const link = new InfluxLink(settings, LIMITS);
  try {
    const { server, dialect } = await link.ready();
    const answer = await link.connection.ask(questionFor(server, settings), { method: 'GET', headers: dialect.headers });
    if (answer.status !== 200) throw refusal(answer, settings.org ?? settings.prefix);
    return server;
  } finally {
    link.close();
  }
}
