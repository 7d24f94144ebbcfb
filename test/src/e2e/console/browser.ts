import { appendFileSync, existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** Debian's package; elsewhere the tests say that they were not run. */
const CHROMIUM = '/usr/bin/chromium';
/** For a page or a word on it to come: longer than a busy machine takes. */
const PATIENCE_MILLIS = 90_000;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Whether there is a browser; without one the want of it is noted, in CI it is a failure. */
export function hasBrowser(what: string): boolean {
  if (existsSync(CHROMIUM)) return true;
  if (process.env.CI === 'true') throw new Error('Chromium is not installed');
  const file = process.env.YANSHOU_TEST_NOT_RUN;
  if (file) appendFileSync(file, `Chromium: ${what} (apt-get install chromium)\n`);
  return false;
}

/** A browser with a user directory of its own. */
export const launchBrowser = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS });

export interface VisitOptions {
  readonly width?: number;
  readonly height?: number;
  readonly locale?: string;
  readonly dark?: boolean;
}

/** One person's visit: a page, and whatever it complained of or asked of other hosts. */
export class Visit {
  readonly errors: string[] = [];
  readonly foreign: string[] = [];

  private constructor(readonly context: BrowserContext, readonly page: Page, private readonly address: string) {
    page.on('console', (message) => void (message.type() === 'error' || message.type() === 'warning' ? this.errors.push(message.text()) : 0));
    page.on('pageerror', (error) => void this.errors.push(error.message));
    context.on('request', (request) => void (new URL(request.url()).origin === new URL(address).origin ? 0 : this.foreign.push(request.url())));
  }

  static async begin(browser: Browser, address: string, options: VisitOptions = {}): Promise<Visit> {
    const { width = 1280, height = 900, locale = 'zh-CN', dark = false } = options;
    const context = await browser.newContext({ viewport: { width, height }, locale, colorScheme: dark ? 'dark' : 'light' });
    context.setDefaultTimeout(PATIENCE_MILLIS);
    return new Visit(context, await context.newPage(), address);
  }

  async open(path: string): Promise<Page> {
    await this.page.goto(`${this.address}${path}`);
    return this.page;
  }

  /** Fills in the login form that stands on the page. */
  async logIn(username: string, password: string): Promise<void> {
    const fields = this.page.locator('form input');
    await fields.nth(0).fill(username);
    await fields.nth(1).fill(password);
    await this.page.locator('form button[type=submit]').click();
  }

  /** Pixels that the page is wider than its window. */
  overflow(): Promise<number> {
    return this.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  }

  /** Different colours on the first canvas: a chart that was drawn has several. */
  canvasColours(): Promise<number> {
    return this.page.evaluate(`(() => {
      const canvas = document.querySelector('canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      const colours = new Set();
      for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 255) colours.add(data[at] * 65536 + data[at + 1] * 256 + data[at + 2]);
      return colours.size;
    })()`);
  }

  /** What keeps people with a keyboard or a screen reader out, as far as markup tells. */
  obstacles(): Promise<string[]> {
    return this.page.evaluate(`(() => {
      const found = [];
      const nameOf = (element) => (element.getAttribute('aria-label') ?? element.textContent ?? '').trim() || [...(element.labels ?? [])].map((label) => label.textContent).join('');
      for (const element of document.querySelectorAll('button, a[href], input, select, textarea')) if (nameOf(element) === '') found.push('no name: ' + element.outerHTML.slice(0, 120));
      for (const element of document.querySelectorAll('[role=img], [role=region], nav, table[role=table]')) {
        if (!element.getAttribute('aria-label') && !document.getElementById(element.getAttribute('aria-labelledby') ?? '')) found.push('no label: ' + element.outerHTML.slice(0, 120));
      }
      const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
      for (const id of ids.filter((one, at) => ids.indexOf(one) !== at)) found.push('id twice: ' + id);
      if (document.querySelectorAll('h1').length !== 1) found.push('h1: ' + document.querySelectorAll('h1').length);
      if (document.querySelectorAll('main').length !== 1) found.push('no main');
      if (!/^(zh-CN|en)$/.test(document.documentElement.lang)) found.push('lang: ' + document.documentElement.lang);
      return found;
    })()`);
  }

  end(): Promise<void> {
    return this.context.close();
  }
}
