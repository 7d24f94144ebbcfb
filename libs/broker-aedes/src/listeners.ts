import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import { Failure } from '@yanshou/telemetry';
import type { ListenAddress, TlsAddress } from './broker-options.js';

const HANDSHAKE_TIMEOUT_MILLIS = 5_000;
const DEFAULT_HOST = '127.0.0.1';
/** The client may close its side and still be owed acknowledgements. */
const SOCKET_OPTIONS = { noDelay: true, allowHalfOpen: true } as const;

export const plainServer = (onSocket: (socket: Socket) => void): Server => createServer(SOCKET_OPTIONS, onSocket);

export function tlsServer(address: TlsAddress, onSocket: (socket: Socket) => void, onError: (error: Error) => void): Server {
  const { cert, key, clientCa } = address;
  const server = createTlsServer(
    {
      ...SOCKET_OPTIONS, cert, key, handshakeTimeout: HANDSHAKE_TIMEOUT_MILLIS, minVersion: 'TLSv1.2',
      // A device without a certificate may still show its secret, so the certificate is asked for, not required.
      ...(clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: false }),
    },
    onSocket,
  );
  server.on('tlsClientError', onError);
  return server;
}

/** Listens and returns the real port. Errors: `broker-listen` (not retryable). */
export function listenOn(server: Server, address: ListenAddress): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenFailure(address, error)));
    server.listen(address.port, address.host ?? DEFAULT_HOST, () => resolve((server.address() as AddressInfo).port));
  });
}

/** CN of a client certificate that the authority vouches for. */
export function certificateNameOf(socket: Socket): string | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  const name: unknown = socket.getPeerCertificate().subject?.CN;
  return typeof name === 'string' ? name : undefined;
}

function listenFailure({ host = DEFAULT_HOST, port }: ListenAddress, cause: unknown): Failure {
  const [where, why] = [`${host}:${String(port)}`, cause instanceof Error ? cause.message : String(cause)];
  return new Failure('broker-listen', `cannot listen on ${where}: ${why}`, false, {
    zh: `MQTT 无法在 ${where} 监听（${why}）：请换一个 MQTT 端口，或停止占用该端口的程序`,
    en: `MQTT cannot listen on ${where} (${why}): choose another MQTT port, or stop the program that holds it`,
  }, { cause });
}
