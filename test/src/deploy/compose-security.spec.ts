import { describe, expect, it } from '@jest/globals';
import { COMPOSE, COMPOSE_TEXT, SERVICES, TOOL_SERVICES, interpolated, repositoryText, secretNames } from './compose-file.js';

const PINNED = /:\d+\.\d+(\.\d+)?(-[\w.]+)?$/;
/** Their image has no other user that may write its volume; root has no capability there. */
const ROOT_WITHOUT_CAPABILITIES = ['nats-1', 'nats-2', 'nats-3'];
/** Who has something for people or devices. */
const PUBLISHED = ['platform', 'grafana', 'api', 'mosquitto'];
const HOLDS_A_SECRET = /PASSWORD|TOKEN|SECRET|KEY|DATABASE_URL|MQTT_URL|NATS_URL/;

describe('the containers', () => {
  it.each(SERVICES)('%s has a pinned image, a health check, no root and no privilege', (name, service) => {
    expect(service.image).toMatch(PINNED);
    if (TOOL_SERVICES.includes(name)) expect([service.healthcheck, service.restart]).toEqual([{ disable: true }, 'no']);
    else expect(service.healthcheck?.test?.length).toBeGreaterThan(1);
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toEqual(['no-new-privileges:true']);
    if (!ROOT_WITHOUT_CAPABILITIES.includes(name)) expect(service.user).toMatch(/^(?!root|0)[\w:]+$/);
    for (const key of ['privileged', 'network_mode', 'pid', 'ipc', 'cap_add', 'devices']) expect([key, service[key]]).toEqual([key, undefined]);
  });

  it('have no password, token or key in the file, only names of secrets', () => {
    for (const [name, { environment = {} }] of SERVICES) {
      for (const [key, value] of Object.entries(environment)) if (HOLDS_A_SECRET.test(key)) expect([name, key, value]).toEqual([name, key, expect.stringMatching(/^\/run\/secrets\//)]);
    }
    expect(COMPOSE_TEXT).not.toMatch(/:\/\/[^/\s"]*:[^/\s"@]*@/);
    for (const { file } of Object.values(COMPOSE.secrets)) expect(file).toMatch(/^\.\/secrets\/[\w.-]+$/);
  });

  it.each(SERVICES)('%s is given every secret that it names, and no other', (name, service) => {
    const ran = TOOL_SERVICES.includes(name) ? repositoryText('tools/lib/compose/layout.mjs').replace(/^const INFLUX .*$/m, '') : '';
    const text = ran + JSON.stringify([service.environment, service.entrypoint, service.command]) + (service.volumes ?? []).filter((volume) => volume.includes('.sh:')).map((volume) => repositoryText(volume.split(':')[0] ?? '')).join('');
    const named = [...text.matchAll(/\/run\/secrets\/([\w-]+)/g)].map((match) => match[1] as string);
    const mounted = (service.secrets ?? []).flatMap((secret) => (typeof secret === 'string' ? [] : [secret.source]));
    expect(secretNames(service).sort()).toEqual([...new Set([...named, ...mounted])].sort());
  });

  it('keep their secrets out of the repository and of the image', () => {
    expect(repositoryText('.gitignore').split('\n')).toContain('/secrets/');
    expect(repositoryText('.dockerignore').split('\n')).not.toContain('!secrets');
  });

  it.each(SERVICES)('%s publishes no port beyond loopback unless it is told to', (name, { ports = [], networks = [] }) => {
    if (!PUBLISHED.includes(name)) expect({ ports, networks }).toEqual({ ports: [], networks: ['inside'] });
    for (const port of ports) expect(interpolated(port)).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    expect(COMPOSE.networks['inside']?.internal).toBe(true);
  });
});
