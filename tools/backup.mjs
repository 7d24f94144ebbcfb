// npm run backup -- DIR: a copy of the data directory, of a running platform or a stopped one.
import { become, prepare } from './lib/workspace.mjs';

prepare();
become('apps/platform/dist/backup-tool.js', process.argv.slice(2));
