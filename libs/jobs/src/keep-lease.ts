/** How often within its time a lease is renewed: two attempts may fail. */
const TIMES = 3;

/**
 * Renews a lease until it is stopped, or `renew` says that it has gone to somebody else. A renewal that fails is tried again
 * at the next turn.
 */
export function keepLease(renew: () => Promise<boolean>, leaseMillis: number): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const turn = async (): Promise<void> => {
    const isOurs = await renew().catch(() => true);
    if (isOurs && !stopped) wait();
  };
  const wait = (): void => void (timer = setTimeout(() => void turn(), leaseMillis / TIMES));
  wait();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
