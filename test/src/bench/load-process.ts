import { generateLoad } from './generator.js';
import type { LoadPlan } from './generator.js';

/** The generator in a process of its own: gets a plan, answers the result. */
process.send?.({ kind: 'ready' });
process.on('message', (message) => {
  if (message === 'stop') process.exit(0);
  // eslint-disable-next-line no-restricted-syntax -- a load generator stamps with the machine's time
  void generateLoad(message as LoadPlan, Date.now()).then(
    (result) => process.send?.({ kind: 'result', ...result }),
    (error: Error) => process.send?.({ kind: 'error', message: error.message }),
  );
});
