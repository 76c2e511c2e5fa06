import { parseSampleAct, sampleActJson } from '../../events/acts/sample-acts.js';
import type { SampleAct } from '../../events/acts/sample-acts.js';
import type { County } from '../../events/values/county.js';
import { samplesOf } from '../../projections/samples/samples.js';
import type { Sample } from '../../projections/samples/samples.js';
import { readActs } from '../acts/decide-and-append.js';
import type { ActKind } from '../acts/decide-and-append.js';
import type { ActLog } from '../ports/act-log.js';
import { done, misaddressed } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';

/** Samples that were drawn, and what was found of them. */
export const SAMPLES: ActKind<SampleAct, readonly Sample[]> = {
  what: 'samples',
  parse: parseSampleAct,
  write: sampleActJson,
  fold: samplesOf,
};

/** `S-3`. */
export function sampleName(number: number): string {
  return `S-${String(number)}`;
}

/** The number in `S-3`; 0, which no sample has, where the text is none. */
export function sampleNumber(name: string): number {
  return Number(/^S-([1-9]\d{0,8})$/u.exec(name)?.[1] ?? '0');
}

/** All samples of a county, in order of number. */
export async function readSamples(log: ActLog, county: County): Promise<readonly Sample[]> {
  return (await readActs(log, SAMPLES, county)).state;
}

/** The sample of that name among those of its county. */
export function findSample(
  samples: readonly Sample[],
  county: County,
  name: string,
): Answer<Sample> {
  const found = samples.find(({ sample }) => sample === sampleNumber(name));
  if (found !== undefined) return done(found);
  const last = samples.at(-1);
  const there =
    last === undefined ? 'none was drawn' : `its samples go to ${sampleName(last.sample)}`;
  return misaddressed(`County ${county} has no sample ${name.slice(0, 20)}: ${there}.`);
}
