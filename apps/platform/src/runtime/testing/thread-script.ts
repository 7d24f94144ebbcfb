/**
 * Script of a worker thread whose calls are answered by `answer(args)`, the body of an async function: worker threads of tests
 * have no transpiler. It speaks what `@yanshou/worker-rpc` does of calls that return one value.
 */
export const threadScript = (answer: string): URL => new URL(`data:text/javascript,${encodeURIComponent(`
import { parentPort, threadId } from 'node:worker_threads';
const answer = async (args) => { ${answer} };
parentPort.on('message', ({ id, args }) => answer(args.values).then(
  (value) => parentPort.postMessage({ rpc: 'result', id, value: { values: [value] } }),
  (error) => parentPort.postMessage({ rpc: 'error', id, error: { name: error.name, message: error.message } }),
));
`)}`);
