import type { PrivateKeyJwk } from '../signing-key.js';

/** The key of RFC 8037 A.1: what is signed with it is the same in every run. */
export const FIXED_KEY: PrivateKeyJwk = { crv: 'Ed25519', d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A', kty: 'OKP', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
