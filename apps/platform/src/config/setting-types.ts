import { z } from 'zod';

const DIGITS = /^\d{1,15}$/;
const DECIMAL = /^\d{1,15}(?:\.\d{1,9})?$/;

/**
 * Numbers as people write them, in decimal digits: a blank, `0x10` and `1e3` are mistakes, and would be numbers to JavaScript.
 * The message is the end of the line that the start prints.
 */
const numberOf = (form: RegExp, least: number, most: number, what: { readonly zh: string; readonly en: string }): z.ZodType<number, string> => {
  const range = most === Infinity ? { zh: `不小于 ${least}`, en: `${least} or more` } : { zh: `${least} 至 ${most}`, en: `from ${least} to ${most}` };
  const message = `须为${what.zh}，${range.zh} / must be ${what.en}, ${range.en}`;
  return z.string().refine((text) => form.test(text) && Number(text) >= least && Number(text) <= most, message).transform(Number);
};

/** `least` or more, in decimal digits alone. */
export const wholeNumber = (least: number, most = Infinity): z.ZodType<number, string> => numberOf(DIGITS, least, most, { zh: '十进制整数', en: 'a whole number in decimal digits' });
/** With a decimal point, or without. */
export const decimalNumber = (least: number, most = Infinity): z.ZodType<number, string> => numberOf(DECIMAL, least, most, { zh: '十进制数', en: 'a decimal number' });

/** Whether it is a URL of one of these schemes (`http:`) that names a host; libpq's way of naming one by `?host=` counts. */
export function isUrlOf(text: string, schemes: readonly string[]): boolean {
  if (text !== text.trim() || !URL.canParse(text)) return false;
  const { protocol, hostname, searchParams } = new URL(text);
  return schemes.includes(protocol) && text.toLowerCase().startsWith(`${protocol}//`) && (hostname !== '' || (searchParams.get('host') ?? '') !== '');
}
