import { EXIT_CONFIGURATION, describeFailure } from '../runtime/exit-codes.js';
import type { Reachable } from './reach-servers.js';

/**
 * Reaches one after the other and prints a line each. Answers the exit status: 0, 78 when a setting is wrong, else 74 when
 * something cannot be reached.
 */
export async function checkReachables(reachables: readonly Reachable[], print: (line: string) => void): Promise<number> {
  let worst = 0;
  print('可用 good  设置 settings');
  for (const { name, reach } of reachables) {
    try {
      print(`可用 good  ${name}  ${await reach()}`);
    } catch (error) {
      const { line, status } = describeFailure(error);
      print(`不可用 BAD  ${name}  ${line}`);
      worst = worst === EXIT_CONFIGURATION ? worst : status;
    }
  }
  return worst;
}
