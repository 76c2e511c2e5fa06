import type { SampleMethod } from '../../events/acts/sample-acts.js';
import type { LineNumber } from '../../events/line-numbers.js';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { Month } from '../../events/values/month.js';
import { editionOf } from '../../projections/form/editions.js';
import type { Column } from '../../projections/form/line.js';
import { decideAndAppend, momentAfter } from '../acts/decide-and-append.js';
import type { ActLog } from '../ports/act-log.js';
import type { LedgerReaders, OnRecords } from '../ports/ledger-reader.js';
import { done, misaddressed, refusedByRule } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import { asOfWithin } from '../reports/as-of-within.js';
import { findVersion } from '../versions/decide-version.js';
import { readVersions } from '../versions/county-acts.js';
import { drawnRows } from './drawn-rows.js';
import { SAMPLES, findSample, readSamples, sampleName } from './sample-acts-of-county.js';
import { shownSample, wholeSample } from './shown-sample.js';
import type { WholeSample } from './shown-sample.js';

/** Most rows of a sample, and most of its replacements. */
export const SAMPLE_ROWS_MAX = 10_000;

/** Most rows that may be asked for: of a smaller population a sample is all its rows (contract/audit.md). */
export const SIZE_ASKED_MAX = 999_999_999;

/** Longest seed, in characters. */
export const SEED_LENGTH_MAX = 200;

/** Most samples of a county. */
const SAMPLES_MAX = 10_000;

/** A sample that is to be drawn. */
export interface SampleAsked {
  readonly county: County;
  readonly month: Month;
  readonly line: LineNumber;
  readonly column: Column | null;
  /** The position; null where a version names it, or for all there is. */
  readonly asOf: number | null;
  readonly version: number | null;
  readonly method: SampleMethod;
  readonly size: number;
  readonly reserve: number;
  readonly seed: string;
  readonly by: string;
}

export interface SampleParts {
  readonly ledgers: LedgerReaders;
  readonly submissions: ActLog;
  readonly samples: ActLog;
  readonly clock: () => Instant;
  readonly onRecords: OnRecords;
}

/**
 * Draws a sample of a line's rows as the county's next one (contract/audit.md, Drawing). Refused: `INVALID_FIELD` where it
 * cannot be drawn so; `TOO_MANY`.
 */
export async function drawForCounty(
  { ledgers, submissions, samples, clock, onRecords }: SampleParts,
  asked: SampleAsked,
): Promise<Outcome<WholeSample>> {
  const { county, month, line, column, method, size, reserve, seed, by, version } = asked;
  const fault = faultOf(asked);
  if (fault !== null) return refusedByRule('INVALID_FIELD', fault);
  const from = await drawnFrom({ ledgers, submissions }, asked);
  if (from.kind !== 'done') return from;
  const { asOf, form, root } = from.value;
  const of = { month, line, column, asOf, form, method, size, reserve, seed };
  const drawn = drawnRows(ledgers, { county, ...of }, onRecords);
  if (drawn.kind !== 'done') return drawn;
  const tooMany = faultOfCount(drawn.value.rows.length);
  if (tooMany !== null) return refusedByRule('INVALID_FIELD', tooMany);
  const { population } = drawn.value;
  const acted = await decideAndAppend(samples, SAMPLES, county, ({ state, lastAt }) => {
    if (state.length >= SAMPLES_MAX) {
      return refusedByRule('TOO_MANY', `The county has ${String(SAMPLES_MAX)} samples already.`);
    }
    const sample = (state.at(-1)?.sample ?? 0) + 1;
    const at = momentAfter(lastAt, clock());
    return done({ kind: 'drawn' as const, by, at, sample, ...of, version, root, population });
  });
  if (acted.kind !== 'done') return acted;
  const all = await readSamples(samples, county);
  const found = findSample(all, county, sampleName(acted.value.sample));
  if (found.kind !== 'done') return found;
  return done(wholeSample(shownSample(county, all, found.value), found.value, drawn.value));
}

function faultOf({ size, reserve, seed, method, asOf, version }: SampleAsked): string | null {
  if (size < 1 || size > SIZE_ASKED_MAX) {
    return `\`size\` is no number from 1 to ${String(SIZE_ASKED_MAX)}.`;
  }
  // By dollars a size is the number of points, whatever the population.
  const tooMany = method === 'dollars' ? faultOfCount(size) : null;
  if (tooMany !== null) return tooMany;
  if (reserve > SAMPLE_ROWS_MAX) return `\`reserve\` is more than ${String(SAMPLE_ROWS_MAX)}.`;
  const length = Array.from(seed).length;
  if (length < 1 || length > SEED_LENGTH_MAX || /\p{Cc}/u.test(seed) || !seed.isWellFormed()) {
    return `\`seed\` has another form: give a line of 1 to ${String(SEED_LENGTH_MAX)} characters.`;
  }
  if (method === 'dollars' && reserve > 0) {
    return '`reserve`: a sample by dollars has no replacements, leave it out.';
  }
  return asOf !== null && version !== null
    ? '`version` and `asOf` both name a position: give one of them.'
    : null;
}

/** What is wrong with a sample of so many rows; null where nothing is. */
export function faultOfCount(rows: number): string | null {
  if (rows <= SAMPLE_ROWS_MAX) return null;
  return `\`size\` asks for a sample of ${String(rows)} rows, and one has ${String(SAMPLE_ROWS_MAX)} at most: give a smaller size.`;
}

interface DrawnFrom {
  readonly asOf: number;
  readonly form: string;
  readonly root: string;
}

/** The position that is meant, with the edition of the form and the root that are its own. */
async function drawnFrom(
  { ledgers, submissions }: Pick<SampleParts, 'ledgers' | 'submissions'>,
  { county, month, asOf, version }: SampleAsked,
): Promise<Outcome<DrawnFrom>> {
  const file = ledgers.ledger(county);
  const named = version === null ? null : await namedVersion(submissions, county, month, version);
  if (named !== null && named.kind !== 'done') return named;
  const within = asOfWithin(county, file?.size ?? 0, named?.value.asOf ?? asOf);
  if (within.kind !== 'done') return within;
  if (file === null || within.value === 0) {
    return misaddressed(`The ledger of county ${county} has no records to draw from.`);
  }
  const root = Buffer.from(file.root(within.value)).toString('hex');
  return done({ asOf: within.value, form: named?.value.form ?? editionOf(month).id, root });
}

async function namedVersion(
  submissions: ActLog,
  county: County,
  month: Month,
  version: number,
): Promise<Outcome<{ readonly asOf: number; readonly form: string }>> {
  const { versions } = await readVersions(submissions, county);
  return findVersion(versions, { county, month, version });
}
