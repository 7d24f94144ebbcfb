/** Where a flow finds its server, and where it listens. */
export interface FlowPlace {
  readonly mqttPort: number;
  readonly influxPort: number;
  readonly database: string;
}

/** A message as one point of three fields: a third of the points that the platform writes. */
const TO_POINT = `
const { packet, client } = msg.payload;
if (!client) return null;
const { ts, values } = JSON.parse(packet.payload.toString());
return { payload: { measurement: 'reading', tags: { device: packet.topic.split('/')[3] }, fields: values, timestamp: ts } };`;

/** The flow that a user of Node-RED builds for the same job: broker → function → join → InfluxDB, in batches of a thousand or a second. */
export const nodeRedFlow = ({ mqttPort, influxPort, database }: FlowPlace): readonly object[] => [
  { id: 'tab', type: 'tab', label: 'telemetry' },
  { id: 'server', type: 'influxdb', hostname: '127.0.0.1', port: String(influxPort), database, influxdbVersion: '1.x', usetls: false },
  { id: 'broker', type: 'aedes broker', z: 'tab', x: 100, y: 100, mqtt_port: String(mqttPort), mqtt_ws_bind: 'port', mqtt_ws_port: '', mqtt_ws_path: '', dburl: '', usetls: false, wires: [[], ['point']] },
  { id: 'point', type: 'function', z: 'tab', x: 300, y: 100, func: TO_POINT, outputs: 1, noerr: 0, initialize: '', finalize: '', libs: [], wires: [['batch']] },
  {
    id: 'batch', type: 'join', z: 'tab', x: 500, y: 100, mode: 'custom', build: 'array', property: 'payload', propertyType: 'msg', key: 'topic',
    joiner: '\\n', joinerType: 'str', accumulate: false, timeout: '1', count: '1000', wires: [['out']],
  },
  { id: 'out', type: 'influxdb batch', z: 'tab', x: 700, y: 100, influxdb: 'server', precision: 'ms', retentionPolicy: '', name: '', wires: [] },
];
