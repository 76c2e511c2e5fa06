import { hash } from 'node:crypto';
import type { Request, Response } from 'express';
import { RULE_EDITION } from '../../projections/form/rule-edition.js';

/**
 * The entity tag of whatever is computed of a ledger as of a position: that, the rule edition and the
 * program's version decide every byte, and how it is written.
 */
export function tagOfPosition(position: number, version: string, format = 'json'): string {
  return `"${String(position)}.${RULE_EDITION}.${version}${ofFormat(format)}"`;
}

/** The same of several ledgers, each at its own size. */
export function tagOfSizes(
  sizes: readonly (readonly [string, number])[],
  version: string,
  format = 'json',
): string {
  const digest = hash('sha256', JSON.stringify(sizes)).slice(0, 32);
  return `"${digest}.${RULE_EDITION}.${version}${ofFormat(format)}"`;
}

/** The entity tag of an answer that more than positions decides: of what it says. */
export function tagOfText(text: string): string {
  return `"${hash('sha256', text).slice(0, 32)}"`;
}

function ofFormat(format: string): string {
  return format === 'json' ? '' : `.${format}`;
}

/** Whether the sender has this answer already (RFC 9110, If-None-Match). */
export function hasAlready(request: Request, tag: string): boolean {
  const sent = request.headers['if-none-match'];
  if (sent === undefined) return false;
  if (sent.trim() === '*') return true;
  return sent.split(',').some((candidate) => candidate.trim().replace(/^W\//u, '') === tag);
}

/** What an answer depends on besides its address. */
const VARY = 'Cookie, Authorization, Accept';

/**
 * Puts the tag on the answer. It is to be asked for again every time, as a ledger may have grown; nobody but who asked
 * keeps it.
 */
export function putTag(response: Response, tag: string): void {
  response.set('ETag', tag).set('Cache-Control', 'private, no-cache').vary(VARY);
}

/** Says that the answer shows a person: nobody keeps it, and it has no tag. */
export function keepNowhere(response: Response): void {
  response.set('Cache-Control', 'no-store').vary(VARY);
  response.removeHeader('ETag');
}
