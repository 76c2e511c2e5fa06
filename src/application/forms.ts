import Type from 'typebox';
import type { LineNumber } from '../../events/line-numbers.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import type { County } from '../../events/values/county.js';
import type { Day } from '../../events/values/day.js';
import type { Instant } from '../../events/values/instant.js';
import type { Ffy, Month } from '../../events/values/month.js';

/** The forms of what entries take: values as they are inside, parsed by the entrance that asks. */
export const COUNTY = Type.Unsafe<County>(
  Type.String({ pattern: '^(0[1-9]|[1-4][0-9]|5[0-8])$', description: 'a county, 01 to 58' }),
);

export const MONTH = Type.Unsafe<Month>(
  Type.Integer({ description: 'year * 12 + (month - 1)', minimum: 22_800, maximum: 25_211 }),
);

export const MONTHS = Type.Unsafe<readonly Month[]>(
  Type.Array(MONTH, { minItems: 1, maxItems: 600 }),
);

export const FFY = Type.Unsafe<Ffy>(Type.Integer({ description: 'a federal fiscal year' }));

export const DAY = Type.Unsafe<Day>(Type.Integer({ description: 'days since 1970-01-01' }));

export const INSTANT = Type.Unsafe<Instant>(
  Type.Integer({ description: 'milliseconds since 1970-01-01T00:00:00Z' }),
);

/** A position of a ledger; null is its size. */
export const AS_OF = Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]);

export const POSITION = Type.Integer({ minimum: 0 });

export const LINE = Type.Unsafe<LineNumber>(Type.Enum([...LINE_NUMBERS]));

export const COLUMN = Type.Union([
  Type.Literal('a'),
  Type.Literal('b'),
  Type.Literal('c'),
  Type.Literal('d'),
]);

export const SOURCE = Type.Union([Type.Literal('segments'), Type.Literal('rows')]);

export const FORM = Type.Union([Type.Literal('CS 1257'), Type.Literal('CS 157')]);

export const SUBJECT = Type.Object({
  kind: Type.Union([Type.Literal('case'), Type.Literal('child')]),
  id: Type.String({ pattern: '^[A-Za-z0-9-]{1,32}$' }),
});

export const RECORD_ID = Type.String({ description: 'a UUID in lower case' });

/** A number from 1: of a version, a hold, an order. */
export const NUMBER = Type.Integer({ minimum: 1 });

export const TEXT = Type.String();

export const FOLDER = Type.String({ minLength: 1, description: 'an absolute path' });

/** What is no data: a stream or a function of the process that asks. */
export function inProcess<T>(): ReturnType<typeof Type.Unsafe<T>> {
  return Type.Unsafe<T>({});
}
