/** Where a reading comes from. An origin is a claim of the sender, never a proof of being live. */
export const ORIGINS = ['live', 'simulated', 'replayed', 'imported'] as const;
export type Origin = (typeof ORIGINS)[number];
/** Index into ORIGINS. */
export type OriginCode = number;

export const originCode = (origin: string): OriginCode | undefined => {
  const code = (ORIGINS as readonly string[]).indexOf(origin);
  return code < 0 ? undefined : code;
};
export const originName = (code: OriginCode): Origin => ORIGINS[code] ?? 'live';

/** Origins that count towards indicators: all in a demonstration, only live and imported elsewhere. */
export const countedOrigins = (demonstration: boolean): readonly OriginCode[] => (demonstration ? [0, 1, 2, 3] : [0, 3]);
