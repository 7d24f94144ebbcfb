import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { BACKUP_TOOL, Product, RESTORE_TOOL } from './product.js';
import type { Ended } from './product.js';

/** Devices keep their secrets elsewhere: in these tests in a file beside the data. */
const SECRETS_OF_THE_TEST = 'test-credentials.json';

export const backUp = (data: string, target: string, ...options: readonly string[]): Promise<Ended> => Product.run(BACKUP_TOOL, [target, ...options], { YANSHOU_DATA_DIR: data });

export const restore = (backup: string, data: string, ...options: readonly string[]): Promise<Ended> => Product.run(RESTORE_TOOL, [backup, ...options], { YANSHOU_DATA_DIR: data });

export const handOverSecrets = (from: string, to: string): void => copyFileSync(join(from, SECRETS_OF_THE_TEST), join(to, SECRETS_OF_THE_TEST));
