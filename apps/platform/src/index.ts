export { Platform } from './platform.js';
export type { PlatformStatus } from './platform.js';
export type { PlatformOptions } from './platform-parts.js';
export { ConfigurationError, readConfig } from './config/config.js';
export type { PlatformConfig } from './config/config.js';
export { createLogger } from './runtime/logger.js';
export { describeStartFailure } from './runtime/exit-codes.js';
export { ADMINISTRATOR } from './api/first-administrator.js';
export { createLoginLink } from './api/sessions.js';
