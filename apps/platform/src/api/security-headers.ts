import type { NextFunction, Request, Response } from 'express';

const COMMON = "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

/** The console and its pages: everything from here, nothing inline. */
export const PAGE_POLICY = `default-src 'self'; img-src 'self' data:; ${COMMON}`;
/** A report is one file with its style inside, and no script. */
export const REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'self'; form-action 'none'";
/** The API's documentation page sets styles from its scripts. */
export const DOCS_POLICY = `default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; ${COMMON}`;
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** What every answer carries; an answer that is a page replaces the policy. Answers of the API are kept by nobody. */
export function securityHeaders(request: Request, response: Response, next: NextFunction): void {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  response.setHeader('content-security-policy', DATA_POLICY);
  if (request.path.startsWith('/api/')) response.setHeader('cache-control', 'no-store');
  if (request.secure) response.setHeader('strict-transport-security', 'max-age=31536000');
  next();
}
