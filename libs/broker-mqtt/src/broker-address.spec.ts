import { describe, expect, it } from '@jest/globals';
import { brokerName, parseBrokerUrl } from './broker-address.js';

describe('MQTT_URL', () => {
  it.each([
    ['mqtt://broker', { host: 'broker', port: 1883, tls: false }],
    ['mqtts://broker.example/', { host: 'broker.example', port: 8883, tls: true }],
    ['mqtt://user:p%40ss%3A%2F@10.0.0.1:1884', { host: '10.0.0.1', port: 1884, tls: false, username: 'user', password: 'p@ss:/' }],
    ['mqtt://user@[::1]:99', { host: '::1', port: 99, tls: false, username: 'user' }],
  ])('%s is understood', (url, address) => expect(parseBrokerUrl(url)).toEqual(address));

  it.each(['broker:1883', 'http://broker', 'mqtt://', 'mqtt://:secret@broker', 'mqtt://broker/topic', 'mqtt://broker?x=1', 'mqtt://u:%zz@broker', 'ws://broker'])(
    '%s is refused', (url) => expect(parseBrokerUrl(url)).toBeUndefined());

  it('is shown without its secrets', () => {
    expect(brokerName({ host: '::1', port: 1883 })).toBe('[::1]:1883');
    expect(brokerName({ host: 'broker', port: 1 })).toBe('broker:1');
  });
});
