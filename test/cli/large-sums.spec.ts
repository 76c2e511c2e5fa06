import { plumbline, temporaryFolder } from './in-process.js';

/** Records of the largest amount that together are more than 2^53 - 1 cents. */
const RECORDS = 92_000;
const SUM = '91999999999080.00';

const idOf = (number: number): string =>
  `a0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

function* records(): Generator<string> {
  const of = { county: '19', case: '1900001' };
  const ncp = { participant: 'N-1', role: 'father' };
  const payee = { participant: 'P-1', kind: 'custodial-parent' };
  const opened = { ncp, payee, program: 'none' };
  yield JSON.stringify({
    ...{ id: idOf(1), type: 'CaseOpened', ...of, effective: '2006-01-10', data: opened },
  });
  const data = { amount: '999999999.99', owedTo: 'family' };
  for (let number = 2; number < RECORDS + 2; number += 1) {
    const what = { id: idOf(number), type: 'ArrearsBroughtForward', ...of };
    yield JSON.stringify({ ...what, effective: '2006-02-01', data });
  }
}

describe('a case that owes more than 2^53 - 1 cents', () => {
  const data = temporaryFolder();
  const OF = ['--county', '19', '--month', '2006-09', '--data', data.path];
  afterAll(data.remove);

  it('is reported, trailed, explained, measured and submitted to the cent', async () => {
    const stdin = `${[...records()].join('\n')}\n`;
    const taken = await plumbline(['ingest', '-', '--data', data.path, '--json'], { stdin });
    expect(JSON.parse(taken.stdout)).toMatchObject({ accepted: RECORDS + 1, rejected: 0 });

    const report = await plumbline(['report', ...OF, '--format', 'json']);
    expect(JSON.parse(report.stdout)).toMatchObject({ lines: { '26': { a: SUM, d: SUM } } });
    const rows = await plumbline(['report', ...OF, '--format', 'json', '--rows']);
    expect(rows.stdout).toBe(report.stdout);

    const trail = await plumbline(['trail', ...OF, '--line', '26']);
    expect(JSON.parse(trail.stdout)).toMatchObject({ case: '1900001', amount: SUM });

    const why = await plumbline(['explain', ...OF, '--case', '1900001', '--line', '26', '--json']);
    expect(JSON.parse(why.stdout)).toMatchObject([{ counted: true, amount: SUM }]);

    expect(await plumbline(['measures', ...OF, '--json'])).toMatchObject({ code: 0 });
    const submitted = await plumbline(['submit', ...OF, '--by', 'A. Ortiz', '--json']);
    expect(submitted).toMatchObject({ code: 0 });
    expect(JSON.parse(submitted.stdout)).toMatchObject({ state: 'submitted', asOf: RECORDS + 1 });
  }, 240_000);
});
