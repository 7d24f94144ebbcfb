import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AttemptLimiter } from '../api/attempt-limiter.js';
import { OutsideTheApi } from '../api/call.js';
import { StoryShelf } from './story-shelf.js';
import { TRACE_PAGE_POLICY, renderMissingPage, renderTooOftenPage, renderTracePage } from './trace-page.js';

/** Views of one address within a quarter of an hour. */
export const MOST_VIEWS = 240;

/** Views by address. */
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
    const wait = this.views.begin(request.ip ?? '');
    if (wait > 0) return void response.status(429).setHeader('retry-after', wait).send(renderTooOftenPage(language));
    const story = await this.shelf.story(publicId);
    response.status(story === undefined ? 404 : 200).send(story === undefined ? renderMissingPage(language) : renderTracePage(story, language));
  }
}
