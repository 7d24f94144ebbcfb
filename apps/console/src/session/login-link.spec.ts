import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DICTIONARIES } from '../i18n/dictionary.js';
import { destinationOf, tokenOf } from './login-link.js';
import { passwordFault } from './new-password.js';

describe('the login', () => {
  it('takes the token out of the address', () => {
    expect([tokenOf('#token=abc'), tokenOf('#token='), tokenOf(''), tokenOf('#other=1')]).toEqual(['abc', '', undefined, undefined]);
  });

  it('leads back to where one wanted to go', () => {
    expect(destinationOf(`?next=${encodeURIComponent('/projects/p?verdict=met')}`)).toBe('/projects/p?verdict=met');
    expect(destinationOf('')).toBe('/');
    expect(destinationOf('?next=/login')).toBe('/');
  });

  it('never leads to another host', () => {
    const hostile = fc.oneof(fc.webUrl(), fc.constantFrom('//evil.example', '/\\evil.example', '\\\\evil.example', 'javascript:alert(1)'), fc.string());
    fc.assert(fc.property(hostile, (next) => {
      expect(new URL(destinationOf(`?next=${encodeURIComponent(next)}`), 'http://platform.example').host).toBe('platform.example');
    }));
  });

  it('takes a new password that is long enough and entered twice the same', () => {
    const texts = DICTIONARIES.en.session;
    expect(passwordFault('short', 'short', texts)).toBe(texts.passwordTooShort(12));
    expect(passwordFault('long enough it is', 'long enough is it', texts)).toBe(texts.passwordsDiffer);
    expect(passwordFault('long enough it is', 'long enough it is', texts)).toBeUndefined();
  });
});
