/** Where the contract names no minimum of device coverage. */
export const DEFAULT_DEVICE_COVERAGE = 0.8;
