import type { PlatformConfig } from '../config/config.js';
import type { AckPromise } from './platform-health.js';

/** When this platform acknowledges: what its journal promises. */
const DURABLE = {
  segments: { zh: '写入日志并完成 fdatasync 之后', en: 'after fdatasync of the journal' },
  jetstream: {
    zh: '被 NATS JetStream 三个副本中的多数接收之后（各副本在后台落盘：可承受一台服务器损失，不能承受多数同时断电）',
    en: 'after a majority of three replicas of NATS JetStream has accepted it, each of which flushes in the background: safe against the loss of one server, not against a power cut of a majority at once',
  },
} as const;

/** What an acknowledgement to a device means in this deployment: with which broker, and over which journal. */
export function ackPromise({ mqtt, nats }: Pick<PlatformConfig, 'mqtt' | 'nats'>): AckPromise {
  const { zh, en } = DURABLE[nats === undefined ? 'segments' : 'jetstream'];
  if (mqtt.external === undefined) return { zh: `QoS 1/2 消息在${zh}才确认`, en: `a QoS 1 or 2 message is acknowledged ${en}` };
  return {
    zh: `设备得到的是外部 broker 的确认；平台的承诺从平台对该 broker 的确认开始，在消息${zh}作出。broker 已确认而在此之前丢失的消息不在承诺之内`,
    en: `devices are acknowledged by an external broker; our promise starts at our acknowledgement to that broker, given ${en}. What it acknowledged and lost before is outside`,
  };
}
