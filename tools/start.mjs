// npm start: the platform, configured from the environment.
import { become, prepare } from './lib/workspace.mjs';

prepare();
become('apps/platform/dist/main.js', process.argv.slice(2));
