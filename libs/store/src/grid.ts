export { toGrid } from '@yanshou/telemetry';
