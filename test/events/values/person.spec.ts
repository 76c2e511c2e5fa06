import { isSamePerson, namesPerson, signedInName } from '../../../events/values/person.js';

/** Every code point that is a character of text, with its character. */
const CHARACTERS: readonly string[] = Array.from({ length: 0x11_0000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code));

const CASED = CHARACTERS.filter((each) => /\p{Changes_When_Casemapped}/u.test(each));

/** Of the places that Unicode has not assigned, or never will, one in so many is tried. */
const SPARSE = 997;

const named = (text: string): string =>
  Array.from(text, (letter) => `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase()}`).join(
    ' ',
  );

describe('two names are one person', () => {
  it.each([
    ['Ana Diaz', 'ANA  diaz '],
    ['Ana Diaz', 'Ana-Diaz'],
    ['Ana Diaz', 'Ana_Diaz'],
    ["O'Brien", 'O\u2019Brien'],
    ["O'Brien", 'OBrien'],
    ['A. Ortiz', 'A Ortiz'],
    ['Ana Diaz', 'Ana\u00a0Diaz'],
    ['Ana Diaz', 'Ana\u2028Diaz'],
    ['Ana Diaz', '\ufeffAna Diaz'],
    ['Ana Diaz', 'Ana\u200bDiaz'], // zero width space
    ['Ana Diaz', 'An\u00ada Diaz'], // soft hyphen
    ['Ana Diaz', 'Ana\u200d Diaz'], // zero width joiner
    ['Ana Diaz', 'Ana\ufe0f Diaz\u{e0100}'], // variation selectors
    ['Ana Diaz', 'Ana\u115f Diaz'], // Hangul fillers
    ['Ana Diaz', 'Ana\u1160 Diaz'],
    ['Ana Diaz', 'Ana\u3164 Diaz'],
    ['Ana Diaz', 'Ana\uffa0 Diaz'],
    ['Ana Diaz', 'Ana\u034f Diaz'], // combining grapheme joiner
    ['Ana Diaz', 'Ana\u17b4\u180e Diaz'],
    ['Ana Diaz', 'Ana\u202e Diaz\u2066'], // marks of direction
    ['Ana Diaz', 'Ana\u2800Diaz'], // a blank of Braille
    ['Ana Diaz', 'Ana\ue000 Diaz'], // for private use
    ['Ana Diaz', 'Ana\u00b4 Diaz'], // accents that stand alone, and are made of a space and a mark
    ['Ana Diaz', 'Ana\u00a8 \u00b8Diaz\u203e'],
    ['Ana Diaz', '\uff21\uff4e\uff41 Diaz'], // full width
    ['Ana Diaz', '\u24b6na \u{1d403}iaz'], // circled, mathematical
    ['Ana Diaz \u2122', 'Ana Diaz TM'],
    ['Jos\u00e9 D\u00edaz', ' jose\u0301 di\u0301az '],
    ['Jos\u00e9', 'JOSE\u200d\u0301'], // what is taken out stood between letter and accent
    ['Jos\u00e9', 'Jose-\u0301'],
    ['\uac00', '\u1100\u1161'], // Hangul, whole and in parts
  ])('%j and %j', (one, other) => {
    expect([namesPerson(one), isSamePerson(one, other), isSamePerson(other, one)]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it.each([
    ['Stra\u00dfe', 'STRASSE'], // sharp s
    ['Stra\u1e9ee', 'strasse'], // capital sharp s
    [
      '\u1f48\u03b4\u03c5\u03c3\u03c3\u03b5\u03cd\u03c2',
      '\u1f48\u0394\u03a5\u03a3\u03a3\u0395\u038e\u03a3',
    ],
    ['\u03c2', '\u03c3'], // final sigma
    ['\u03a3\u03a3 \u03a3', '\u03c3\u03c2-\u03c2'],
    ['\u0130pek', 'i\u0307pek'], // I with a dot
    ['\u13a0\u13f0', '\uab70\u13f8'], // Cherokee
    ['\u1c90', '\u10d0'], // Georgian
    ['\u{10400}', '\u{10428}'], // Deseret
    ['\u{1e900}', '\u{1e922}'], // Adlam
    ['\u1c80\u1c88', '\u0412\ua64a'], // rounded ve, unblended uk
    ['\u017f', 'S'], // long s
    ['\u212a', 'k'], // Kelvin
    ['\u212b', '\u00e5'], // Angstrom
    ['\u2126', '\u03c9'], // Ohm
    ['\ufb03', 'FFI'],
    ['\u01c4', '\u01c5'],
    ['\u01c6', 'd\u017e'],
    ['\u01f0', 'J\u030c'],
    ['\u0390', '\u03aa\u0301'],
    ['\u1fb3', '\u0391\u0399'], // iota subscript
    ['\u1fbc', '\u0391\u0345'],
    ['\u0587', '\u0535\u0552'], // Armenian ech yiwn
    ['\u03d0\u03f5\u03f4', '\u0392\u0395\u0398'],
    ['\u1e9b', '\u1e60'],
    ['\u0149', '\u02bcN'],
  ])('by full case folding: %j and %j', (one, other) => {
    expect([isSamePerson(one, other), isSamePerson(other, one)]).toEqual([true, true]);
  });

  it.each([
    ['Jose Diaz', 'Jos\u00e9 D\u00edaz'],
    ['Ana Diaz', 'Anna Diaz'],
    ['Ana Diaz', 'Ana Diaz 2'],
    ['Ir\u0131s', 'Iris'], // the dotless i is a letter of its own
    ['\u0131', 'I'],
    ['\u0130', 'i'],
    ['\u{1d6a4}', 'i'], // the mathematical one, too
    ['\u0410', 'A'], // Cyrillic
    ['\u0391', 'A'], // Greek
  ])('never %j and %j', (one, other) => {
    expect([isSamePerson(one, other), isSamePerson(other, one)]).toEqual([false, false]);
  });

  it('by every letter that the platform folds, and by no other', () => {
    // A second source: a regular expression without regard to case has Unicode's simple folding built in.
    const alone = CASED.filter((each) => each.normalize('NFKD') === each);
    const text = alone.join('');
    const byCase = Map.groupBy(alone, (each) => each.toUpperCase().toLowerCase());
    const missed = alone.flatMap((letter) => {
      const simple = new Set(text.match(new RegExp(letter, 'giu')));
      const alike = byCase.get(letter.toUpperCase().toLowerCase()) ?? [];
      return [...new Set([...simple, ...alike])]
        .filter((each) => isSamePerson(each, letter) !== simple.has(each))
        .map((each) => named(letter + each));
    });
    expect(alone.length).toBeGreaterThan(2000);
    expect(missed).toEqual([]);
  });

  it('by the lower form of every capital, and the capital of every lower form but one', () => {
    const lower = CASED.filter((each) => !isSamePerson(each, each.toLowerCase()));
    const upper = CASED.filter((each) => !isSamePerson(each, each.toUpperCase()));
    expect([lower.map(named), upper.map(named)]).toEqual([[], ['U+131']]);
  });
});

describe('a name', () => {
  it.each([
    '',
    ' ',
    '.-_',
    '\u200b',
    '\u00ad',
    '\u3164\u115f\uffa0',
    '\ufe0f',
    '\u00b4',
    '\u{1f600}',
    '\u2800',
  ])('is none without a letter, digit or mark: %j', (text) => {
    expect(namesPerson(text)).toBe(false);
    expect(isSamePerson(`Ana${text}`, `${text}Ana`)).toBe(true);
  });

  it.each(['A', '7', '\u738b', '\u0131', '\u24b6'])('is one with it: %j', (text) => {
    expect(namesPerson(`. ${text}`)).toBe(true);
  });

  it('is told apart by no sign that Unicode calls punctuation, symbol, separator, control or ignorable', () => {
    const signs = CHARACTERS.filter((each, index) =>
      /[\p{Cn}\p{Co}]/u.test(each)
        ? index % SPARSE === 0
        : /[\p{P}\p{S}\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]/u.test(each),
    );
    const told = signs.filter((each) => !isSamePerson(`Ana${each}D`, 'AnaD'));
    // Those that are left spell letters or digits, as the sign of a trade mark does.
    expect(signs.length).toBeGreaterThan(9000);
    expect(told.filter((each) => !/[\p{L}\p{N}]/u.test(each.normalize('NFKC')))).toEqual([]);
  });
});

describe('people who have signed in', () => {
  it('are told apart by their accounts, whatever they are called', () => {
    const ana = signedInName('A-7', { first: 'Ana', last: 'Diaz' });
    expect(ana).toBe('A-7 Ana Diaz');
    expect(isSamePerson(ana, 'A-8 Ana Diaz')).toBe(false);
    expect(isSamePerson(ana, 'A-7 Ana Diaz-Ortiz')).toBe(true);
    expect(isSamePerson(ana, 'A-71 Ana Diaz')).toBe(false);
  });

  it('are nobody else where the command line names them without their account', () => {
    expect(isSamePerson('A-7 Ana Diaz', 'ana diaz')).toBe(true);
    expect(isSamePerson('Ana Diaz', 'A-7 Ana Diaz')).toBe(true);
    expect(isSamePerson('A-7 Ana Diaz', 'Bo Lee')).toBe(false);
    // No account is spelt so.
    expect(isSamePerson('A-07 Ana Diaz', 'Ana Diaz')).toBe(false);
  });
});
