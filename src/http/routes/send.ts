import type { Response } from 'express';
import { putTag } from '../entity-tag.js';

/** Answers CSV (RFC 4180) with a head. */
export function sendCsv(response: Response, text: string): void {
  response.set('Content-Type', 'text/csv; charset=utf-8; header=present').end(text);
}

/** Answers that the sender has what would be answered (RFC 9110, 304). */
export function sendNotModified(response: Response, tag: string): void {
  putTag(response, tag);
  response.status(304).end();
}
