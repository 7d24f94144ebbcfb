/** What a contract usually says of the shares by which devices and data are judged; whatever is weaker is shown as lowered. */
export const TERM_DEFAULTS = { networkedThreshold: 0.8, minimumPlatformCoverage: 0.9, minimumDeviceCoverage: 0.8 } as const;

/**
 * Below half of the expected intervals a device is more silent than heard: no contract may call that networked or enough. The
 * platform's own coverage has no floor, because readings of a time before it ran are covered by nothing.
 */
export const TERM_FLOORS = { networkedThreshold: 0.5, minimumDeviceCoverage: 0.5 } as const;
