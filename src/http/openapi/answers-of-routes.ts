import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import { PROBLEM } from './schemas.js';

const SENTENCES = {
  400: 'Something of the request breaks its form.',
  404: 'The ledger has no such position, case or child.',
  408: 'The body came too slowly.',
  409: 'The ledger has another size than If-Match names, or others kept changing it; `size` says how many records it has.',
  410: 'Retention has erased what the answer rested on; the sentence names the first retained month.',
  413: 'The body is too large.',
  415: 'The body is of a type that is not taken.',
  422: 'All records were rejected, or too many; the members of the answer say which.',
  429: 'The service has as much to do as it takes on at once; Retry-After says when to come back.',
  503: 'The store cannot be used at the moment, or whether records were written is not known: the same request may be sent again.',
  507: 'There is no space left for the ledger.',
} as const;

const PROBLEM_CONTENT = { 'application/problem+json': { schema: PROBLEM } };

/** The problems that a route answers with. */
export function AnswersProblems(...statuses: readonly (keyof typeof SENTENCES)[]): MethodDecorator {
  return applyDecorators(
    ...statuses.map((status) =>
      ApiResponse({ status, description: SENTENCES[status], content: PROBLEM_CONTENT }),
    ),
  );
}

/** 409 besides: the size that the ledger has is a member. */
export function Answers409(): MethodDecorator {
  const schema = {
    allOf: [PROBLEM, { type: 'object', properties: { size: { type: 'integer', minimum: 0 } } }],
  };
  return ApiResponse({
    status: 409,
    description: SENTENCES[409],
    content: { 'application/problem+json': { schema } },
  });
}

/** Answers with an entity tag, and 304 where the sender names it. */
export function AnswersWithTag(): MethodDecorator {
  return applyDecorators(
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      description: 'The ETag of an answer that is at hand.',
    }),
    ApiResponse({ status: 304, description: 'What If-None-Match names is still the answer.' }),
  );
}

/** Of an answer in whose form the position has no place. */
export const AS_OF_HEADER = {
  'Plumbline-As-Of': {
    description: 'The position as of which the answer is; 0 for a ledger without records.',
    schema: { type: 'integer' },
  },
} as const;

/** Of a page of rows. */
export const PAGE_HEADERS = {
  ...AS_OF_HEADER,
  Link: { description: 'The address of the next page, rel="next".', schema: { type: 'string' } },
  'Plumbline-Rows': { description: 'Rows of all pages.', schema: { type: 'integer' } },
} as const;
