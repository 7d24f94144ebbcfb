import { existsSync, readFileSync } from 'node:fs';
import threads from 'node:worker_threads';

/**
 * Loaded before the product into each of its threads (`--import`): as soon as the pipe is there the telemetry thread reads it,
 * and hangs in the system, as on a disk that does not answer, until somebody has opened it for writing.
 */
const pipe = process.env['TEST_HANGING_PIPE'] ?? '';
const STEP_MILLIS = 50;

const isTelemetry = (): boolean => 'layout' in ((threads.workerData as object | null) ?? {});

if (!threads.isMainThread) setInterval(() => void (isTelemetry() && existsSync(pipe) && readFileSync(pipe)), STEP_MILLIS).unref();
