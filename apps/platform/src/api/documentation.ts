import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { openApiDocument } from '@yanshou/api-schema';
import type { Response } from 'express';
import { OutsideTheApi } from './call.js';
import { notFound } from './problem.js';
import { DOCS_POLICY } from './security-headers.js';

export const API_VERSION = '1.0.0';
const FILES: readonly string[] = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

const PAGE = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>验收 Yanshou · 接口文档 API</title>
<link rel="icon" href="/api/docs/favicon-32x32.png"><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="api"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/page.js"></script></body></html>
`;
const SCRIPT = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#api', deepLinking: true, validatorUrl: null, withCredentials: true });\n`;

/** The API's document and a page to read it with, all files from here. */
@OutsideTheApi()
@Controller('api')
export class DocumentationController {
  private document: string | undefined;
  private readonly directory = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

  @Get('openapi.json')
  openApi(@Res() response: Response): void {
    response.type('application/json; charset=utf-8').send((this.document ??= JSON.stringify(openApiDocument(API_VERSION))));
  }

  @Get('docs')
  docs(@Res() response: Response): void {
    response.setHeader('content-security-policy', DOCS_POLICY);
    response.type('text/html; charset=utf-8').send(PAGE);
  }

  @Get('docs/:file')
  file(@Param('file') file: string, @Res() response: Response): void {
    if (file === 'page.js') return void response.type('text/javascript; charset=utf-8').send(SCRIPT);
    if (!FILES.includes(file)) throw notFound();
    response.sendFile(file, { root: this.directory, maxAge: '1d', cacheControl: true });
  }
}
