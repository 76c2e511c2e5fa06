import { signInByPassword } from '../../src/signin/sign-in-by-password.js';
import { PasswordHashes } from '../../src/signin/password-hashes.js';
import { IS_SOAK, rounds } from '../support/soak.js';
import { MINUTE_MS, PASSWORD, AccountsInFolder } from './accounts-in-folder.js';

const KNOWN = 'ana.diaz@example.org';
const UNKNOWN = 'nobody.dias@example.org';

/** By how much the medians may differ: what is promised, in a soak; in a build others work on the machine meanwhile. */
const APART_MAX = IS_SOAK ? 0.05 : 0.3;

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

describe('a bad sign-in', () => {
  it('takes as long for an address that nobody has as for one that somebody has', async () => {
    const accounts = new AccountsInFolder();
    const service = accounts.service(new PasswordHashes());
    await accounts.invited(KNOWN);
    await accounts.welcomed(service, 'A-1');
    const timed = async (email: string, from: string): Promise<number> => {
      const begun = performance.now();
      const typed = { email, password: `${PASSWORD} or not` };
      const { kind } = await signInByPassword(service.house, typed, accounts.visitor(from));
      expect(kind).toBe('wrong');
      return performance.now() - begun;
    };
    const taken = { known: [] as number[], unknown: [] as number[] };
    const pairs = rounds(15, 95);
    for (let pair = 0; pair < pairs; pair += 1) {
      accounts.later(16 * MINUTE_MS);
      const from = `203.0.113.${String(pair % 250)}`;
      // In turns, so that what else goes on on the machine meets both.
      const isKnownFirst = pair % 2 === 0;
      if (isKnownFirst) taken.known.push(await timed(KNOWN, from));
      taken.unknown.push(await timed(UNKNOWN, from));
      if (!isKnownFirst) taken.known.push(await timed(KNOWN, from));
    }
    const [known, unknown] = [median(taken.known), median(taken.unknown)];
    expect(Math.abs(known - unknown) / Math.max(known, unknown)).toBeLessThan(APART_MAX);
    accounts.remove();
  });
});
