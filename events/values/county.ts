import { digitsAt, padded } from './digits.js';

/** A California county by its alphabetical number, two digits: `"01"` (Alameda) to `"58"` (Yuba). */
export type County = string & { readonly __county: unique symbol };

const COUNTY_COUNT = 58;

/** All 58 counties in order. */
export const COUNTIES: readonly County[] = Object.freeze(
  Array.from({ length: COUNTY_COUNT }, (_, index) => padded(index + 1, 2) as County),
);

/** Whether the text is `"01"`..`"58"`. */
export function isCounty(text: string): text is County {
  if (text.length !== 2) return false;
  const number = digitsAt(text, 0, 2);
  return number >= 1 && number <= COUNTY_COUNT;
}

/** California's number in a FIPS code, which may stand before a county's. */
const FIPS_STATE = '06';

/** The county whose FIPS code this is, `06037` or `037`; null where it is none. The codes are the odd numbers in turn. */
export function countyOfFips(text: string): County | null {
  const code = text.length === 5 && text.startsWith(FIPS_STATE) ? text.slice(2) : text;
  if (code.length !== 3) return null;
  const number = digitsAt(code, 0, 3);
  return number % 2 === 1 ? parseCounty(padded((number + 1) / 2, 2)) : null;
}

/** The county spelt `"01"`..`"58"`, or null. */
export function parseCounty(text: string): County | null {
  return isCounty(text) ? text : null;
}
