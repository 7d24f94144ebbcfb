// npm run restore -- DIR: fills an empty data directory from a backup.
import { become, prepare } from './lib/workspace.mjs';

prepare();
become('apps/platform/dist/restore-tool.js', process.argv.slice(2));
