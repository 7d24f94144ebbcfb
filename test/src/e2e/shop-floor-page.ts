import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const PAGE = readFileSync(resolve(import.meta.dirname, '../../../docs/shop-floor.md'), 'utf8');

/** What docs/shop-floor.md says of a machine. */
export interface StatedMachine {
  readonly id: string;
  /** Valid intervals in planned time, and by the 24 h calendar. */
  readonly valid: number;
  readonly calendarValid: number;
  readonly networked: boolean;
}

/** The table of the page, by machine, ascending. */
export const statedMachines = (): readonly StatedMachine[] =>
  [...PAGE.matchAll(/^\| (\w+\d\d) \| (\d+) \| (\d+) \| [\d.]+ % \| (●?) ?\|$/gm)]
    .map(([, id = '', valid, calendarValid, mark]) => ({ id, valid: Number(valid), calendarValid: Number(calendarValid), networked: mark === '●' }));

/** The command of the page that counts from the raw files. */
export const statedCommand = (): string => /```sh\n([\s\S]+?)```/.exec(PAGE)?.[1] ?? '';
