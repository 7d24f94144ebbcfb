import type { Role } from '@yanshou/api-schema';
import { ApiClient } from './api-client.js';
import { TestPlatform } from './test-platform.js';
import type { TestPlatformOptions } from './test-platform.js';

export const ADMINISTRATOR = { username: 'admin', password: 'first-administrator-1' } as const;

/** What makes the first run's administrator one that can log in at once. */
export const WITH_ADMINISTRATOR = { YANSHOU_ADMIN_PASSWORD: ADMINISTRATOR.password } as const;

/** A platform and its administrator, logged in. */
export async function startWithAdministrator(options: TestPlatformOptions = {}): Promise<{ platform: TestPlatform; admin: ApiClient }> {
  const platform = await TestPlatform.start({ ...options, env: { ...WITH_ADMINISTRATOR, ...options.env } });
  return { platform, admin: await new ApiClient(platform.http).logIn(ADMINISTRATOR.username, ADMINISTRATOR.password) };
}

export const passwordOf = (id: string): string => `${id}-has-a-password`;

/** Enters a user and logs in as them, with a password of their own: `passwordOf(id)`. */
export async function newPerson(admin: ApiClient, id: string, role: Role, scope: readonly string[]): Promise<ApiClient> {
  const initial = `${id}-was-told-once`;
  await admin.call('createUser', { body: { id, name: id, role, scope, password: initial } });
  const person = await new ApiClient(admin.http).logIn(id, initial);
  await person.call('changeUser', { params: { u: id }, body: { password: passwordOf(id), currentPassword: initial } });
  return person;
}
