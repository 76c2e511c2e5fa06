import { hash } from 'node:crypto';
import type { Request, Response } from 'express';
import { RULE_EDITION } from '../../projections/form/rule-edition.js';

/**
 * The entity tag of whatever is computed of a ledger as of a position: that, the rule edition and the
 * program's version decide every byte.
 */
export function tagOfPosition(position: number, version: string): string {
  return `"${String(position)}.${RULE_EDITION}.${version}"`;
}

/** The same of several ledgers, each at its own size. */
export function tagOfSizes(sizes: readonly (readonly [string, number])[], version: string): string {
  const digest = hash('sha256', JSON.stringify(sizes)).slice(0, 32);
  return `"${digest}.${RULE_EDITION}.${version}"`;
}

/** Whether the sender has this answer already (RFC 9110, If-None-Match). */
export function hasAlready(request: Request, tag: string): boolean {
  const sent = request.headers['if-none-match'];
  if (sent === undefined) return false;
  if (sent.trim() === '*') return true;
  return sent.split(',').some((candidate) => candidate.trim().replace(/^W\//u, '') === tag);
}

/** Puts the tag on the answer. It is to be asked for again every time, as a ledger may have grown. */
export function putTag(response: Response, tag: string): void {
  response.set('ETag', tag).set('Cache-Control', 'private, no-cache');
}
