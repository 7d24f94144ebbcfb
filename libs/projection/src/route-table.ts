import type { Rejection } from '@yanshou/telemetry';
import { reject } from '@yanshou/telemetry';
import { LINE_TOPICS, THINGSBOARD_DEVICE_TOPIC, THINGSBOARD_GATEWAY_TOPIC, parsePrincipalTopic } from '@yanshou/access';
import type { LineTopic } from '@yanshou/access';
import type { Codec, CodecTables } from '@yanshou/codecs';
import {
  InternTable, LINE_PRECISIONS, LineProtocolCodec, NATIVE_DEVICE, NATIVE_GATEWAY, NativeJsonCodec, THINGSBOARD_DEVICE, THINGSBOARD_GATEWAY,
  hashBytes,
} from '@yanshou/codecs';
import { readMessage } from '@yanshou/journal';
import type { BoundDevice, BoundProject, ProjectDirectory } from './project-directory.js';
import type { PrincipalState, SeriesBook } from './series-book.js';

/** How messages of one principal on one topic are read. */
export interface Route {
  readonly principal: PrincipalState;
  readonly topic: string;
  readonly target:
    | { readonly kind: 'device'; readonly codec: Codec; readonly device: BoundDevice }
    | { readonly kind: 'gateway'; readonly codec: Codec; readonly project: BoundProject; readonly children: ReadonlySet<string> }
    | { readonly kind: 'state'; readonly device: BoundDevice | undefined }
    | { readonly kind: 'rejected'; readonly rejection: Rejection };
}

const MAX_ROUTES = 65_536;
/** Where the names stand in a message record: behind flags, reserved byte and packet id, their lengths first. */
const NAMES_FROM = 4;
const NAMES_HEADER = 8;

/** Finds the route of a message record by the bytes that name principal and topic. */
export class RouteTable {
  private readonly keys = new InternTable(MAX_ROUTES);
  private routes: Route[] = [];
  private version: number;
  private readonly codecs: ReadonlyMap<TopicForm, CodecPair>;

  constructor(
    private readonly directory: ProjectDirectory,
    private readonly book: SeriesBook,
    tables: CodecTables,
  ) {
    this.version = directory.version;
    this.codecs = codecsOf(tables);
  }

  /** Where the payload of a message record begins. */
  static payloadFrom(body: Buffer): number {
    return NAMES_HEADER + body.readUInt16LE(4) + body.readUInt16LE(6);
  }

  /** The route of a message record; `to` is where its payload begins. */
  routeOf(body: Buffer, to: number): Route {
    if (this.version !== this.directory.version || this.keys.size > MAX_ROUTES) this.forget();
    const hash = hashBytes(body, NAMES_FROM, to);
    const known = this.keys.find(body, NAMES_FROM, to, hash);
    if (known >= 0) return this.routes[known] as Route;
    const { principal, topic } = readMessage(body);
    const slash = principal.indexOf('/');
    const route = this.resolve(principal.slice(0, Math.max(slash, 0)), principal.slice(slash + 1), topic);
    this.keys.add(body, NAMES_FROM, to, '');
    this.routes.push(route);
    return route;
  }

  /** The route by names, for what does not come from a record. */
  resolve(project: string, device: string, topic: string): Route {
    const principal = this.book.principal(project, device);
    const bound = this.directory.project(project);
    const children = bound?.children(device);
    const listed = bound?.device(device);
    if (!bound || (!children && !listed)) return { principal, topic, target: { kind: 'rejected', rejection: reject('unknown-device') } };
    return { principal, topic, target: this.target(form(project, device, topic), bound, listed, children) };
  }

  private target(topic: TopicForm | undefined, project: BoundProject, device?: BoundDevice, children?: ReadonlySet<string>): Route['target'] {
    if (topic === 'state') return { kind: 'state', device };
    const codecs = topic === undefined ? undefined : this.codecs.get(topic);
    if (device && codecs?.device) return { kind: 'device', codec: codecs.device, device };
    if (children && codecs?.gateway) return { kind: 'gateway', codec: codecs.gateway, project, children };
    return { kind: 'rejected', rejection: reject('unknown-topic') };
  }

  private forget(): void {
    this.version = this.directory.version;
    this.keys.clear();
    this.routes = [];
  }
}

type TopicForm = 'device' | 'gateway' | 'aliasDevice' | 'aliasGateway' | 'state' | LineTopic;
const FORMS = new Map<string, TopicForm>([
  ['telemetry', 'device'], ['gateway/telemetry', 'gateway'], ['state', 'state'], ...LINE_TOPICS.map((topic) => [topic, topic] as const),
]);

/** What reads a topic, by who speaks on it. */
interface CodecPair {
  readonly device?: Codec;
  readonly gateway?: Codec;
}

const codecsOf = (tables: CodecTables): ReadonlyMap<TopicForm, CodecPair> => new Map<TopicForm, CodecPair>([
  ['device', { device: new NativeJsonCodec(tables, NATIVE_DEVICE) }],
  ['gateway', { gateway: new NativeJsonCodec(tables, NATIVE_GATEWAY) }],
  ['aliasDevice', { device: new NativeJsonCodec(tables, THINGSBOARD_DEVICE) }],
  ['aliasGateway', { gateway: new NativeJsonCodec(tables, THINGSBOARD_GATEWAY) }],
  ...LINE_PRECISIONS.map((precision): [TopicForm, CodecPair] => [`lines/${precision}`, {
    device: new LineProtocolCodec(tables, { gateway: false, precision }), gateway: new LineProtocolCodec(tables, { gateway: true, precision }),
  }]),
]);

function form(project: string, device: string, topic: string): TopicForm | undefined {
  if (topic === THINGSBOARD_DEVICE_TOPIC) return 'aliasDevice';
  if (topic === THINGSBOARD_GATEWAY_TOPIC) return 'aliasGateway';
  const parsed = parsePrincipalTopic(topic);
  return parsed?.project === project && parsed.principal === device ? FORMS.get(parsed.rest) : undefined;
}
