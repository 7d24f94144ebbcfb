import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { NextFunction, Request, Response } from 'express';
import { PAGE_POLICY } from './security-headers.js';

const RESERVED = /^\/(?:api|t|healthz|readyz|metrics)(?:\/|$)/;
/** A build's names that change with their content; outside this folder names are as somebody wrote them (`apple-touch-icon.png`). */
const HASHED = /^\/assets\/.*[.-][A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;
const INDEX = '/index.html';

const NOT_BUILT = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>验收 Yanshou</title></head>
<body><h1>验收 Yanshou</h1><p>控制台尚未构建，请运行 <code>npm run build</code>。接口文档：<a href="/api/docs">/api/docs</a></p>
<p lang="en">The console has not been built: run <code>npm run build</code>. API: <a href="/api/docs">/api/docs</a></p></body></html>
`;

/**
 * Serves the built console: its files by their names as they were at the start, and its index for every other path that
 * a browser wants a page of. Nothing outside the directory can be named.
 */
export function consoleFiles(directory: string): (request: Request, response: Response, next: NextFunction) => void {
  const files = filesIn(directory);
  return (request, response, next) => {
    if (!['GET', 'HEAD'].includes(request.method) || RESERVED.test(request.path)) return next();
    const path = files.has(request.path) ? request.path : pagePath(request);
    if (path === undefined || (!files.has(path) && request.path !== '/')) return next();
    response.setHeader('content-security-policy', PAGE_POLICY);
    if (!files.has(path)) return void response.type('text/html; charset=utf-8').send(NOT_BUILT);
    response.setHeader('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
    // Below a root, or a folder like `~/.local` on the way to it would make every file a hidden one.
    response.sendFile(path, { root: directory, cacheControl: false });
  };
}

/** The index, for the root and for what a browser opens as a page. */
const pagePath = (request: Request): string | undefined =>
  request.path === '/' || (request.headers.accept ?? '').includes('text/html') ? INDEX : undefined;

/** Paths from the directory on, as a browser names them. Hidden files are none of the console's. */
function filesIn(directory: string): ReadonlySet<string> {
  try {
    const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = entries.map((entry) => `/${relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/')}`);
    return new Set(paths.filter((path) => !path.includes('/.')));
  } catch {
    return new Set();
  }
}
