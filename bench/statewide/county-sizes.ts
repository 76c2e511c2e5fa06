import { COUNTIES } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';

/** Cases of the whole state. */
export const CASES_OF_STATE = 1_500_000;

/**
 * Inhabitants of the 58 counties in 2006, in order of county number, from the table
 * `California_county_populations_2001_to_2017.csv` of github.com/hgeiger-CUNY/Data608_Spring2019. They stand in for the
 * caseloads of the counties, of which no public table was at hand: Los Angeles has 27 % of the state by them and 405,030
 * cases here, Alpine 52. A larger largest county is the harder case, because a county is the unit of everything.
 */
const INHABITANTS: readonly number[] = [
  ...[1_464_839, 1_255, 37_964, 215_684, 45_316, 20_893, 1_010_104, 28_276, 175_258, 886_376],
  ...[27_731, 132_226, 162_532, 18_421, 786_220, 147_496, 63_792, 35_011, 9_787_327, 143_528],
  ...[247_247, 18_244, 87_584, 245_555, 9_639, 14_151, 405_877, 131_920, 98_334, 2_955_433],
  ...[322_270, 20_710, 2_017_350, 1_372_275, 54_895, 1_976_767, 2_982_816, 782_928, 660_885],
  ...[261_803, 699_398, 412_853, 1_713_839, 255_486, 175_238, 3_424, 44_891, 411_351, 469_967],
  ...[503_548, 90_628, 61_542, 13_823, 416_092, 56_558, 801_225, 190_809, 69_218],
];

/** A county and how many cases it has. */
export interface CountySize {
  readonly county: County;
  readonly cases: number;
}

/**
 * The counties' cases, the largest county first; without `share` they add up to `CASES_OF_STATE`.
 *
 * @param share - of so many equal parts of the caseload one is taken, and of each county one case at least
 */
export function countySizes(share = 1): readonly CountySize[] {
  const inhabitants = INHABITANTS.reduce((sum, each) => sum + each, 0);
  const exact = INHABITANTS.map((each) => (each / inhabitants) * CASES_OF_STATE);
  const whole = exact.map(Math.floor);
  const left = CASES_OF_STATE - whole.reduce((sum, each) => sum + each, 0);
  // What is cut off goes to those of whom most is cut off.
  const rounded = exact
    .map((each, place) => ({ place, cut: each - Math.floor(each) }))
    .sort((one, other) => other.cut - one.cut || one.place - other.place)
    .slice(0, left);
  for (const { place } of rounded) whole[place] = (whole[place] ?? 0) + 1;
  return COUNTIES.map((county, place) => ({
    county,
    cases: Math.max(1, Math.round((whole[place] ?? 0) / share)),
  })).sort((one, other) => other.cases - one.cases || (one.county < other.county ? -1 : 1));
}
