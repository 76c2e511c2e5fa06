import { sampleResult } from '../../projections/samples/limits.js';

describe('what a sample comes to', () => {
  it('is nothing while nothing is judged', () => {
    expect(sampleResult(0, 0, 100)).toBeNull();
  });

  // Clopper-Pearson limits as tables have them (for 0 and all passes by (0.025)^(1/n)).
  it.each([
    [45, 50, '90.0', '78.2', '96.7'],
    [50, 50, '100.0', '92.9', '100.0'],
    [0, 50, '0.0', '0.0', '7.1'],
    [1, 1, '100.0', '2.5', '100.0'],
    [5, 10, '50.0', '18.7', '81.3'],
    [190, 200, '95.0', '91.0', '97.6'],
  ])('has the exact limits of %i of %i', (passes, judged, efficiency, lower, upper) => {
    expect(sampleResult(passes, judged, null)).toMatchObject({
      passes,
      judged,
      efficiency,
      limits: { lower, upper },
      finite: null,
    });
  });

  it('has the limits of a finite population, as counting every sample of it gives them', () => {
    for (let population = 1; population <= 12; population += 1) {
      for (let judged = 1; judged <= population; judged += 1) {
        for (let passes = 0; passes <= judged; passes += 1) {
          const { finite } = sampleResult(passes, judged, population) ?? {};
          expect([population, judged, passes, finite]).toEqual([
            population,
            judged,
            passes,
            limitsByCounting(passes, judged, population),
          ]);
        }
      }
    }
  });

  it('knows the whole population where all of it is judged', () => {
    expect(sampleResult(19, 20, 20)).toMatchObject({
      finite: { lower: '95.0', upper: '95.0' },
      verdict: 'reliable',
    });
    expect(sampleResult(18, 20, 20)?.verdict).toBe('unreliable');
  });

  it('is reliable from 95 in a hundred on, marginal while 95 cannot be ruled out, else unreliable', () => {
    expect(sampleResult(95, 100, 10_000)?.verdict).toBe('reliable');
    expect(sampleResult(94, 100, 10_000)?.verdict).toBe('marginal');
    expect(sampleResult(80, 100, 10_000)?.verdict).toBe('unreliable');
    // By dollars there is no population of rows: the limit is that of Clopper and Pearson.
    expect(sampleResult(47, 50, null)?.verdict).toBe('marginal');
    expect(sampleResult(38, 50, null)?.verdict).toBe('unreliable');
  });

  it('takes a large population', () => {
    const result = sampleResult(480, 500, 30_000);
    expect(result).toMatchObject({ efficiency: '96.0', verdict: 'reliable' });
    expect(result?.finite).toEqual({ lower: '93.9', upper: '97.5' });
  });
});

/** The numbers of passes whose probability of so extreme a sample is above one in forty on each side. */
function limitsByCounting(
  passes: number,
  judged: number,
  population: number,
): { readonly lower: string; readonly upper: string } {
  const possible = Array.from({ length: population + 1 }, (_, good) => good).filter((good) => {
    const chances = Array.from(
      { length: judged + 1 },
      (_, count) => choose(good, count) * choose(population - good, judged - count),
    );
    const total = chances.reduce((sum, each) => sum + each, 0);
    const atMost = chances.slice(0, passes + 1).reduce((sum, each) => sum + each, 0);
    const atLeast = chances.slice(passes).reduce((sum, each) => sum + each, 0);
    return 40 * atMost > total && 40 * atLeast > total;
  });
  const percent = (count: number | undefined): string =>
    (Math.floor(((count ?? 0) * 1000) / population + 0.5) / 10).toFixed(1);
  return { lower: percent(possible[0]), upper: percent(possible.at(-1)) };
}

function choose(of: number, count: number): number {
  if (count < 0 || count > of) return 0;
  return count === 0 ? 1 : (choose(of - 1, count - 1) * of) / count;
}
