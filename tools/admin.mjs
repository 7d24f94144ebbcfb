// npm run admin -- reset-password USER: for an administrator's password that is lost.
import { become, prepare } from './lib/workspace.mjs';

prepare();
become('apps/platform/dist/admin-tool.js', process.argv.slice(2));
