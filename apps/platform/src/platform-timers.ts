import { systemClock } from '@yanshou/telemetry';
import type { MosquittoWriter } from './broker/mosquitto-writer.js';
import type { PlatformConfig } from './config/config.js';
import type { OwnFigures } from './dashboards/own-figures.js';
import type { Intake } from './intake/open-intake.js';
import type { PlatformParts } from './platform-parts.js';
import { ChangeRelay } from './registry/change-relay.js';
import { Periodic } from './runtime/periodic.js';

const SYNC_MILLIS = 250;
const FLUSH_MILLIS = 5_000;
/** More often than once a minute: a timer drifts, and a minute without a beat counts as one without the platform. */
const HEARTBEAT_MILLIS = 20_000;
const RELAY_MILLIS = 500;
const RELAY_LEASE_MILLIS = 10_000;
/** Each change costs the files of all credentials and a reload of the broker: an import is not written device by device. */
const MOSQUITTO_MILLIS = 1_000;
const COMPACT_MILLIS = 60 * 60_000;
const HEAD_MILLIS = 500;
const SESSION_MILLIS = 3_000;
const FIGURES_MILLIS = 60_000;

export interface TimerSeams {
  readonly config: PlatformConfig;
  readonly synchronise: () => Promise<void>;
  readonly onError: (error: unknown) => void;
  readonly mosquitto?: MosquittoWriter;
  /** Where dashboards are fed. */
  readonly figures?: OwnFigures;
}

/** What runs again and again beside the jobs, by what this process has. */
export function platformTimers(parts: PlatformParts, { config, synchronise, onError, mosquitto, figures }: TimerSeams): readonly Periodic[] {
  const { intake, stored } = parts;
  const telemetry = stored?.worker.client;
  const head = config.apart ? stored?.head : undefined;
  return [
    new Periodic(SYNC_MILLIS, synchronise, onError),
    ...(intake === undefined ? [] : intakeTimers(intake, parts, onError)),
    ...(telemetry === undefined ? [] : [new Periodic(COMPACT_MILLIS, () => telemetry.compact(), onError)]),
    ...(figures === undefined ? [] : [new Periodic(FIGURES_MILLIS, () => figures.write(), onError)]),
    ...(mosquitto === undefined ? [] : [new Periodic(MOSQUITTO_MILLIS, () => mosquitto.update(), onError)]),
    ...(head === undefined || telemetry === undefined ? [] : [new Periodic(HEAD_MILLIS, () => telemetry.reportHead(head.nextSequence(), head.messagesUntil()), onError)]),
  ];
}

function intakeTimers({ ingest, journal, broker }: Intake, { registry, holder }: PlatformParts, onError: (error: unknown) => void): readonly Periodic[] {
  const mayRelay = (): Promise<boolean> => registry.holdDuty('change-relay', holder, RELAY_LEASE_MILLIS);
  const relay = new ChangeRelay(registry, journal.appender, systemClock, mayRelay);
  // A minute in which devices could not reach us is none of the platform's.
  const beat = (): void => void (broker.isReceiving() && ingest.heartbeat((sequence) => void relay.passed(sequence).catch(onError)));
  beat();
  const { sessions } = broker;
  return [
    ...(sessions === undefined ? [] : [new Periodic(SESSION_MILLIS, () => sessions.look(), onError)]),
    new Periodic(RELAY_MILLIS, () => relay.relay(), onError), new Periodic(FLUSH_MILLIS, () => ingest.flush(), onError), new Periodic(HEARTBEAT_MILLIS, beat, onError),
  ];
}
