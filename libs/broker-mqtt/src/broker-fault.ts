import { Failure } from '@yanshou/telemetry';

/** Why there is no connection, or none that delivers. All may pass: the consumer goes on trying. */
export type BrokerFaultCode =
  | 'broker-unreachable' | 'broker-certificate' | 'broker-wants-certificate' | 'broker-hung-up' | 'broker-silent' | 'broker-credentials' | 'broker-mqtt5' | 'broker-shared-subscription' | 'broker-qos'
  | 'broker-not-authorized' | 'broker-taken-over' | 'broker-session-held' | 'broker-unavailable' | 'broker-protocol' | 'journal-refused';

const HELP: Readonly<Record<BrokerFaultCode, { readonly zh: string; readonly en: string }>> = {
  'broker-unreachable': { zh: '连不上：请检查 MQTT_URL、网络，以及该 broker 是否在运行', en: 'cannot be reached: check MQTT_URL, the network, and whether the broker runs' },
  'broker-certificate': { zh: '的证书不受信任：私有 CA 请设置 NODE_EXTRA_CA_CERTS；证书须含 MQTT_URL 中的主机名且未过期', en: 'shows a certificate that is not trusted: for a CA of yours set NODE_EXTRA_CA_CERTS; it has to name the host of MQTT_URL and be in force' },
  'broker-wants-certificate': { zh: '要求平台出示客户端证书，平台不支持：请为平台开一个不要求证书、以用户名和密码登录的监听器', en: 'wants a certificate of ours, which is not supported: give the platform a listener that wants none, and a user name and password' },
  'broker-hung-up': { zh: '未应答就断开了连接：它可能只支持 MQTT 3.1.1（平台需要 MQTT 5）、该端口不是 MQTT 或需要 TLS（mqtts://），或按地址拒绝了平台', en: 'hung up without an answer: it may speak MQTT 3.1.1 alone (5 is needed), the port may not be MQTT or want TLS (mqtts://), or it refuses us by address' },
  'broker-silent': { zh: '长时间没有应答，已断开重连', en: 'did not answer for too long and was disconnected' },
  'broker-credentials': { zh: '拒绝了 MQTT_URL 里的用户名、密码，或平台的 client id（yanshou-…：EMQX 不能以用户名作 client id）', en: 'refuses the user name or password of MQTT_URL, or our client id (yanshou-…: EMQX must not have user names for client ids)' },
  'broker-mqtt5': { zh: '不支持 MQTT 5：共享订阅需要 MQTT 5（Mosquitto ≥ 1.6、EMQX）', en: 'does not speak MQTT 5, which shared subscriptions need (Mosquitto ≥ 1.6, EMQX)' },
  'broker-shared-subscription': { zh: '不提供共享订阅（$share），或已将其关闭', en: 'offers no shared subscriptions ($share), or has them switched off' },
  'broker-qos': { zh: '不提供 QoS 1，无法在写入日志之后再确认', en: 'does not offer QoS 1, so nothing could be acknowledged after the journal' },
  'broker-not-authorized': { zh: '不允许平台订阅设备主题：请检查它的访问规则', en: 'does not let the platform subscribe to the devices\' topics: check its access rules' },
  'broker-taken-over': { zh: '有另一个客户端使用同一 client id 接管了会话：两个平台不能共用一个数据目录或其副本', en: 'gave our session to another client of the same id: two platforms must not run on one data directory or on a copy of it' },
  'broker-session-held': { zh: '上我们的会话正由另一个进程接手（取回其中的消息），完成后自动连接；若一直如此，是两个进程共用一个数据目录或其副本', en: 'has our session in the hands of another process, which brings its messages home: we connect when that is done. If it stays so, two processes share one data directory or a copy of it' },
  'broker-unavailable': { zh: '暂不接受连接', en: 'does not accept connections for now' },
  'broker-protocol': { zh: '违反 MQTT 协议，或以未知原因拒绝', en: 'violates MQTT, or refuses for an unknown reason' },
  'journal-refused': { zh: '的消息暂不领取：日志暂不接收，消息留在 broker', en: 'keeps its messages for now: the journal refuses' },
};

/** A fault of the connection to `broker` (`host:port`); `detail` says what was seen. */
export function brokerFault(code: BrokerFaultCode, broker: string, detail: string, cause?: unknown): Failure {
  const { zh, en } = HELP[code];
  const help = { zh: `MQTT broker ${broker} ${zh}（${detail}）`, en: `MQTT broker ${broker} ${en} (${detail})` };
  return new Failure(code, `${broker}: ${detail}`, true, help, cause === undefined ? undefined : { cause });
}

/** What the other side says of ours, as an alert. We show none. */
const OUR_CERTIFICATE = /ALERT.*CERT/;
/** What TLS says of a certificate; everything else that ends a socket is the network's. */
const CERTIFICATE = /CERT|VERIFY|ISSUER|SELF_SIGNED|CRL/;

/** What the error of a socket means. `hasGreeted`: the broker has our CONNECT, and has not answered yet. */
export function faultOfSocket(error: Error & { readonly code?: string }, broker: string, hasGreeted: boolean): Failure {
  const { code = '' } = error;
  if (OUR_CERTIFICATE.test(code)) return brokerFault('broker-wants-certificate', broker, code, error);
  if (CERTIFICATE.test(code)) return brokerFault('broker-certificate', broker, `${code}: ${error.message}`, error);
  return brokerFault(hasGreeted ? 'broker-hung-up' : 'broker-unreachable', broker, error.message, error);
}

const CONNACK: Readonly<Record<number, BrokerFaultCode>> = {
  // 1 to 5 are the codes of 3.1.1, which a broker answers that knows no other version.
  1: 'broker-mqtt5', 3: 'broker-unavailable', 4: 'broker-credentials', 5: 'broker-credentials',
  0x84: 'broker-mqtt5', 0x85: 'broker-credentials', 0x86: 'broker-credentials', 0x87: 'broker-credentials', 0x8c: 'broker-credentials',
  0x88: 'broker-unavailable', 0x89: 'broker-unavailable', 0x97: 'broker-unavailable', 0x9f: 'broker-unavailable', 0x9b: 'broker-qos',
};
const SUBACK: Readonly<Record<number, BrokerFaultCode>> = { 0: 'broker-qos', 0x87: 'broker-not-authorized', 0x80: 'broker-not-authorized', 0x9e: 'broker-shared-subscription' };
const DISCONNECT: Readonly<Record<number, BrokerFaultCode>> = { 0x8e: 'broker-taken-over', 0x89: 'broker-unavailable', 0x8b: 'broker-unavailable', 0x87: 'broker-not-authorized' };

const hex = (code: number): string => `0x${code.toString(16).padStart(2, '0')}`;

/** What a reason code of CONNACK, SUBACK or DISCONNECT means for us. */
export function faultOfReason(packet: 'connack' | 'suback' | 'disconnect', code: number, broker: string): Failure {
  const table = { connack: CONNACK, suback: SUBACK, disconnect: DISCONNECT }[packet];
  return brokerFault(table[code] ?? 'broker-protocol', broker, `${packet.toUpperCase()} ${hex(code)}`);
}
