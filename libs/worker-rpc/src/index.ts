export { serve } from './serve.js';
export { client } from './client.js';
export type { Promisified } from './client.js';
export { emit, on } from './events.js';
export { transfer } from './packing.js';
export { READ_AHEAD } from './remote-stream.js';
export type { RpcPort } from './message.js';
