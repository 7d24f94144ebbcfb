import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AttemptLimiter } from '../api/attempt-limiter.js';
import { OutsideTheApi } from '../api/call.js';
import { addressKey } from './address-key.js';
import { StoryShelf } from './story-shelf.js';
import { TRACE_PAGE_POLICY, renderBusyPage, renderMissingPage, renderTooOftenPage } from './trace-page.js';

/** Views of one address (IPv6: of a /64) within a quarter of an hour. */
export const MOST_VIEWS = 240;
const RETRY_SECONDS = 10;

/** Views by address, those of IPv6 by /64. */
export class TraceViews extends AttemptLimiter {}

/** The page behind the QR code of a batch: for anybody, about that batch alone. */
@OutsideTheApi()
@Controller()
export class TracePageController {
  constructor(private readonly shelf: StoryShelf, private readonly views: TraceViews) {}

  @Get('t/:publicId')
  async page(@Param('publicId') publicId: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const language = request.query['lang'] === 'en' ? 'en' : 'zh';
    response.setHeader('content-security-policy', TRACE_PAGE_POLICY);
    response.setHeader('cache-control', 'no-store');
    response.setHeader('x-robots-tag', 'noindex, nofollow');
    response.type('text/html; charset=utf-8');
    const wait = this.views.begin(addressKey(request.ip ?? ''));
    if (wait > 0) return void response.status(429).setHeader('retry-after', wait).send(renderTooOftenPage(language));
    const page = await this.shelf.page(publicId, language);
    if (page === 'busy') return void response.status(503).setHeader('retry-after', RETRY_SECONDS).send(renderBusyPage(language));
    response.status(page === undefined ? 404 : 200).send(page?.html ?? renderMissingPage(language));
  }
}
