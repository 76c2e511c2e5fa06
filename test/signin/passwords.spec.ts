import { LineIsFull, WaitingLine } from '../../src/signin/waiting-line.js';
import { ARGON2ID, PBKDF2, PasswordHashes } from '../../src/signin/password-hashes.js';
import { refusedPassword } from '../../src/signin/password-policy.js';
import { FAST } from './accounts-in-folder.js';

const ANA = { email: 'ana.diaz@example.org', name: { first: 'Ana', last: 'Diaz' } };

describe('a password', () => {
  it.each([
    ['of 15 characters', 'qpwozx mnbvlkj7'],
    ['of 256 characters', 'q7 '.repeat(85).slice(0, 250) + 'zwxvut'],
    ['of several words', 'nine umbrellas under Tuesday'],
    ['of 15 characters outside of the first plane', '𝒜𝒷𝒸𝒹ℯ𝒻ℊ𝒽𝒾𝒿𝓀𝓁𝓂𝓃ℴ'],
    ['without capitals, digits or signs', 'thistle marmalade quorum'],
    ['with blanks around it', '  thistle marmalade  '],
  ])('%s is taken', (_case, password) => {
    expect(refusedPassword(password, ANA)).toBeNull();
  });

  it.each([
    ['of 14 characters', 'qpwozx mnbvlkj', /has 14 characters: choose one of at least 15/],
    ['of 257 characters', 'q7 w'.repeat(65).slice(0, 257), /has 257 characters/],
    ['of the list', 'correcthorsebatterystaple', /list of common ones/],
    ['of the list in capitals', 'CorrectHorseBatteryStaple', /list of common ones/],
    ['that is one of the list twice', 'passwordpassword', /list of common ones/],
    ['that is two of the list', 'password12345678', /list of common ones/],
    ['that is one character again and again', 'zzzzzzzzzzzzzzzzz', /list of common ones/],
    ['that is the digits in order', '123456789012345', /list of common ones/],
    ['that is the e-mail address', 'ana.diaz@example.org', /e-mail address or name/],
    ['that is the e-mail address and a year', 'Ana.Diaz@example.org2026', /e-mail address or name/],
    ['that is the name again and again', 'Ana Diaz Ana Diaz', /e-mail address or name/],
    ['with half a character', 'nine umbrellas \ud800 x', /no keyboard makes/],
  ])('%s is refused', (_case, password, message) => {
    const refusal = refusedPassword(password, ANA);
    expect(refusal).toMatch(message);
    expect(refusal).not.toContain(password);
  });

  it('counts as many characters as its normal form has', () => {
    // Fourteen letters, one of them written as two code points.
    expect(refusedPassword('qpwozx mnbvlke\u0301', ANA)).toMatch(/has 14 characters/);
  });
});

describe('the hash of a password', () => {
  it.each([
    ['argon2id', FAST, /^\$argon2id\$v=19\$m=64,t=1,p=1\$/],
    ['PBKDF2', { kind: 'pbkdf2-sha512', rounds: 1000 } as const, /^\$pbkdf2-sha512\$i=1000\$/],
  ])(
    'by %s says its parameters, and knows its password in either composition',
    async (_case, scheme, head) => {
      const hashes = new PasswordHashes(scheme);
      const kept = await hashes.make('Zo\u00eb reads the long form');
      expect(kept).toMatch(head);
      const right = { isRight: true, isOutdated: false };
      expect(await hashes.verify(kept, 'Zoe\u0308 reads the long form')).toEqual(right);
      expect((await hashes.verify(kept, 'Zoe reads the long form')).isRight).toBe(false);
      expect(await hashes.make('Zo\u00eb reads the long form')).not.toBe(kept);
    },
  );

  it('is outdated where today’s parameters are others, and still verifies', async () => {
    const kept = await new PasswordHashes(FAST).make('nine umbrellas under Tuesday');
    const today = new PasswordHashes({ ...FAST, passes: 2 });
    const verified = await today.verify(kept, 'nine umbrellas under Tuesday');
    expect(verified).toEqual({ isRight: true, isOutdated: true });
  });

  it('is by default what OWASP recommends', () => {
    expect(ARGON2ID).toEqual({ kind: 'argon2id', memoryKib: 19_456, passes: 2 });
    expect(PBKDF2).toEqual({ kind: 'pbkdf2-sha512', rounds: 220_000 });
  });

  it('is compared with nobody’s where there is none, and never right', async () => {
    const hashes = new PasswordHashes(FAST);
    expect(await hashes.verify(null, '')).toEqual({ isRight: false, isOutdated: false });
  });
});

describe('the line before the hashes', () => {
  it('has four at work and 64 waiting, and turns the next one away', async () => {
    const line = new WaitingLine(4, 64);
    const { promise: held, resolve: letGo } = Promise.withResolvers<undefined>();
    let atWork = 0;
    let most = 0;
    const work = async (): Promise<number> => {
      atWork += 1;
      most = Math.max(most, atWork);
      await held;
      atWork -= 1;
      return most;
    };
    const taken = Array.from({ length: 68 }, () => line.do(work));
    await expect(line.do(work)).rejects.toThrow(LineIsFull);
    letGo(undefined);
    expect(await Promise.all(taken)).toHaveLength(68);
    expect(most).toBe(4);
    expect(await line.do(() => Promise.resolve('next'))).toBe('next');
  });

  it('goes on after work that failed', async () => {
    const line = new WaitingLine(1, 1);
    await expect(line.do(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await line.do(() => Promise.resolve('next'))).toBe('next');
  });
});
