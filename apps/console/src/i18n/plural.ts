/** A number of things in English: `1 day`, `2 days`; whatever is no number as it is. */
export const counted = (count: number | string, one: string, many = `${one}s`): string => `${count} ${Number(count) === 1 ? one : many}`;
