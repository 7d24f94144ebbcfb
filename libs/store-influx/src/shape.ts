import { createHash } from 'node:crypto';

/** Between the fields of a shape: a character that no metric has. */
const SEPARATOR = '&';
/** Before the digest that stands for a shape whose text would be too long: a character that no field begins with. */
const DIGESTED = '#';
const LONGEST_TEXT = 64;
const DIGEST_BYTES = 12;

/** A set of value fields as one text, whatever order they come in. */
export const fieldsText = (fields: readonly string[]): string => [...fields].sort().join(SEPARATOR);

/**
 * The name of a set of value fields: their text, or a digest where that is long. As a tag it makes the set part of a
 * point's identity, so that two points of a device and time that share their identity hold the same readings.
 */
export const shapeOf = (text: string): string =>
  text.length <= LONGEST_TEXT ? text : `${DIGESTED}${createHash('sha256').update(text).digest().subarray(0, DIGEST_BYTES).toString('base64url')}`;

/** A regular expression (RE2) for the shapes that hold one of these fields, and those of which the name does not tell. */
export const shapesWith = (fields: readonly string[]): string =>
  `^${DIGESTED}|(^|${SEPARATOR})(${fields.map(escaped).join('|')})($|${SEPARATOR})`;

const escaped = (text: string): string => text.replace(/[.()/\-]/g, '\\$&');
