/** What judged rows say of the population (contract/audit.md, Results). */
export interface SampleResult {
  readonly judged: number;
  readonly passes: number;
  /** Passes in percent, half up to one decimal, as in `95.0`. */
  readonly efficiency: string;
  /** The exact two-sided 95 % limits of Clopper and Pearson, in percent. */
  readonly limits: Limits;
  /** The same for a population of that many rows; null where a row may be hit twice, or more were judged than there are. */
  readonly finite: Limits | null;
  readonly verdict: 'reliable' | 'marginal' | 'unreliable';
}

/** Percent with one decimal. */
interface Limits {
  readonly lower: string;
  readonly upper: string;
}

/** Of each side of two-sided limits, and of a one-sided one: as one in so many. */
const ONE_IN_TWO_SIDED = 40n;
const ONE_IN_ONE_SIDED = 20n;

const STANDARD_PERCENT = 95;

/**
 * What `passes` of `judged` rows come to; null where none was judged.
 *
 * @param population - its rows; null where it has no finite limits, as by dollars
 */
export function sampleResult(
  passes: number,
  judged: number,
  population: number | null,
): SampleResult | null {
  if (judged === 0) return null;
  const isFinite = population !== null && judged <= population;
  return {
    judged,
    passes,
    efficiency: percentOfRatio(passes, judged),
    limits: {
      lower: percentOf(clopperPearsonLower(passes, judged, 0.025)),
      upper: percentOf(1 - clopperPearsonLower(judged - passes, judged, 0.025)),
    },
    finite: isFinite ? finiteLimits(passes, judged, population) : null,
    verdict: verdictOf(passes, judged, isFinite ? population : null),
  };
}

function verdictOf(
  passes: number,
  judged: number,
  population: number | null,
): SampleResult['verdict'] {
  if (100 * passes >= STANDARD_PERCENT * judged) return 'reliable';
  const isReached =
    population === null
      ? 1 - clopperPearsonLower(judged - passes, judged, 0.05) >= STANDARD_PERCENT / 100
      : 100 * mostPasses({ passes, judged, population }, ONE_IN_ONE_SIDED) >=
        STANDARD_PERCENT * population;
  return isReached ? 'marginal' : 'unreliable';
}

function finiteLimits(passes: number, judged: number, population: number): Limits {
  const found = { passes, judged, population };
  const failed = { ...found, passes: judged - passes };
  return {
    // As few passes as possible are as many of the others as possible.
    lower: percentOfRatio(population - mostPasses(failed, ONE_IN_TWO_SIDED), population),
    upper: percentOfRatio(mostPasses(found, ONE_IN_TWO_SIDED), population),
  };
}

interface Found {
  readonly passes: number;
  readonly judged: number;
  readonly population: number;
}

/**
 * The most passes that a population may have of which so few (or fewer) are found with a probability of more than one in
 * so many. Exact: integers alone.
 */
function mostPasses(found: Found, oneIn: bigint): number {
  const { passes, judged, population } = found;
  let [least, most] = [passes, population - (judged - passes)];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (isLikelier(found, middle, oneIn)) least = middle;
    else most = middle - 1;
  }
  return least;
}

/** Whether P(X <= passes) > 1 / oneIn, X hypergeometric: of `judged` rows out of a population with `good` passes. */
function isLikelier({ passes, judged, population }: Found, good: number, oneIn: bigint): boolean {
  const bad = population - good;
  const first = Math.max(0, judged - bad);
  const last = Math.min(judged, good);
  // C(good, first) C(bad, judged - first), and from each term the next by whole factors.
  let term = choose(good, first) * choose(bad, judged - first);
  let [tail, total] = [0n, 0n];
  for (let count = first; count <= last; count += 1) {
    total += term;
    if (count <= passes) tail += term;
    term =
      (term * BigInt(good - count) * BigInt(judged - count)) /
      (BigInt(count + 1) * BigInt(bad - judged + count + 1));
  }
  return tail * oneIn > total;
}

function choose(of: number, count: number): bigint {
  const fewer = Math.min(count, of - count);
  let result = 1n;
  for (let index = 1; index <= fewer; index += 1) {
    result = (result * BigInt(of - fewer + index)) / BigInt(index);
  }
  return result;
}

/** Halvings after which two doubles lie side by side. */
const HALVINGS = 100;

/** The share of which `passes` or more of `judged` have exactly this probability; 0 where there are none. */
function clopperPearsonLower(passes: number, judged: number, probability: number): number {
  if (passes === 0) return 0;
  let [low, high] = [0, 1];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (atLeast(passes, judged, middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(X >= passes), X binomial; to about 1e-13: terms are added from the smallest on. */
function atLeast(passes: number, judged: number, share: number): number {
  if (share <= 0) return 0;
  if (share >= 1) return 1;
  const [of, against] = [Math.log(share), Math.log1p(-share)];
  let logChoose = 0;
  const terms: number[] = [];
  for (let count = 0; count <= judged; count += 1) {
    if (count >= passes) terms.push(Math.exp(logChoose + count * of + (judged - count) * against));
    logChoose += Math.log((judged - count) / (count + 1));
  }
  return terms.sort((one, other) => one - other).reduce((sum, term) => sum + term, 0);
}

/** A ratio of whole numbers in percent, half up to one decimal; exact. */
function percentOfRatio(part: number, whole: number): string {
  const [of, all] = [BigInt(part), BigInt(whole)];
  return tenths((of * 2000n + all) / (all * 2n));
}

function percentOf(share: number): string {
  return tenths(BigInt(Math.floor(share * 1000 + 0.5)));
}

function tenths(count: bigint): string {
  return `${String(count / 10n)}.${String(count % 10n)}`;
}
