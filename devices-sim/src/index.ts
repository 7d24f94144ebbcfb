export type { DemonstrationOrigin, DemonstrationProject } from './demonstration-project.js';
export { HISTORY_DAYS, assessmentWindow, scenarioProject } from './scenario-project.js';
export type { ScenarioOptions } from './scenario-project.js';
export { SCENARIO_NAMES } from './scenarios/index.js';
export { readings, simulatedSource } from './simulated-source.js';
export type { ReadingsOptions } from './simulated-source.js';
export { countReadings } from './message.js';
export type { DeviceElements, MessageSource, SimulatedElement, SimulatedMessage, SimulatedValue } from './message.js';
export { encodeMessage, topicOf } from './encode-message.js';
