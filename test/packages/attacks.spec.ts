import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programVersion } from '../../src/program-version.js';
import { loadVerifier } from '../../src/packages/verifier.js';
import { verifyWhole } from '../../src/packages/verify-whole.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { unpacked } from '../kept/unpacked.js';
import { seededRandom } from '../soak/seeded-random.js';
import { rounds } from '../support/soak.js';
import { filesOf, resign, rewrite, runVerifier } from './packed-county.js';

const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '20');
const ATTACKS = rounds(3, 1_000);
const NO_OPTIONS = { against: null, key: null };

/** Ids, hashes and figures. */
const PLACES =
  /[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d+(?:\.\d+)?/gu;

/** The files by which a package stands or falls; the Parquet files, the form and what describes them come after. */
const DATA =
  /^data\/(?:records\.ndjson|(?:proofs|report|version|diff)\.json|report\.csv|trail\/.*\.csv)$/u;
const WHOLE_ONLY = /^data\/(?:form|datapackage)\.json$|^data\/dictionary\.csv$/u;

/** Of this nothing else in a package knows: the instant of a submission that was decided on, and where a difference starts. */
const NOWHERE_ELSE: readonly RegExp[] = [
  /(?<="submitted": \{\s*"by": "[^"]*",\s*"at": )"[^"]*"/gu,
  /"from":\{"asOf":\d+\}/gu,
];

/** This the program alone finds, which draws the PDF and computes the differences anew: who acted, and what had been before. */
const NOT_BY_ITSELF: readonly RegExp[] = [
  ...NOWHERE_ELSE,
  /"(?:submitted|approved)": \{[^}]*\}|"comment": "[^"]*"/gu,
  /"(?:case|child)":"[^"]*","from":(?:true|"[^"]*"),"to":null/gu,
];

interface Attack {
  readonly path: string;
  readonly at: number;
  readonly before: string;
  readonly after: string;
  /** Whether verify.mjs, and whether the program, can find it out. */
  readonly isFoundByItself: boolean;
  readonly isFound: boolean;
}

const folder = temporaryFolder();
let copy = '';
let key: KeyObject;
beforeAll(async () => {
  const data = join(unpacked('0.1.0', folder.path), 'data');
  key = createPrivateKey(readFileSync(join(data, 'keys/2.pem')));
  copy = join(folder.path, 'package');
  const september = ['--county', '19', '--month', '2006-09', '--version', '2'];
  const made = await plumbline(['package', ...september, '--out', copy, '--data', data]);
  if (made.code !== 0) throw new Error(made.stderr);
});
afterAll(folder.remove);

/** One digit of an id, a hash or a figure becomes another. */
function attackOn(path: string, random: ReturnType<typeof seededRandom>): Attack | null {
  const text = readFileSync(join(copy, path), 'utf8');
  const places = [...text.matchAll(PLACES)];
  const place = places.length === 0 ? undefined : random.of(places);
  if (place === undefined) return null;
  const [found] = place;
  const digits = Array.from(found).flatMap((each, index) =>
    /[0-9a-f]/u.test(each) ? [index] : [],
  );
  const at = place.index + random.of(digits);
  const before = text[at] ?? '';
  const kind = found.length >= 36 ? '0123456789abcdef' : '0123456789';
  // A number does not begin with 0 where it has more digits: that would be no JSON, and nothing to sign.
  const isFirst = /^\d{2,}/u.test(found) && at === place.index;
  const after = random.of(
    Array.from(kind).filter((each) => each !== before && !(isFirst && each === '0')),
  );
  const isIn = (places: readonly RegExp[]): boolean =>
    places.some((what) =>
      [...text.matchAll(what)].some(
        ({ 0: { length }, index }) => at >= index && at < index + length,
      ),
    );
  const isFoundByItself = !WHOLE_ONLY.test(path) && !isIn(NOT_BY_ITSELF);
  return { path, at, before, after, isFoundByItself, isFound: !isIn(NOWHERE_ELSE) };
}

describe('a package of which one id, hash or digit was changed, signed anew with the key of the county', () => {
  it(`verifies by neither verifier, ${String(ATTACKS)} times (seed ${String(SEED)})`, async () => {
    const { verifyPackage } = await loadVerifier();
    const random = seededRandom(SEED);
    resign(copy, key);
    expect(verifyPackage(copy, NO_OPTIONS).failures).toEqual([]);
    const whole = await verifyWhole(copy, NO_OPTIONS, programVersion());
    expect(whole.failures).toEqual([]);
    const files = filesOf(copy).filter((path) => DATA.test(path) || WHOLE_ONLY.test(path));
    const full = files.filter((path) => PLACES.test(readFileSync(join(copy, path), 'utf8')));
    const unchanged = new Map(full.map((path) => [path, readFileSync(join(copy, path), 'utf8')]));
    for (let round = 0; round < ATTACKS; round += 1) {
      // Small files and the many of the trail take turns.
      const trails = full.filter((path) => path.includes('/trail/') === (round % 4 === 0));
      const attack = attackOn(random.of(trails), random);
      if (attack === null) continue;
      const { path, at, after, isFoundByItself, isFound } = attack;
      const text = unchanged.get(path) ?? '';
      writeFileSync(join(copy, path), text.slice(0, at) + after + text.slice(at + 1));
      resign(copy, key);
      const here = { ...attack, round, text: text.slice(Math.max(0, at - 60), at + 60) };
      const own = verifyPackage(copy, NO_OPTIONS).failures.length > 0;
      const isOwn = !isFoundByItself || own;
      expect({ ...here, isOwn }).toEqual({ ...here, isOwn: true });
      const { failures } = await verifyWhole(copy, NO_OPTIONS, programVersion());
      const isWhole = !isFound || failures.length > 0;
      expect({ ...here, isWhole }).toEqual({ ...here, isWhole: true });
      writeFileSync(join(copy, path), text);
    }
    resign(copy, key);
    expect(verifyPackage(copy, NO_OPTIONS).failures).toEqual([]);
  }, 3_600_000);

  it('verifies by neither verifier where the middle of an id is another', async () => {
    const id = /\b[0-9a-f]{8}(?=-)/u.exec(
      readFileSync(join(copy, 'data/trail/line-01.csv'), 'utf8'),
    );
    const changed = join(folder.path, 'middle');
    cpSync(copy, changed, { recursive: true });
    // The first and the last eight digits stay: what is between them decides.
    const middle = new RegExp(`${id?.[0] ?? ''}-(....)-`, 'u');
    rewrite(changed, 'data/trail/line-01.csv', (text) =>
      text.replace(middle, (all, four: string) =>
        all.replace(`-${four}-`, `-${four === '0000' ? '1111' : '0000'}-`),
      ),
    );
    resign(changed, key);
    const own = runVerifier(changed);
    expect(own.stdout).toMatch(
      /line-01\.csv, line 2 names record .*, which is not in data\/records/u,
    );
    expect(own.code).toBe(3);
    expect((await plumbline(['verify', changed])).code).toBe(3);
  });
});
