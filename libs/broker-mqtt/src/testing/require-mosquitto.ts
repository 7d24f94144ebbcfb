import { appendFileSync } from 'node:fs';
import { mosquittoBinary } from './temporary-mosquitto.js';

/** False where there is no Mosquitto: then `what` is written down as not run, and in CI that is a fault. */
export function hasMosquitto(what: string): boolean {
  if (mosquittoBinary() !== undefined) return true;
  if (process.env.CI === 'true') throw new Error('Mosquitto is not installed');
  if (process.env.YANSHOU_TEST_NOT_RUN !== undefined) appendFileSync(process.env.YANSHOU_TEST_NOT_RUN, `Mosquitto: ${what} (apt-get install mosquitto)\n`);
  return false;
}
