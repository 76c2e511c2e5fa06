import { createHash } from 'node:crypto';
import { canonicalJson } from '../../events/wire/canonical.js';
import { leafOf, leafText } from '../../projections/seal/leaf.js';
import { instantOfMs } from '../../events/values/instant.js';

const RECORDED = Date.UTC(2006, 9, 3, 17, 5, 0, 7);

/** RFC 9162 2.1.1, of the contract's leaf bytes, the slow way. */
function expected(position: number, record: unknown, recorded: string): string {
  const leaf = canonicalJson({ position, record, recorded });
  return createHash('sha256').update(Buffer.of(0)).update(leaf, 'utf8').digest('hex');
}

describe('the leaf hash of a record', () => {
  it.each([
    ['short', 'x'],
    ['of other scripts', 'Zoë Núñez, 東京, 😀'],
    ['near the room for most leaves', 'x'.repeat(2_650)],
    ['beyond it', 'x'.repeat(2_700)],
    ['longer than that room', '😀'.repeat(8_000)],
    ['as long as a line may be', 'ÿ'.repeat(32_000)],
  ])('is that of the canonical JSON of position, record and instant, of a text %s', (_, text) => {
    const record = { id: '5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11', reason: text };
    const found = leafOf(4_294_967_295, canonicalJson(record), instantOfMs(RECORDED));
    expect(Buffer.from(found).toString('hex')).toBe(
      expected(4_294_967_295, record, '2006-10-03T17:05:00.007Z'),
    );
    expect(leafText(1, canonicalJson(record), instantOfMs(RECORDED))).toBe(
      canonicalJson({ position: 1, record, recorded: '2006-10-03T17:05:00.007Z' }),
    );
  });

  it('is the same again after a longer leaf was hashed', () => {
    const body = canonicalJson({ id: 'a' });
    const first = leafOf(1, body, instantOfMs(RECORDED));
    leafOf(2, canonicalJson({ id: 'a', reason: 'x'.repeat(2000) }), instantOfMs(RECORDED));
    expect(leafOf(1, body, instantOfMs(RECORDED))).toEqual(first);
  });
});
