import type { AlarmState } from '../alarms/alarm-board.js';
import type { DiskWatches } from '../alarms/disk-watches.js';
import type { IntakeStatus, PlatformStatus, StoredStatus } from '../platform-status.js';
import type { HistogramSnapshot } from './fixed-histogram.js';
import type { Observations } from './observations.js';
import type { Labels, PlatformMetric } from './platform-metric.js';
import { counter, counters, countersBy, gauge, gauges, histogram } from './platform-metric.js';

/** What the status of journal, projection, store, broker and registry says, as far as this process has them. */
export const statusMetrics = ({ intake, stored, registrySilentSeconds }: PlatformStatus): readonly PlatformMetric[] => [
  ...(intake === undefined ? [] : intakeMetrics(intake)),
  ...(stored === undefined ? [] : storedMetrics(stored)),
  gauge('yanshou_registry_silent_seconds', 'Age of the oldest change of the registry that may not be in force yet, at most', registrySilentSeconds),
];

const intakeMetrics = ({ broker, journalRoom }: IntakeStatus): readonly PlatformMetric[] => [
  counter('yanshou_messages_received_total', 'Messages let in since the start, acknowledged or not', broker.received),
  counter('yanshou_messages_acknowledged_total', 'Messages acknowledged since the start', broker.acknowledged),
  counter('yanshou_received_bytes_total', 'Bytes received on MQTT sockets since the start', broker.bytes),
  countersBy('yanshou_refused_total', 'Messages and connections refused before acknowledgement since the start, by reason', 'reason', broker.refused),
  counter('yanshou_connections_refused_total', 'Connections refused by a limit since the start', broker.connectionsRefused),
  counter('yanshou_connects_refused_total', 'CONNECT packets refused since the start', broker.connectsRefused),
  gauge('yanshou_connections', 'Open MQTT connections', broker.connections),
  gauge('yanshou_unacknowledged_bytes', 'Payload bytes that wait for the journal', broker.unacknowledgedBytes),
  gauges('yanshou_journal_bytes', 'Bytes of the journal, of its streams one copy', journalRoom === undefined ? [] : [[{}, journalRoom.usedBytes]]),
  gauges('yanshou_journal_free_bytes', 'Bytes that the journal may still take before it refuses: of the disk without its reserve, its set size, or the limits of stream and account, which count every replica', journalRoom === undefined ? [] : [[{}, journalRoom.freeBytes]]),
];

const storedMetrics = ({ pending, messagesPerSecond, nextSequence, commits }: StoredStatus): readonly PlatformMetric[] => [
  gauges('yanshou_projection_pending_records', 'Journal records not projected yet, up to the last message; absent while nobody can tell', pending === undefined ? [] : [[{}, pending]]),
  gauge('yanshou_projection_messages_per_second', 'Messages projected per second', messagesPerSecond),
  gauge('yanshou_projection_next_sequence', 'First journal sequence not projected yet', nextSequence),
  counter('yanshou_projected_messages_total', 'Messages projected since the start, quarantined ones included', commits.messages),
  counters('yanshou_quarantined_total', 'Messages and readings sent to quarantine since the start, by reason', quarantined(commits.quarantined)),
  histogram('yanshou_store_commit_seconds', 'Time of one commit of the projection to the store', [[{}, commits.seconds]]),
  counter('yanshou_store_commit_failures_total', 'Commits to the store that failed since the start and were or will be tried again', commits.failures),
];

const quarantined = (counts: Readonly<Record<string, number>>): [Labels, number][] =>
  Object.entries(counts).map(([key, count]) => {
    const [level = '', reason = ''] = key.split(' ');
    return [{ level, reason }, count];
  });

export interface ProcessView {
  /** Where this process receives. */
  readonly acknowledgements: HistogramSnapshot | undefined;
  readonly observations: Observations;
  readonly alarms: readonly AlarmState[];
  readonly lagSeconds: number;
  readonly disks: ReturnType<DiskWatches['rooms']>;
}

/** What this process knows of itself, whether its telemetry thread answers or not. */
export const processMetrics = ({ acknowledgements, observations, alarms, lagSeconds, disks }: ProcessView): readonly PlatformMetric[] => {
  const { p99, max } = observations.loop.read();
  return [
    histogram('yanshou_acknowledgement_seconds', 'Time from letting a QoS 1 or 2 message in to handing its acknowledgement to the socket', acknowledgements === undefined ? [] : [[{}, acknowledgements]]),
    gauge('yanshou_streams', 'Open streams of server-sent events', observations.streams.open),
    counter('yanshou_stream_dropped_total', 'Events that were left out of streams since the start because their readers were too slow, or too many came at once', observations.streams.dropped),
    gauge('yanshou_projection_lag_seconds', 'Age of the oldest journal record that is not projected yet, at most', lagSeconds),
    gauges('yanshou_event_loop_delay_seconds', 'How late the acknowledging thread gets to its work, over the last ten seconds', [[{ quantile: '0.99' }, p99], [{ quantile: '1' }, max]]),
    gauges('yanshou_disk_free_bytes', 'Free bytes on the disk of the data directory, and of the shared folder where that is another', disks.map(([disk, { freeBytes }]) => [{ disk }, freeBytes])),
    gauges('yanshou_disk_size_bytes', 'Size of the disk of the data directory, and of the shared folder where that is another', disks.map(([disk, { totalBytes }]) => [{ disk }, totalBytes])),
    counters('yanshou_errors_total', 'Faults since the start, by code', observations.faultCounts.read()),
    counters('yanshou_http_requests_total', 'HTTP requests answered since the start, by operation and status', observations.requestCounts.read()),
    histogram('yanshou_http_request_seconds', 'Time of an HTTP request to the end of its answer, by operation', observations.requestSeconds.read()),
    counters('yanshou_job_runs_total', 'Runs of jobs since the start, by outcome', observations.jobCounts.read()),
    histogram('yanshou_job_seconds', 'Time of one run of a job', observations.jobSeconds.read()),
    gauges('yanshou_alarm', '1 while the alarm stands', alarms.map(({ rule: { id }, isRaised }) => [{ alarm: id }, isRaised ? 1 : 0])),
    gauge('process_resident_memory_bytes', 'Resident memory of the process', process.memoryUsage.rss()),
    gauge('process_start_time_seconds', 'When the process began, seconds since 1970', performance.timeOrigin / 1_000),
    counter('process_cpu_seconds_total', 'Processor time of all threads of the process', cpuSeconds()),
  ];
};

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
