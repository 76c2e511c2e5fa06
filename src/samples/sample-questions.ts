import type { County } from '../../events/values/county.js';
import type { ActLog } from '../ports/act-log.js';
import type { LedgerReaders, OnRecords } from '../ports/ledger-reader.js';
import { done } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import { drawnRows } from './drawn-rows.js';
import { findSample, readSamples } from './sample-acts-of-county.js';
import { shownSample, wholeSample } from './shown-sample.js';
import type { ShownSample, WholeSample } from './shown-sample.js';

/** All samples of a county, the newest first, without their rows. */
export async function samplesOfCounty(
  samples: ActLog,
  { county }: { readonly county: County },
): Promise<readonly ShownSample[]> {
  const all = await readSamples(samples, county);
  return all.map((sample) => shownSample(county, all, sample)).toReversed();
}

/** A sample with its rows, which are drawn again: as of its position anyone draws the same. */
export async function sampleOfCounty(
  { ledgers, samples }: { readonly ledgers: LedgerReaders; readonly samples: ActLog },
  { county, sample: name }: { readonly county: County; readonly sample: string },
  onRecords: OnRecords,
): Promise<Outcome<WholeSample>> {
  const all = await readSamples(samples, county);
  const found = findSample(all, county, name);
  if (found.kind !== 'done') return found;
  const drawn = drawnRows(ledgers, { county, ...found.value }, onRecords);
  if (drawn.kind !== 'done') return drawn;
  return done(wholeSample(shownSample(county, all, found.value), found.value, drawn.value));
}
