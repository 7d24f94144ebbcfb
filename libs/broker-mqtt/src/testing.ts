export { TemporaryMosquitto, mosquittoBinary } from './testing/temporary-mosquitto.js';
export type { MosquittoOptions } from './testing/temporary-mosquitto.js';
export { DeviceClient } from './testing/device-client.js';
export type { DeviceClientOptions } from './testing/device-client.js';
export { hasMosquitto } from './testing/require-mosquitto.js';
