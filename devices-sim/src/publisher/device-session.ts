import { Failure } from '@yanshou/telemetry';
import type { MqttClient } from 'mqtt';
import { connect } from 'mqtt';
import { encodeMessage, topicOf } from '../encode-message.js';
import type { SimulatedMessage } from '../message.js';

export interface SessionOptions {
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  readonly clientId: string;
  /** Messages that may wait for their acknowledgement at once. */
  readonly window: number;
  readonly onAcknowledged: () => void;
}

const RECONNECT_MILLIS = 200;
const KEEPALIVE_SECONDS = 60;

/** One principal's MQTT session: QoS 1, a bounded window, and everything unacknowledged sent again after a cut. */
export class DeviceSession {
  private readonly client: MqttClient;
  private unacknowledged = 0;
  private failure: Failure | undefined;
  private wake: (() => void) | undefined;

  constructor(private readonly options: SessionOptions) {
    this.client = connect(options.url, {
      clientId: options.clientId,
      reconnectPeriod: RECONNECT_MILLIS,
      keepalive: KEEPALIVE_SECONDS,
      clean: true,
      ...(options.username === undefined ? {} : { username: options.username, password: options.password ?? '' }),
    });
    this.client.on('error', (error) => this.onError(error));
    this.client.on('connect', () => this.wake?.());
  }

  /** Resolves when the broker accepted the connection; rejects with the Failure `connection-refused`. */
  async opened(): Promise<void> {
    await this.until(() => this.client.connected);
  }

  /** Waits for room in the window, then hands the message over; its acknowledgement is counted, not awaited. */
  async publish(message: SimulatedMessage): Promise<void> {
    await this.until(() => this.unacknowledged < this.options.window);
    this.unacknowledged += 1;
    this.send(topicOf(message), encodeMessage(message));
    if (message.cutAfter === true) this.client.stream.destroy();
  }

  /** A connection lost while the client sends its backlog again drops what waits behind it: that is handed over anew. */
  private send(topic: string, payload: Buffer): void {
    this.client.publish(topic, payload, { qos: 1 }, (error) => {
      if (error) {
        if (!this.client.disconnecting && !this.failure) setImmediate(() => this.send(topic, payload));
        return;
      }
      this.unacknowledged -= 1;
      this.options.onAcknowledged();
      this.wake?.();
    });
  }

  /** Resolves when everything handed over was acknowledged. */
  async drained(): Promise<void> {
    await this.until(() => this.unacknowledged === 0);
  }

  /** A proper DISCONNECT after everything was acknowledged; `force` drops what is open. */
  async close(force: boolean): Promise<void> {
    await this.client.endAsync(force);
  }

  private async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      if (this.failure) throw this.failure;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    if (this.failure) throw this.failure;
  }

  /** A refused CONNECT will be refused again; everything else is a network that may come back. */
  private onError(error: Error): void {
    const code = 'code' in error ? error.code : undefined;
    if (typeof code === 'number') this.fail(error);
  }

  private fail(error: Error): void {
    const who = this.options.username ?? this.options.clientId;
    this.failure ??= new Failure('connection-refused', `${who}: ${error.message}`, false, {
      zh: '服务器拒绝了该设备：请检查凭据文件与设备台账', en: 'the broker refused this device: check the credentials file and the inventory',
    }, { cause: error });
    this.wake?.();
  }
}
