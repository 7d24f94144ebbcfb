// npm run demo: the main job on one machine, from devices to the acceptance table.
import { become, prepare } from './lib/workspace.mjs';

prepare();
become('apps/demo/dist/main.js', process.argv.slice(2));
