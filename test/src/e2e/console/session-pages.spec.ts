import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { hasBrowser } from './browser.js';
import { MockConsole } from './mock-console.js';

const whenThereIsABrowser = hasBrowser('login to the console') ? describe : () => undefined;

whenThereIsABrowser('coming to the console, over made-up data', () => {
  let site: MockConsole;

  beforeAll(async () => {
    site = await MockConsole.start();
  }, 180_000);
  afterAll(() => site.stop());
  afterEach(() => site.leave());

  it('asks first, names what is wrong with its code, and leads to where one wanted to go', async () => {
    const one = await site.beginAnew();
    const page = await one.open('/projects/workshop');
    await page.getByRole('heading', { name: '登录' }).waitFor();
    expect(await one.obstacles()).toEqual([]);
    await one.logIn('admin', 'wrong');
    expect(await page.getByRole('alert').innerText()).toMatch(/用户名或密码不正确[\s\S]*wrong-credentials/);
    await one.logIn('admin', 'long enough');
    await page.getByRole('heading', { name: '精密零部件自动化装备互联互通智能车间' }).waitFor();
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByRole('heading', { name: '登录' }).waitFor();
  });

  it('by a one-time link works once, and the token leaves the address', async () => {
    const one = await site.beginAnew({ locale: 'en-US' });
    const page = await one.open('/login#token=one-time-token-of-the-mock');
    await page.getByRole('heading', { name: 'Portfolio' }).waitFor();
    expect(page.url()).toBe(`${site.address}/`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await one.open('/login#token=one-time-token-of-the-mock');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toMatch(/ask for a new one[\s\S]*link-not-valid/);
    expect(page.url()).not.toContain('token');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('User name').waitFor();
    await one.open('/login#token=one-time-token-of-the-mock');
    await page.getByRole('alert').waitFor();
    expect(page.url()).toBe(`${site.address}/login`);
  });

  it('with a one-time password demands a new one, long enough and twice the same', async () => {
    const one = await site.beginAnew({ locale: 'en-US' });
    const page = await one.open('/');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await one.logIn('new', 'one-time');
    await page.getByRole('heading', { name: 'Change your password first' }).waitFor();
    const change = async (current: string, first: string, again: string): Promise<void> => {
      await page.getByLabel('Current password').fill(current);
      await page.getByLabel('New password', { exact: true }).fill(first);
      await page.getByLabel('New password again').fill(again);
      await page.getByRole('button', { name: 'Change password' }).click();
    };
    await change('one-time', 'short', 'short');
    expect(await page.getByRole('alert').innerText()).toContain('at least 12 characters');
    await change('one-time', 'a long new password', 'a long new pasword');
    expect(await page.getByRole('alert').innerText()).toContain('differ');
    await change('forgotten', 'a long new password', 'a long new password');
    await page.getByText('wrong-password').waitFor();
    await change('one-time', 'a long new password', 'a long new password');
    await page.getByRole('heading', { name: 'Portfolio' }).waitFor();
  });

  it('keeps the language that was chosen', async () => {
    const page = await site.arrive('/');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Portfolio' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Portfolio' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.title()).toBe('Portfolio · 验收 Yanshou');
  });
});
