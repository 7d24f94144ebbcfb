// npm run sim: simulated devices, or the replay of recorded data, against any broker.
import { become, prepare } from './lib/workspace.mjs';

prepare();
become('devices-sim/dist/main.js', process.argv.slice(2));
