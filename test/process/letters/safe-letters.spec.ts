import { cpSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allLetters, keptLetters } from '../../../src/process/letters/kept-letters.js';
import { processOn } from '../../../src/process/process-house.js';
import { plumbline, temporaryFolder } from '../../cli/in-process.js';
import { present } from '../../store/present.js';
import { CLOCK, processInFolder } from '../process-in-folder.js';
import { SETTINGS } from './written-letters.js';

const folder = temporaryFolder();
const at = (name: string): string => join(folder.path, name);
const data = at('data');

beforeAll(async () => {
  const { house } = await processInFolder(data);
  const { acts } = await processOn(house, null, CLOCK);
  // As few as the tests name: each is drawn again by every check.
  const few = allLetters(acts).filter(({ kind }) => kind === 'invitation' || kind === 'approval');
  await keptLetters(house.letters, few, () => SETTINGS);
});
afterAll(folder.remove);

const lettersOf = (path: string): readonly string[] => readdirSync(join(path, 'letters')).sort();

/** A folder as it was, with something done to its letters; what `check` says of it. */
async function checked(harm: (letters: string) => void): Promise<string> {
  const harmed = at('harmed');
  rmSync(harmed, { recursive: true, force: true });
  cpSync(data, harmed, { recursive: true });
  harm(join(harmed, 'letters'));
  const { code, stdout } = await plumbline(['check', '--data', harmed]);
  expect(code).toBe(3);
  return stdout;
}

interface Kept {
  readonly sha256: string;
}

function recordIn(letters: string, name: string): Kept {
  return JSON.parse(readFileSync(join(letters, name), 'utf8')) as Kept;
}

describe('letters of a data folder', () => {
  it('given a whole folder, then check draws each again and says how many it proved', async () => {
    const { code, stdout } = await plumbline(['check', '--data', data]);
    expect(code).toBe(0);
    expect(stdout).toContain('2 letters');
  });

  it('given a backup, then all of them come back, for their owner alone', async () => {
    expect((await plumbline(['backup', at('backup'), '--data', data])).code).toBe(0);
    expect(lettersOf(at('backup'))).toEqual(lettersOf(data));
    expect((await plumbline(['restore', at('backup'), '--data', at('restored')])).code).toBe(0);
    for (const name of lettersOf(data)) {
      const restored = join(at('restored'), 'letters', name);
      expect(readFileSync(restored)).toEqual(readFileSync(join(data, 'letters', name)));
      expect(statSync(restored).mode & 0o777).toBe(0o600);
    }
    expect((await plumbline(['check', '--data', at('restored')])).code).toBe(0);
  });

  it('given a backup in which a letter was altered, then it is not restored, and the letter is named', async () => {
    const name = present(lettersOf(at('backup')).find((each) => each.endsWith('.pdf')));
    const path = join(at('backup'), 'letters', name);
    const before = readFileSync(path);
    writeFileSync(path, before.subarray(1));
    const { code, stderr } = await plumbline(['restore', at('backup'), '--data', at('none')]);
    expect([code, stderr.includes(`its letters/${name} is missing, or has other bytes`)]).toEqual([
      1,
      true,
    ]);
    writeFileSync(path, before);
    expect(() => readdirSync(join(at('none'), 'letters'))).toThrow('ENOENT');
  });

  it('given a letter was altered, then check names it', async () => {
    const { sha256 } = recordIn(join(data, 'letters'), '000005-invitation.json');
    const said = await checked((letters) => {
      writeFileSync(join(letters, `${sha256}.pdf`), '%PDF-1.7 another');
    });
    expect(said).toContain(`the letter letters/${sha256}.pdf was altered`);
  });

  it('given a letter is gone, then check names it and says where it comes from again', async () => {
    const { sha256 } = recordIn(join(data, 'letters'), '000005-invitation.json');
    const said = await checked((letters) => {
      rmSync(join(letters, `${sha256}.pdf`));
    });
    expect(said).toContain('the letter invitation of act 5 is gone');
  });

  it('given two letters changed places, each whole, then check names both', async () => {
    const said = await checked((letters) => {
      const [one, other] = ['000005-invitation.json', '000011-approval.json'] as const;
      const [first, second] = [recordIn(letters, one), recordIn(letters, other)];
      writeFileSync(join(letters, one), JSON.stringify({ ...first, sha256: second.sha256 }));
      writeFileSync(join(letters, other), JSON.stringify({ ...second, sha256: first.sha256 }));
    });
    expect(said).toMatch(/the letter invitation of act 5 .* is not the one that its act makes/u);
    expect(said).toMatch(/the letter approval of act 11 .* is not the one that its act makes/u);
  });

  it.each([
    ['000005-invitation.json', 'nothing says which letter'],
    ['000005-invitation.json', 'is not what was written of that letter', '{"act":6}'],
    ['000099-invitation.json', 'the letter invitation of act 99', 'moved'],
  ])('given %s was taken away or forged, then check says: %s', async (name, finding, text = '') => {
    const said = await checked((letters) => {
      if (text === '') rmSync(join(letters, name));
      else if (text !== 'moved') writeFileSync(join(letters, name), text);
      else {
        const record = recordIn(letters, '000005-invitation.json');
        writeFileSync(join(letters, name), JSON.stringify({ ...record, act: 99 }));
      }
    });
    expect(said).toContain(finding);
  });
});
