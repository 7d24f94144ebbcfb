export { ExactSum } from '@yanshou/telemetry';
