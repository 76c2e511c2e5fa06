import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simulateCaseload } from '../../simulate/caseload.js';
import { parseCounty } from '../../events/values/county.js';
import { parseMonth } from '../../events/values/month.js';
import { unpacked } from '../kept/unpacked.js';
import type { PageShell } from './run-page.js';

/** What lies in the folder before the commands of a page are typed. */
export type Fixture = (shell: PageShell) => Promise<void>;

const SIMULATED = { from: '2005-10', to: '2006-10', seed: 'pages' } as const;

/** Records that the pages name: case 1900001 with its child K-77, and a collection. */
const NAMED: readonly object[] = [
  {
    ...head('a0000000-0000-4000-8000-000000000001', 'ChildRegistered', '2006-01-09'),
    child: 'K-77',
    data: { birthDate: '2001-03-14', bornOutOfWedlock: true },
  },
  {
    ...head('a0000000-0000-4000-8000-000000000002', 'CaseOpened', '2006-01-09'),
    case: '1900001',
    data: {
      ncp: { participant: 'P-200', role: 'father' },
      payee: { participant: 'P-100', kind: 'custodial-parent' },
      program: 'none',
    },
  },
  {
    ...head('a0000000-0000-4000-8000-000000000003', 'ChildAddedToCase', '2006-01-09'),
    case: '1900001',
    data: { child: 'K-77' },
  },
  {
    ...head('5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11', 'CollectionReceived', '2006-09-12'),
    case: '1900001',
    data: { collection: 'C-88', amount: '250.00', source: 'income-withholding' },
  },
];

function head(id: string, type: string, effective: string): object {
  return { id, type, county: '19', effective };
}

function linesOf(records: readonly object[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

function simulated(cases: number): string {
  const [county, from, to] = [
    parseCounty('19'),
    parseMonth(SIMULATED.from),
    parseMonth(SIMULATED.to),
  ];
  if (county === null || from === null || to === null) throw new Error('The fixture names none.');
  return [...simulateCaseload({ county, cases, from, to, seed: SIMULATED.seed })].join('');
}

/** The named records where the county learned of them: on the first day of 2006, and of what was collected in November. */
function withNamed(lines: string): string {
  const [early, late] = [NAMED.slice(0, 3), NAMED.slice(3)];
  const all = lines.trimEnd().split('\n');
  const place = all.findIndex((line) => line.includes('"recorded":"2006-02'));
  const recorded = /"recorded":"(?<at>[^"]+)"/u.exec(all[place] ?? '')?.groups?.['at'] ?? '';
  return [
    ...all.slice(0, place),
    ...early.map((record) => JSON.stringify({ ...record, recorded })),
    ...all.slice(place),
    ...late.map((record) => JSON.stringify({ ...record, recorded: '2006-11-02T17:00:00Z' })),
    '',
  ].join('\n');
}

async function typed(shell: PageShell, ...commands: readonly string[]): Promise<void> {
  for (const text of commands) {
    const { code, stderr } = await shell.run({ text });
    if (code !== 0) throw new Error(`${text} ended with ${String(code)}: ${stderr}`);
  }
}

const approved = (month: string, version: number, day: string, more = ''): readonly string[] => [
  `plumbline submit --county 19 --month ${month} --by "A. Clerk" --at ${day}T17:00:00Z${more}`,
  `plumbline approve --county 19 --month ${month} --version ${String(version)} --by "B. Director" --telephone 555-0100 --at ${day}T18:00:00Z`,
];

/** A county with records of a year, and the case that the pages name; nothing submitted. */
const county: Fixture = async (shell) => {
  writeFileSync(join(shell.folder, 'records.ndjson'), withNamed(simulated(24)));
  await typed(shell, 'plumbline ingest records.ndjson');
};

/** The same with versions of August and September, the latter revised. */
const countyWithVersions: Fixture = async (shell) => {
  await county(shell);
  await typed(
    shell,
    ...approved('2006-08', 1, '2006-11-03', ' --as-of 1250'),
    ...approved('2006-09', 1, '2006-11-04', ' --as-of 1300'),
    ...approved('2006-09', 2, '2006-11-05'),
  );
};

/** By page, what it begins with. Every page that has commands has one. */
export const FIXTURES: Readonly<Record<string, Fixture>> = {
  'docs/how-to/auditor.md': async (shell) => {
    await countyWithVersions(shell);
    await typed(
      shell,
      'plumbline package --county 19 --month 2006-08 --version 1 --out ./evidence-of-august',
    );
  },
  'docs/how-to/iso.md': async (shell) => {
    await county(shell);
    await typed(
      shell,
      'plumbline access invite --email a@lcsa.test --first A --last B --role account-manager',
      'plumbline history --county 19 --case 1900001',
    );
  },
  'docs/how-to/county.md': async (shell) => {
    await county(shell);
    const wrong = { ...NAMED[3], id: 'a0000000-0000-4000-8000-000000000009', case: '1999999' };
    writeFileSync(join(shell.folder, 'september.ndjson'), linesOf([...NAMED, wrong]));
  },
  'docs/how-to/state.md': async (shell) => {
    await county(shell);
    const act = 'plumbline submit --county 19 --month 2006-09 --by "A. Clerk"';
    await typed(shell, act);
  },
  'docs/how-to/access-acts.md': (shell) => {
    writeFileSync(
      join(shell.folder, 'acts.ndjson'),
      linesOf([
        {
          ...{ act: 'AccountInvited', at: '2010-01-04T18:00:00Z', by: 'operator' },
          ...{ email: 'ana@example.org', name: { first: 'Ana', last: 'Diaz' } },
          grants: [{ role: 'account-manager' }],
        },
      ]),
    );
    return Promise.resolve();
  },
  'docs/how-to/developer.md': () => Promise.resolve(),
  'docs/how-to/spreadsheets.md': county,
  'docs/how-to/keys.md': county,
  'docs/how-to/permissions.md': county,
  'docs/how-to/move-a-data-folder.md': async (shell) => {
    await countyWithVersions(shell);
    mkdirSync(join(shell.folder, 'new-disk'));
  },
  'docs/how-to/upgrade.md': (shell) => {
    // What 0.1.0 wrote.
    const kept = unpacked('0.1.0', shell.folder);
    cpSync(join(kept, 'data'), join(shell.folder, 'plumbline-data'), { recursive: true });
    cpSync(join(kept, 'cs1257-19-2006-09-v1'), join(shell.folder, 'package-of-0.1.0'), {
      recursive: true,
    });
    return Promise.resolve();
  },
};
