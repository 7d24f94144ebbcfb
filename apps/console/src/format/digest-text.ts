const PREFIX = 'sha256:';
/** Enough for a person to compare; the whole digest is copied. */
const SHOWN = 12;

/** The first digits of an inputs' digest. */
export const shortDigest = (digest: string): string => digest.replace(PREFIX, '').slice(0, SHOWN);
