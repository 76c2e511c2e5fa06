import { hash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { letterOfApplication, oneApplication } from '../../../src/process/applications.js';
import type { ApplicationAnswer } from '../../../src/process/applications.js';
import { OPERATOR_SETTINGS } from '../../../src/process/operator-settings.js';
import { present } from '../../store/present.js';
import { temporaryFolder } from '../../cli/in-process.js';
import { CLOCK, processInFolder } from '../process-in-folder.js';
import type { Person, ProcessInFolder } from '../process-in-folder.js';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let process: ProcessInFolder;

beforeAll(async () => {
  process = await processInFolder(data);
});
afterAll(folder.remove);

async function asked(person: Person | 'operator', of = process): Promise<ApplicationAnswer> {
  const actor = person === 'operator' ? person : of.actor(person);
  const answer = await oneApplication(of.house, { application: 'T-1', on: null }, actor, CLOCK);
  return present(answer.kind === 'done' ? answer.value : null);
}

async function letter(person: Person | 'operator', sha256: string): Promise<Uint8Array | string> {
  const actor = person === 'operator' ? person : process.actor(person);
  const of = { application: 'T-1', sha256 };
  const answer = await letterOfApplication(process.house, of, actor, CLOCK);
  return answer.kind === 'done' ? answer.value.pdf : answer.message;
}

describe('letters of an application', () => {
  it('are listed with day and SHA-256, and kept by it for their owner alone', async () => {
    const { letters } = await asked('operator');
    expect(letters.map(({ kind, day }) => `${day} ${kind}`).slice(0, 2)).toEqual([
      '2010-03-01 invitation',
      '2010-03-01 application-form',
    ]);
    for (const { sha256 } of letters) {
      const path = join(data, 'letters', `${sha256}.pdf`);
      expect(hash('sha256', readFileSync(path))).toBe(sha256);
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(Buffer.from((await letter('operator', sha256)) as Uint8Array)).toEqual(
        readFileSync(path),
      );
    }
    expect(readdirSync(join(data, 'letters')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('given a file is gone, cut short or another one, then the same bytes are made again', async () => {
    const [{ sha256 } = { sha256: '' }] = (await asked('operator')).letters;
    const path = join(data, 'letters', `${sha256}.pdf`);
    const before = readFileSync(path);
    rmSync(path);
    expect(Buffer.from((await letter('operator', sha256)) as Uint8Array)).toEqual(before);
    writeFileSync(path, before.subarray(0, 100));
    expect(Buffer.from((await letter('operator', sha256)) as Uint8Array)).toEqual(before);
    expect(readFileSync(path)).toEqual(before);
  });

  it('given a crash before it was said what was made, then it is made again identically', async () => {
    const before = (await asked('operator')).letters;
    rmSync(join(data, 'letters', '000011-approval.json'));
    expect((await asked('operator')).letters).toEqual(before);
  });

  it('given the settings changed since, then a letter stays what it was, its file lost or not', async () => {
    const before = (await asked('operator')).letters;
    const settings = {
      ...OPERATOR_SETTINGS,
      office: { ...OPERATOR_SETTINGS.office, manager: 'N' },
    };
    const house = { ...process.house, operatorSettings: () => settings };
    expect((await asked('operator', { ...process, house })).letters).toEqual(before);
    const [{ sha256 } = { sha256: '' }] = before;
    rmSync(join(data, 'letters', `${sha256}.pdf`));
    const of = { application: 'T-1', sha256 };
    const again = await letterOfApplication(house, of, 'operator', CLOCK);
    expect(again.kind === 'done' && hash('sha256', again.value.pdf)).toBe(sha256);
  });

  it('are named by both acts that sign the memorandum', async () => {
    const { acts, letters } = await asked('owner');
    const signed = present(letters.find(({ act, kind }) => kind === 'mou' && act === 10)).sha256;
    const naming = acts.filter(({ mou }) => mou !== undefined);
    expect(naming.map(({ n, act, mou }) => [n, act, mou])).toEqual([
      [10, 'MouSignedByRequestor', signed],
      [11, 'MouSignedByState', signed],
    ]);
  });

  it.each([
    ['owner', 14],
    ['auditor', 14],
    ['contact', 13],
    ['director', 5],
    ['administrator', 1],
  ] as const)('are read by %s: %d of them, and no other by its hash', async (person, count) => {
    const all = (await asked('owner')).letters;
    const own = person === 'director' ? await asDirector() : (await asked(person)).letters;
    expect(own).toHaveLength(count);
    if (person === 'director') return;
    for (const { sha256 } of all) {
      const isOwn = own.some((each) => each.sha256 === sha256);
      expect(typeof (await letter(person, sha256))).toBe(isOwn ? 'object' : 'string');
    }
  });

  it('given another county’s director or nobody, then there is no application and no letter', async () => {
    const [{ sha256 } = { sha256: '' }] = (await asked('owner')).letters;
    expect(await letter('stranger', sha256)).toBe('Application T-1 has no such letter.');
    const of = { application: 'T-1', on: null };
    for (const actor of [process.actor('stranger'), null]) {
      const answer = await oneApplication(process.house, of, actor, CLOCK);
      expect(answer).toEqual({ kind: 'misaddressed', message: 'There is no application T-1.' });
    }
  });

  async function asDirector(): Promise<ApplicationAnswer['letters']> {
    const actor = { account: 'A-1', key: null };
    const answer = await oneApplication(
      process.house,
      { application: 'T-1', on: null },
      actor,
      CLOCK,
    );
    return present(answer.kind === 'done' ? answer.value : null).letters;
  }
});

describe('acts of an application', () => {
  it('are whole to DCSS; to the contact which and when, with findings and his own', async () => {
    const whole = (await asked('owner')).acts;
    expect(whole.find(({ act }) => act === 'LegalOpinionGiven')).toMatchObject({ text: 'yes' });
    const own = (await asked('contact')).acts;
    expect(own.find(({ act }) => act === 'LegalOpinionGiven')).toEqual({
      n: 7,
      act: 'LegalOpinionGiven',
      at: '2010-03-11T20:00:00Z',
    });
    expect(own.find(({ act }) => act === 'FindingRecorded')).toMatchObject({
      text: 'a door stood open',
    });
    expect(own).toHaveLength(whole.length);
  });
});
