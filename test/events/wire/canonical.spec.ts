import canonicalize from 'canonicalize';
import fc from 'fast-check';

import { canonicalJson, canonicalString, DEPTH_MAX } from '../../../events/wire/canonical.js';

const SEED = 19_0010;

/** JSON values with keys and strings from all of Unicode, surrogate pairs and control characters included. */
const jsonValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value')),
    fc.dictionary(fc.string({ unit: 'binary' }), tie('value')),
  ),
})).value;

describe('canonical JSON', () => {
  it('is what an independent implementation of RFC 8785 writes', () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  it('reads back as the same value and is its own canonical form', () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        const written = canonicalJson(value);
        expect(canonicalJson(JSON.parse(written))).toBe(written);
      }),
      { seed: SEED + 1, numRuns: 500 },
    );
  });

  it('sorts keys by UTF-16 code units, not by code points', () => {
    // The example of RFC 8785 3.2.3: U+1F600 (d83d de00) comes before U+FB33 by code units.
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const written = canonicalJson(Object.fromEntries(keys.map((key, index) => [key, index])));
    expect(Object.values(JSON.parse(written) as object)).toHaveLength(keys.length);
    expect(written).toBe(
      '{"\\r":1,"1":3,"\u0080":5,"\u00f6":6,"\u20ac":0,"\ud83d\ude00":4,"\ufb33":2}',
    );
  });

  it('writes numbers as ECMAScript does', () => {
    const numbers = [0, -0, 1e21, 1e-7, 333333333.3333333, 5e-324, 1.7976931348623157e308];
    expect(canonicalJson(numbers)).toBe(
      '[0,0,1e+21,1e-7,333333333.3333333,5e-324,1.7976931348623157e+308]',
    );
  });

  it('escapes what RFC 8785 escapes and nothing else', () => {
    expect(canonicalString('\u0000\b\t\n\f\r"\\/\u007f\u2028é')).toBe(
      '"\\u0000\\b\\t\\n\\f\\r\\"\\\\/\u007f\u2028é"',
    );
  });

  it('takes an own `__proto__` for a key like any other', () => {
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"a":2}}'))).toBe(
      '{"__proto__":{"a":2},"b":1}',
    );
  });

  it('refuses what has no canonical JSON', () => {
    const refused = [
      undefined,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      1n,
      () => 1,
      Symbol('x'),
      '\ud800',
      ['a\udc00'],
      { '\ud800': 1 },
      { a: undefined },
      new Map(),
      new Date(0),
    ];
    for (const value of refused) expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('writes values nested to the bound and refuses one level more', () => {
    const nested = (levels: number): unknown => {
      let value: unknown = 1;
      for (let level = 0; level < levels; level += 1)
        value = level % 2 === 0 ? [value] : { a: value };
      return value;
    };
    expect(canonicalJson(nested(DEPTH_MAX))).toHaveLength(1 + DEPTH_MAX * 4);
    expect(() => canonicalJson(nested(DEPTH_MAX + 1))).toThrow(RangeError);
    expect(() => canonicalJson(nested(100_000))).toThrow(RangeError);
  });
});
