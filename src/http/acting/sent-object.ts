import type { Request } from 'express';
import { bodyOf } from '../appending/request-body.js';
import { OBJECT_BYTES_MAX } from '../bounds.js';
import { Problem } from '../problems/problem.js';
import { RequestPipe, invalidRequest } from '../requests/request-pipe.js';

/** A class whose decorators say which fields a body has, and what each must be. */
type ObjectForm<Body> = new () => Body;

/** A body that is one JSON object, and its bytes. */
export interface SentObject<Body> {
  readonly bytes: Uint8Array;
  readonly body: Body;
}

/** Reads the body of a request. */
export type ReadBody<Body> = (request: Request) => Promise<SentObject<Body>>;

const PIPE = new RequestPipe();

/** A body that is one flat JSON object of the fields of a class. */
export function objectIn<Body extends object>(form: new () => Body): ReadBody<Body> {
  return (request) => objectOf(request, form);
}

/** A body that is one JSON object of whatever fields, for the act to look at; none at all is not one. */
export function anyObjectIn(bytesMax: number): ReadBody<object> {
  return async (request) => {
    const bytes = await bytesOf(request, bytesMax);
    return { bytes, body: parsed(request, bytes) };
  };
}

/**
 * Reads a body that is one flat JSON object; none at all is an empty one. Throws a `Problem` where it is too large, is
 * no JSON object, or has a field that its form does not know or that breaks its own.
 */
async function objectOf<Body>(request: Request, form: ObjectForm<Body>): Promise<SentObject<Body>> {
  const bytes = await bytesOf(request, OBJECT_BYTES_MAX);
  const value = bytes.length === 0 ? {} : parsed(request, bytes);
  refuseNested(value);
  // The pipe gives an instance of the class that it was told.
  const body = (await PIPE.transform(value, { type: 'body', metatype: form })) as Body;
  return { bytes, body };
}

async function bytesOf(request: Request, bytesMax: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const { bytes } = await bodyOf(request);
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > bytesMax) throw tooLarge(bytesMax);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parsed(request: Request, bytes: Uint8Array): object {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  if (encoding !== 'identity' || type.trim().toLowerCase() !== 'application/json') {
    throw new Problem(
      'unsupported-media-type',
      'The body is one JSON object, unpacked: send it with Content-Type: application/json.',
      { headers: { 'Accept-Post': 'application/json' } },
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw malformed('is no JSON in UTF-8');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformed('is JSON, but no object');
  }
  return value;
}

/** Fields are texts, numbers, true or false. */
function refuseNested(value: object): void {
  const nested = Object.entries(value).filter(([, each]) => typeof each === 'object');
  if (nested.length === 0) return;
  throw invalidRequest(
    nested.map(([name]) => ({
      name,
      message: `${name.slice(0, 60).toWellFormed()} must be a single value: leave it out where there is none.`,
    })),
  );
}

function malformed(what: string): Problem {
  return new Problem('malformed-body', `The body ${what}: send one object, {...}.`);
}

function tooLarge(bytesMax: number): Problem {
  return new Problem(
    'body-too-large',
    `The body has more than ${String(bytesMax)} bytes, more than an object of this kind needs.`,
  );
}
