/**
 * Data flags of HJ 212-2017 table 8: N normal, F stopped, M maintenance, S entered by hand, D faulty,
 * C calibration, T above the measuring range, B communication broken. Absent: the device gives none.
 */
export const QUALITY_LETTERS = ['', 'N', 'F', 'M', 'S', 'D', 'C', 'T', 'B'] as const;
export type QualityLetter = (typeof QUALITY_LETTERS)[number];

/** Index into QUALITY_LETTERS; 0 is "no flag given". */
export type QualityCode = number;

const CODES = new Map<string, QualityCode>(QUALITY_LETTERS.map((letter, code) => [letter, code]));

export const qualityCode = (letter: string): QualityCode | undefined => (letter === '' ? undefined : CODES.get(letter));
export const qualityLetter = (code: QualityCode): QualityLetter => QUALITY_LETTERS[code] ?? '';

/** A reading serves an indicator when it is flagged normal or carries no flag. */
export const isValidQuality = (code: QualityCode): boolean => code <= 1;
