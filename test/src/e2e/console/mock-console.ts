import { expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { Visit, launchBrowser } from './browser.js';
import type { VisitOptions } from './browser.js';
import { MockServer } from './mock-server.js';

/** The console over made-up data, one visit at a time. */
export class MockConsole {
  private current: Visit | undefined;

  private constructor(private readonly server: MockServer, private readonly browser: Browser) {}

  static async start(): Promise<MockConsole> {
    return new MockConsole(...await Promise.all([MockServer.start(), launchBrowser()]));
  }

  get address(): string {
    return this.server.address;
  }

  /** The folder of what was built. */
  get files(): string {
    return this.server.files;
  }

  /** The visit of this test. */
  get visit(): Visit {
    if (this.current === undefined) throw new Error('nobody is there');
    return this.current;
  }

  /** A visit of somebody who is not logged in, unless the one before was. */
  async begin(options?: VisitOptions): Promise<Visit> {
    return (this.current = await Visit.begin(this.browser, this.address, options));
  }

  /** A visit of nobody: whoever was logged in is logged out. */
  async beginAnew(options?: VisitOptions): Promise<Visit> {
    const visit = await this.begin(options);
    await visit.context.request.delete(`${this.address}/api/v1/session`);
    return visit;
  }

  /** A page as somebody sees it who is logged in. */
  async arrive(path: string, options?: VisitOptions): Promise<Page> {
    const { page } = await this.begin(options);
    await this.logIn();
    await page.goto(`${this.address}${path}`);
    return page;
  }

  async logIn(): Promise<void> {
    await this.visit.context.request.post(`${this.address}/api/v1/session`, { data: { username: 'admin', password: 'long enough' } });
  }

  /** After each test: nothing was asked of other hosts. */
  async leave(): Promise<void> {
    const { foreign } = this.current ?? { foreign: [] };
    await this.current?.end();
    this.current = undefined;
    expect(foreign).toEqual([]);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
  }
}
