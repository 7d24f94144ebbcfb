// npm run journal -- check | set-aside SEGMENT: the operator's tool for a damaged journal.
import { become, prepare } from './lib/workspace.mjs';

prepare();
become('apps/platform/dist/journal-tool.js', process.argv.slice(2));
