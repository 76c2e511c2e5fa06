import { rmSync } from 'node:fs';
import { Random } from '../support/random.js';
import { rounds } from '../support/soak.js';
import { ATTACKS } from './tampering/attacks.js';
import { SealedCounty, questionsOf } from './tampering/sealed-county.js';

const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '15');

/** Of each class; attacks on packages have a file of their own (packages/attacks). */
const ATTACKS_OF_CLASS = rounds(2, 222);

describe('a data folder under attack by somebody who has not its keys', () => {
  let sealed: SealedCounty;
  const answers = new Map<string, string>();

  beforeAll(async () => {
    sealed = await SealedCounty.make();
    for (const county of ['19', '30']) {
      for (const question of questionsOf(county)) {
        const { code, stdout } = await sealed.ask(sealed.data, question);
        answers.set(question.join(' '), `${String(code)}\n${stdout}`);
      }
    }
  }, 240_000);
  afterAll(() => {
    sealed.remove();
  });

  it('has no fault while nobody has touched it', async () => {
    const { code, stdout } = await sealed.ask(sealed.data, ['check', '--replay']);
    expect(stdout).toMatch(/^No fault found\.\nChecked: 2 counties, .* 12 versions, 30 acts, /u);
    expect(code).toBe(0);
  });

  it.each(Object.entries(ATTACKS))(
    `names what was hit, or nothing has changed: %s (PLUMBLINE_SEED=${String(SEED)})`,
    async (name, attack) => {
      const random = new Random(SEED + name.length * 1_000);
      const unnamed: string[] = [];
      let named = 0;
      for (let round = 0; round < ATTACKS_OF_CLASS; round += 1) {
        const folder = sealed.copy();
        const { done, county } = attack(sealed, folder, random);
        const { code, stdout } = await sealed.ask(folder, ['check']);
        const isNamed = code === 3 && (county === null || stdout.includes(`County ${county}`));
        if (isNamed) named += 1;
        else if (!(await isUnchanged(folder))) unnamed.push(`${done}: ${stdout}`);
        rmSync(folder, { recursive: true });
      }
      expect(unnamed).toEqual([]);
      // An attack that changes nothing is none; most have to be found.
      expect(named).toBeGreaterThan(ATTACKS_OF_CLASS / 2);
    },
    3_600_000,
  );

  async function isUnchanged(folder: string): Promise<boolean> {
    for (const county of ['19', '30']) {
      for (const question of questionsOf(county)) {
        const { code, stdout } = await sealed.ask(folder, question);
        if (answers.get(question.join(' ')) !== `${String(code)}\n${stdout}`) return false;
      }
    }
    return true;
  }
});
