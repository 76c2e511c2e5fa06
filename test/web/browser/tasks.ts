import type { Hand } from './hands.js';

/** Something that somebody comes to do, from the page on which he begins to what he then sees. */
export interface Task {
  readonly title: string;
  /** In which role he is. */
  readonly who: 'reporter' | 'director' | 'auditor' | 'analyst' | 'manager' | 'iso';
  readonly steps: (hand: Hand) => Promise<void>;
}

/** What a task must come to is thrown where it does not. */
function expectMark(found: string | null, wanted: RegExp, what: string): void {
  if (found === null || !wanted.test(found)) {
    throw new Error(`${what} is ${String(found)} and not ${String(wanted)}.`);
  }
}

/** A record that was typed wrong in a file: its case is not there. */
function fileWithReject(): string {
  const of = { type: 'CaseClosed', county: '19', effective: '2006-10-02' };
  const data = { reason: '303.11-b-8' };
  const good = { id: crypto.randomUUID(), ...of, type: 'ParticipantRegistered' };
  return [
    { ...good, data: { participant: `P-${crypto.randomUUID().slice(0, 8)}` } },
    { id: crypto.randomUUID(), ...of, case: 'RV-9', data },
  ]
    .map((record) => `${JSON.stringify(record)}\n`)
    .join('');
}

/** What people come to do, in an order in which each finds what it needs. */
export const TASKS = inOrder([
  {
    title: 'a director sees what looks unlikely, and approves',
    who: 'director',
    steps: async (hand) => {
      await hand.open('/');
      await hand.follow(/^To approve or return: version 1 of August 2006/u);
      await hand.follow('What to look at before approving');
      await hand.follow('August 2006');
      await hand.follow('Version 1');
      await hand.follow('Approve this version');
      await hand.type('Telephone', '916-555-0100');
      await hand.tick(/^I certify/u);
      await hand.press('Check and approve');
      await hand.press('Approve');
      await hand.page.getByText('approved', { exact: true }).first().waitFor();
    },
  },
  {
    title: 'an auditor goes from the state to a case, and sees why it was not counted then',
    who: 'auditor',
    steps: async (hand) => {
      await hand.open('/state');
      await hand.page.waitForURL(/\/state\/months\/2006-09/u);
      await hand.follow('Version 1');
      await hand.follow('The form of this version');
      await hand.page.waitForURL(/asOf=v1/u);
      await openCell(hand, '1', 'd');
      await hand.follow('Case RV-2');
      await hand.type('Month', '2006-09');
      await hand.type('As of', '4');
      await hand.press('Show');
      const counted = await hand.mark('#explanation tr[data-line="24"]', 'data-counted');
      expectMark(counted, /^false$/u, 'Line 24 as of position 4');
    },
  },
  {
    title: 'DCSS finds who is late, and returns a version',
    who: 'analyst',
    steps: async (hand) => {
      await hand.open('/state/months/2006-07');
      await hand.follow('Late');
      await hand.follow('Version 1');
      await hand.follow('Return this version');
      await hand.type('Reason', 'a page of the staffing is missing');
      await hand.press('Return this version');
      await hand.page.getByText('returned', { exact: true }).first().waitFor();
    },
  },
  {
    title: 'a reporter uploads a file, mends what was rejected, and submits',
    who: 'reporter',
    steps: async (hand) => {
      await hand.open('/counties/19/records');
      await hand.page.setInputFiles('#file', {
        ...{ name: 'october.ndjson', mimeType: 'application/x-ndjson' },
        buffer: Buffer.from(fileWithReject()),
      });
      await hand.press('Upload');
      const code = await hand.mark('#rejected tbody tr', 'data-error');
      expectMark(code, /^UNKNOWN_CASE$/u, 'The refusal');
      await hand.follow('Enter a record');
      await hand.follow('Case closed');
      await hand.type('Case', 'RV-1');
      await hand.type('Day on which it happened', '2006-10-02');
      await hand.type('Reason', '303.11-b-8');
      await hand.press('Enter the record');
      await hand.page.waitForURL(/\/records\/[0-9a-f-]{36}\?entered=yes$/u);
      await hand.open('/counties/19/months/2006-10');
      await hand.follow('Submit this month');
      await hand.type('Comment', 'with what was mended');
      await hand.press('Check and submit');
      await hand.press('Submit');
      await hand.page.waitForURL(/\/months\/2006-10\/versions\/1$/u);
    },
  },
  {
    title:
      'a reporter corrects a closing, sees which approved month changes, and submits it REVISED',
    who: 'reporter',
    steps: async (hand) => {
      await hand.open('/counties/19/cases/RV-3?month=2006-09');
      await hand.follow('Case closed');
      await hand.follow('Correct or void this record');
      await hand.type('Day on which it happened', '2006-10-03');
      await hand.type('Why it is corrected', 'the letter is dated October 3');
      await hand.press('Enter the record');
      expectMark(await hand.mark('#effect', 'data-months'), /^[1-9]/u, 'The number of months');
      const by = await hand.mark('#effect tr[data-line="1"]', 'data-by');
      expectMark(by, /^1$/u, 'By how much Line 1 differs');
      await hand.follow(/^September 2006, version 1/u);
      await hand.follow('Submit this month');
      await hand.press('Check and submit');
      await hand.press('Submit');
      await hand.page.waitForURL(/\/months\/2006-09\/versions\/2$/u);
      await hand.page
        .getByText(/REVISED/u)
        .first()
        .waitFor();
    },
  },
  {
    title: 'an account manager invites, gives a role, and closes a leaver',
    who: 'manager',
    steps: async (hand) => {
      await hand.open('/');
      await hand.follow('Accounts');
      await hand.follow('Invite somebody');
      await hand.type('E-mail address', `${crypto.randomUUID()}@example.org`);
      await hand.type('First name', 'Lee');
      await hand.type('Last name', 'Ver');
      await hand.choose('Role', 'Reporter of the county');
      await hand.type('County', '19');
      await hand.press('Invite');
      await hand.page.waitForURL(/\/access\/accounts\/A-\d+$/u);
      await hand.follow('Give a role');
      await hand.choose('Role', 'Director of the county');
      await hand.type('County', '19');
      await hand.press('Give a role');
      await hand.page.getByText('Director of the county, 19 Los Angeles').first().waitFor();
      await hand.follow('Close for ever');
      await hand.type('Reason', 'left the agency');
      await hand.press('Close for ever');
      await hand.page.getByText('closed', { exact: true }).first().waitFor();
    },
  },
  {
    title: 'the information security officer finds who saw a case',
    who: 'iso',
    steps: async (hand) => {
      await hand.open('/');
      await hand.follow('Log');
      await hand.type('County', '19');
      await hand.type('Case', 'RV-2');
      await hand.press('Show');
      const action = await hand.mark('#log tbody tr', 'data-action');
      expectMark(action, /^(case|trail)\.read$/u, 'What was done');
      await hand.follow('Unusual use');
      await hand.page.getByText('What counts as unusual').waitFor();
    },
  },
  {
    title: 'a director takes access to the backup data away, by the letter’s table',
    who: 'director',
    steps: async (hand) => {
      await hand.open('/access/cbud');
      const row = '19,Vi,Ewer,916-555-0101,viewer@example.org,';
      await hand.type('Rows', `${row}0`);
      await hand.press('Ask for all');
      await hand.page.getByText('withdrawn').first().waitFor();
    },
  },
]);

/** For the compiler: each is a task. */
function inOrder(tasks: readonly Task[]): readonly Task[] {
  return tasks;
}

/** Opens a cell of the form, whose number is the link; several cells may have the same. */
async function openCell({ page }: Hand, line: string, column: string): Promise<void> {
  await page.locator(`#line-${line}-${column} a`).focus();
  await page.keyboard.press('Enter');
}
