import { readConfig } from './config/config.js';
import { Platform } from './platform.js';
import { EXIT_INPUT_OUTPUT, describeStartFailure } from './runtime/exit-codes.js';
import { createLogger } from './runtime/logger.js';

async function main(): Promise<void> {
  // eslint-disable-next-line no-restricted-properties -- the one place where the environment enters
  const config = readConfig(process.env);
  const log = createLogger(config.logLevel);
  const platform = await Platform.start({
    config,
    log,
    onFatal: (failure) => {
      process.stderr.write(`${failure.help.zh} / ${failure.help.en}\n`);
      process.exit(EXIT_INPUT_OUTPUT);
    },
  });
  process.stderr.write(`验收平台已启动 / Yanshou is running: mqtt://${config.mqtt.host}:${platform.mqttPort}  http://${config.http.host}:${platform.httpPort}  ${config.dataDirectory}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void platform.close().then(() => process.exit(0)));
  }
}

main().catch((error: unknown) => {
  const { line, status } = describeStartFailure(error);
  process.stderr.write(`${line}\n`);
  process.exit(status);
});
