import { expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { passwordOf } from '../../platform-under-test/people.js';
import { Visit } from './browser.js';
import type { VisitOptions } from './browser.js';

/** Who looks at the console of one platform, each in a browser context of their own, until the test ends. */
export class Visitors {
  private readonly visits: Visit[] = [];

  constructor(private readonly browser: Browser, private readonly address: string) {}

  /** A page as one person sees it, once it is there. */
  async as(person: string, path: string, options: VisitOptions & { readonly password?: string } = {}): Promise<Page> {
    return (await this.visit(person, path, options)).page;
  }

  async visit(person: string, path: string, { password = passwordOf(person), ...options }: VisitOptions & { readonly password?: string } = {}): Promise<Visit> {
    const visit = await Visit.begin(this.browser, this.address, options);
    this.visits.push(visit);
    await visit.open(path);
    await visit.page.locator('form').waitFor();
    await visit.logIn(person, password);
    await visit.page.locator('#content h1').waitFor();
    return visit;
  }

  /** Everybody leaves; nothing was asked of other hosts meanwhile. */
  async leave(): Promise<void> {
    const asked = this.visits.flatMap(({ foreign }) => foreign);
    for (const visit of this.visits.splice(0)) await visit.end();
    expect(asked).toEqual([]);
  }
}
