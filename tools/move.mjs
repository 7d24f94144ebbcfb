// npm run move: journal and registry of a stopped platform to the servers that the environment names.
import { become, prepare } from './lib/workspace.mjs';

prepare();
become('apps/platform/dist/move-tool.js', process.argv.slice(2));
