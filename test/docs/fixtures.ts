import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simulateCaseload } from '../../simulate/caseload.js';
import { parseCounty } from '../../events/values/county.js';
import { parseMonth } from '../../events/values/month.js';
import { keptOfSources } from '../cli/built-program.js';
import { unpacked } from '../kept/unpacked.js';
import { PageShell } from './run-page.js';

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

/** A fixture that several pages begin with: made once, and copied. */
function madeOnce(name: string, make: Fixture): Fixture {
  return async (shell) => {
    const made = await keptOfSources(name, (folder) => make(new PageShell(folder)));
    cpSync(made, shell.folder, { recursive: true });
  };
}

/** A county with records of a year, and the case that the pages name; nothing submitted. */
const county = madeOnce('pages-county', async (shell) => {
  writeFileSync(join(shell.folder, 'records.ndjson'), withNamed(simulated(24)));
  await typed(shell, 'plumbline ingest records.ndjson');
});

/** The same with versions of August and September, the latter revised. */
const countyWithVersions = madeOnce('pages-versions', async (shell) => {
  await county(shell);
  await typed(
    shell,
    ...approved('2006-08', 1, '2006-11-03', ' --as-of 1250'),
    ...approved('2006-09', 1, '2006-11-04', ' --as-of 1300'),
    ...approved('2006-09', 2, '2006-11-05'),
  );
});

/** A case of long ago beside those of the county, which an order can be about. */
const countyWithOldCase: Fixture = async (shell) => {
  await county(shell);
  const old = {
    ...head('a0000000-0000-4000-8000-000000000007', 'CaseOpened', '2006-03-06'),
    case: '1900007',
    data: {
      ncp: { participant: 'P-700', role: 'father' },
      payee: { participant: 'P-701', kind: 'custodial-parent' },
      program: 'none',
    },
  };
  writeFileSync(join(shell.folder, 'old.ndjson'), linesOf([old]));
  await typed(shell, 'plumbline ingest old.ndjson');
};

const INVITED = (email: string): string =>
  `plumbline access invite --email ${email} --first A --last B --role account-manager`;

/** Once there are accounts, a look is a line of the access log. */
const LOOKED = 'plumbline history --county 19 --case 1900001';

const nothing: Fixture = () => Promise.resolve();

/** By page, what it begins with. Every page that has commands has one, or is in `FOLLOWED`. */
export const FIXTURES: Readonly<Record<string, Fixture>> = {
  'README.md': nothing,
  'docs/security.md': async (shell) => {
    await county(shell);
    writeFileSync(join(shell.folder, 'september.ndjson'), linesOf(NAMED));
  },
  'docs/retention.md': countyWithOldCase,
  'docs/how-to/http-api.md': async (shell) => {
    await countyWithVersions(shell);
    writeFileSync(
      join(shell.folder, 'CaseOpened-2026-10.csv'),
      'case,effective,program,ncp.participant,ncp.role,payee.participant,payee.kind\n' +
        '1900090,2006-10-02,none,P-900,father,P-901,custodial-parent\n',
    );
    await typed(shell, INVITED('ana@lcsa.test'), LOOKED, 'plumbline serve --no-accounts');
  },
  'docs/how-to/accounts.md': county,
  'docs/how-to/operator.md': async (shell) => {
    const pairs = join(import.meta.dirname, '..', 'http', 'network', 'pairs');
    mkdirSync(join(shell.folder, 'certs'));
    copyFileSync(join(pairs, 'one.certificate.pem'), join(shell.folder, 'certs', 'chain.pem'));
    copyFileSync(join(pairs, 'one.key.pem'), join(shell.folder, 'certs', 'key.pem'));
    // The page's own are not the first, so that there is an account A-7.
    const invited = [1, 2, 3, 4, 5, 6, 7].map(
      (number) => `${INVITED(`a${String(number)}@dcss.test`)} --data /data`,
    );
    await typed(shell, ...invited);
  },
  'docs/how-to/auditor.md': async (shell) => {
    await countyWithVersions(shell);
    await typed(
      shell,
      'plumbline package --county 19 --month 2006-08 --version 1 --out ./evidence-of-august',
    );
  },
  'docs/how-to/iso.md': async (shell) => {
    await county(shell);
    await typed(shell, INVITED('a@lcsa.test'), LOOKED);
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
  'docs/how-to/developer.md': nothing,
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

/** Pages whose commands need a server, an `sshd` or a machine of their own, with the specs that follow them, or the page that is run and has the same. */
export const FOLLOWED: Readonly<Record<string, readonly string[]>> = {
  'docs/intake.md': ['test/intake/real-sshd.spec.ts', 'docs/how-to/http-api.md'],
  'docs/runbook-erasure-eventstore.md': [
    'test/eventstore/runbook.spec.ts',
    'test/eventstore/move-commands.spec.ts',
  ],
  'docs/runbook-replica.md': ['test/eventstore/replica-folder.spec.ts'],
  'docs/scaling.md': ['test/cli/drill.spec.ts', 'test/http/replica.spec.ts'],
};
