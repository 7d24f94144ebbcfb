export { freePort, freePorts } from './testing/free-ports.js';
