import { Platform, createLogger, describeStartFailure, readConfig } from '@yanshou/platform';
import { registerOnce } from './register-project.js';
import { answer } from './requests.js';
import type { Request } from './requests.js';

/** A real platform that a test or benchmark can start, ask, and kill. Arguments: project ids (a,b,…; none where another process registers), devices of each. */
const [projects = 'bench', count = '10'] = process.argv.slice(2);
const ids = projects.split(',').filter((id) => id !== '');
const first = ids[0] ?? '';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const platform = await Platform.start({ config, log: createLogger(config.logLevel), onFatal: () => process.exit(74) });
  const secrets = ids.length === 0 ? {} : await registerOnce(platform, config.dataDirectory, ids, Number(count));
  process.on('message', (message) => void reply(platform, message as Request | 'stop'));
  process.send?.({ kind: 'ready', mqttPort: platform.mqttPort, httpPort: platform.httpPort, secrets, credentials: ofProject(secrets, first) });
}

/** Secrets of one project by principal. */
const ofProject = (secrets: Record<string, string>, project: string): Record<string, string> =>
  Object.fromEntries(Object.entries(secrets).filter(([name]) => name.startsWith(`${project}/`)).map(([name, secret]) => [name.slice(project.length + 1), secret]));

async function reply(platform: Platform, request: Request | 'stop'): Promise<void> {
  if (request === 'stop') {
    await platform.close();
    return process.exit(0);
  }
  try {
    process.send?.(await answer(platform, first, request));
  } catch (error) {
    process.send?.({ failed: error instanceof Error ? error.message : String(error) });
  }
}

main().catch((error: unknown) => {
  const { line, status } = describeStartFailure(error);
  process.stderr.write(`${line}\n`);
  process.exit(status);
});
