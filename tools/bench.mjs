// npm run bench [-- NAME…]: one JSON line a result on stdout.
import { become, prepare } from './lib/workspace.mjs';

prepare();
become('test/dist/bench/main.js', process.argv.slice(2));
