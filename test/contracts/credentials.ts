import { createHash } from 'node:crypto';
import type { Credentials } from '../../src/ports/credentials.js';

/** The hash of a token of that name. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** What every adapter of `Credentials` promises; `open` opens the same again, as another process would. */
export function describeCredentials(name: string, open: () => Credentials): void {
  describe(`${name} as credentials`, () => {
    const [one, two, three] = ['one', 'two', 'three'].map(hashOfToken) as [string, string, string];

    it('has none at first', async () => {
      expect(await open().read('A-1')).toBeNull();
      expect(await open().holderOf(one)).toBeNull();
      expect(await open().holders()).toEqual([]);
    });

    it('replaces at the expected revision only, and others read what is there', async () => {
      const store = open();
      const document = { body: '{"é":1}', tokens: [one, two] };
      expect(await store.replace('A-1', 1, document)).toEqual({
        kind: 'revisionDiffers',
        revision: 0,
      });
      expect(await store.replace('A-1', 0, document)).toEqual({ kind: 'replaced', revision: 1 });
      expect(await store.replace('A-1', 0, document)).toEqual({
        kind: 'revisionDiffers',
        revision: 1,
      });
      expect(await open().read('A-1')).toMatchObject({ revision: 1, body: '{"é":1}' });
    });

    it('finds a holder by the tokens that his document names now', async () => {
      expect(await open().holderOf(one)).toBe('A-1');
      expect(await open().replace('A-1', 1, { body: '{}', tokens: [two, three] })).toMatchObject({
        kind: 'replaced',
      });
      expect(await open().holderOf(one)).toBeNull();
      expect(await open().holderOf(two)).toBe('A-1');
      expect(await open().holderOf(three)).toBe('A-1');
    });

    it('keeps holders apart, and lists them', async () => {
      await open().replace('A-10', 0, { body: '[]', tokens: [one] });
      await open().replace('A-2', 0, { body: '[2]', tokens: [] });
      expect(await open().holders()).toEqual(['A-1', 'A-10', 'A-2']);
      expect(await open().holderOf(one)).toBe('A-10');
      expect(await open().read('A-1')).toMatchObject({ revision: 2, body: '{}' });
    });

    it('lets one of several at once win', async () => {
      const stores = Array.from({ length: 6 }, open);
      const outcomes = await Promise.all(
        stores.map((store, index) =>
          store.replace('A-2', 1, { body: String(index), tokens: [hashOfToken(String(index))] }),
        ),
      );
      const winners = outcomes.flatMap(({ kind }, index) => (kind === 'replaced' ? [index] : []));
      expect(winners).toHaveLength(1);
      expect(await open().read('A-2')).toMatchObject({ revision: 2, body: String(winners[0]) });
      expect(await open().holderOf(hashOfToken(String(winners[0])))).toBe('A-2');
    });

    it('refuses what breaks a form or a bound', async () => {
      const tooMany = Array.from({ length: 1_001 }, (_, index) => hashOfToken(String(index)));
      const refused: readonly [string, string, readonly string[]][] = [
        ['../A-1', '{}', []],
        ['A-9', 'x'.repeat(256 * 1024 + 1), []],
        ['A-9', '{}', tooMany],
        ['A-9', '{}', ['ABC']],
      ];
      for (const [holder, body, tokens] of refused) {
        await expect(open().replace(holder, 0, { body, tokens })).rejects.toThrow(RangeError);
      }
      expect(await open().read('A-9')).toBeNull();
    });
  });
}
