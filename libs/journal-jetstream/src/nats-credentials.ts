import { credsAuthenticator } from '@nats-io/transport-node';

/** Whether a text holds a user's JWT and its seed, as a `.creds` file does. */
export function isCredentials(text: string): boolean {
  try {
    credsAuthenticator(Buffer.from(text))('any nonce');
    return true;
  } catch {
    return false;
  }
}
