// Builds the console into a folder and serves it with made-up data on a free port, as the browser tests want it.
// Arguments: the folder. Says its address on stdout.
import { resolve } from 'node:path';
import { build, preview } from 'vite';

const root = resolve(import.meta.dirname, '..');
const [outDir] = process.argv.slice(2);

await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true } });
const server = await preview({ root, mode: 'mock', logLevel: 'error', build: { outDir }, preview: { host: '127.0.0.1', port: 0, open: false } });
process.stdout.write(`http://127.0.0.1:${server.httpServer.address().port}\n`);
process.on('SIGTERM', () => process.exit(0));
