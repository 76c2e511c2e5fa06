import { applyDecorators } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiExtension,
  ApiHeader,
  ApiOperation,
  ApiResponse,
} from '@nestjs/swagger';
import type { Action } from '../../application/actions.js';
import { LIST } from '../../application/list.js';
import type { EntryName } from '../../application/list.js';
import { essenceOf, MEDIA_TYPES } from '../answering/media-types.js';
import type { Format } from '../answering/media-types.js';
import { Needs } from '../asking/needs.js';
import { ref } from './schemas.js';

/** The extension of an operation that names the action which it needs. */
export const ACTION = 'x-action';

/** The same where `format` decides: formats by name. */
export const ACTION_OF_FORMAT = 'x-action-of-format';

/** An entry, or one where others are asked in some formats. */
type AskedEntry =
  | EntryName
  | { readonly of: EntryName; readonly byFormat: Readonly<Partial<Record<Format, EntryName>>> };

/** Which entry of the list a route asks, so that the document names the action that it needs. */
export function Asks(asked: AskedEntry, summary: string, description?: string): MethodDecorator {
  const { of, byFormat } = typeof asked === 'string' ? { of: asked, byFormat: {} } : asked;
  const others = Object.entries(byFormat);
  const actions = others.map(([format, name]) => [format, LIST[name].action] as const);
  return applyDecorators(
    Needs(LIST[of].action),
    ...(actions.length === 0 ? [] : [ApiExtension(ACTION_OF_FORMAT, Object.fromEntries(actions))]),
    ApiOperation({ summary, ...(description === undefined ? {} : { description }) }),
  );
}

/** A route that anyone may ask, and that asks nothing of the list. */
export function IsForAnyone(summary: string): MethodDecorator {
  const action: Action = 'service.describe';
  return applyDecorators(Needs(action), ApiOperation({ summary }));
}

const SENTENCES = {
  400: 'The body ended before its end, or what was sent is no request.',
  404: 'There is no such position, version, case, child or file.',
  406: 'The answer is written in no type that Accept names.',
  408: 'The body came too slowly.',
  409: 'A rule does not let it be done (`code` names the refusal), or it is being done.',
  410: 'Retention has erased what the answer rested on; the sentence names the first retained month.',
  413: 'The body is too large.',
  415: 'The body is of a type that is not taken.',
  422: 'Something of the request breaks its form; or all records were rejected, or too many, and the members of the answer say which.',
  429: 'The service has as much to do as it takes on at once; Retry-After says when to come back.',
  503: 'The store cannot be used at the moment, or whether records were written is not known: the same request may be sent again.',
  507: 'There is no space left for the ledger.',
} as const;

const PROBLEM_CONTENT = { 'application/problem+json': { schema: ref('Problem') } };

/** The problems that a route answers with. */
export function AnswersProblems(...statuses: readonly (keyof typeof SENTENCES)[]): MethodDecorator {
  return applyDecorators(
    ...statuses.map((status) =>
      ApiResponse({ status, description: SENTENCES[status], content: PROBLEM_CONTENT }),
    ),
  );
}

/** 409 of an append: the size that the ledger has is a member. */
export function Answers409(): MethodDecorator {
  const description =
    'The ledger has another size than If-Match names, or others kept changing it; `size` says how many records it has.';
  return ApiResponse({ status: 409, description, content: PROBLEM_CONTENT });
}

/** Answers with an entity tag, and 304 where the sender names it. */
export function AnswersWithTag(): MethodDecorator {
  return applyDecorators(
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      description: 'The ETag of an answer that is at hand.',
      schema: { type: 'string' },
    }),
    ApiResponse({ status: 304, description: 'What If-None-Match names is still the answer.' }),
  );
}

const AS_OF_HEADER = {
  'Plumbline-As-Of': {
    description: 'The position as of which the answer is; 0 for a ledger without records.',
    schema: { type: 'integer' },
  },
} as const;

const LINK_HEADER = {
  Link: { description: 'The address of the next page, rel="next".', schema: { type: 'string' } },
} as const;

const HEADERS = {
  plain: {},
  ready: {},
  asOf: AS_OF_HEADER,
  page: {
    ...AS_OF_HEADER,
    ...LINK_HEADER,
    'Plumbline-Rows': { description: 'Rows of all pages.', schema: { type: 'integer' } },
  },
  pageOfLines: LINK_HEADER,
} as const;

/**
 * What a route answers with, by the formats that it is written in.
 *
 * @param schemas - names of the document's schemas
 * @param manner - which headers the answer has besides, `ready`: with 503 the same
 */
export function ShowsAnswer(
  description: string,
  schemas: Readonly<Partial<Record<Format, string>>>,
  manner: keyof typeof HEADERS = 'plain',
): MethodDecorator {
  const content = Object.fromEntries(
    Object.entries(schemas).map(([format, name]) => [
      // Its keys are formats.
      essenceOf(MEDIA_TYPES[format as Format]),
      { schema: ref(name) },
    ]),
  );
  const answer = { description, content, headers: HEADERS[manner] };
  return applyDecorators(
    ApiResponse({ status: 200, ...answer }),
    ...(manner === 'ready' ? [ApiResponse({ status: 503, ...answer })] : []),
  );
}

/** What an act makes: where it is, is in `Location`. */
export function ShowsMade(
  description: string,
  schema: string,
  status: 201 | 202 = 201,
): MethodDecorator {
  return ApiResponse({
    status,
    description,
    content: { 'application/json': { schema: ref(schema) } },
    headers: { Location: { description: 'Where it is.', schema: { type: 'string' } } },
  });
}

/** An act that can be sent again under its key. */
export function TakesKey(): MethodDecorator {
  return ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'Names this act: the same key with the same request gives the same answer for a day, and does nothing again.',
    schema: { type: 'string', pattern: '^[!-~]{1,128}$' },
  });
}

/** A body that is one JSON object of the fields of a class. */
export function TakesObject(form: new () => object): MethodDecorator {
  return applyDecorators(ApiConsumes('application/json'), ApiBody({ required: true, type: form }));
}

/** A body that is one file. */
export function TakesFile(): MethodDecorator {
  return applyDecorators(
    ApiConsumes('application/octet-stream'),
    ApiBody({ required: true, schema: ref('FileBytes') }),
  );
}

/** A body of records. */
export function TakesRecords(): MethodDecorator {
  return applyDecorators(
    ApiConsumes('application/json', 'application/x-ndjson'),
    ApiBody({ required: true, schema: ref('Records') }),
    ApiHeader({
      name: 'If-Match',
      required: false,
      description:
        'A ledger’s size in quotes: append only if the ledger has exactly so many records.',
      schema: { type: 'string', pattern: '^"\\d{1,15}"$', example: '"1203"' },
    }),
  );
}
