// npm run verify -- BUNDLE: checks a report bundle off line and recomputes every indicator from its readings.
import { become, prepare } from './lib/workspace.mjs';

prepare();
become('apps/verifier/dist/yanshou-verify.mjs', process.argv.slice(2));
