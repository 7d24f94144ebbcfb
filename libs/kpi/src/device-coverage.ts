import { TERM_DEFAULTS } from '@yanshou/telemetry';

/** Where the contract names no minimum of device coverage. */
export const DEFAULT_DEVICE_COVERAGE = TERM_DEFAULTS.minimumDeviceCoverage;
