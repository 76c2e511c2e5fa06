import { rmSync } from 'node:fs';
import { Random } from '../support/random.js';
import { rounds } from '../support/soak.js';
import { ATTACKS_ON_ACCESS } from './tampering/attacks-on-access.js';
import { QUESTIONS, SealedAccess } from './tampering/sealed-access.js';

const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '19');

const ATTACKS_OF_CLASS = rounds(2, 185);

describe('who has access, under attack by somebody who has not the keys', () => {
  let sealed: SealedAccess;
  const answers = new Map<readonly string[], string>();

  beforeAll(async () => {
    sealed = await SealedAccess.make();
    for (const question of QUESTIONS) {
      const { code, stdout } = await sealed.ask(sealed.data, question);
      expect(code).toBe(0);
      answers.set(question, stdout);
    }
  });
  afterAll(() => {
    sealed.remove();
  });

  it('is found as it was signed while nobody has touched it', async () => {
    const { code, stdout } = await sealed.ask(sealed.data, ['check']);
    expect(stdout).toMatch(/^No fault found\.\nChecked: 0 counties, .* 0 versions, 52 acts, /u);
    expect(code).toBe(0);
  });

  it.each(Object.entries(ATTACKS_ON_ACCESS))(
    `is named, and stops who asks, or nothing has changed: %s (PLUMBLINE_SEED=${String(SEED)})`,
    async (name, attack) => {
      const random = new Random(SEED + name.length * 1_000);
      const unnamed: string[] = [];
      let named = 0;
      for (let round = 0; round < ATTACKS_OF_CLASS; round += 1) {
        const folder = sealed.copy();
        const { done, said } = attack(sealed, folder, random);
        // No command answers anything else than before: it stops with one sentence, or was not touched.
        const changed = await answeredOtherwise(folder);
        if (changed !== null) unnamed.push(`${done}: ${changed}`);
        const { code, stdout } = await sealed.ask(folder, ['check']);
        if (code === 3 && (said === null || stdout.includes(said))) named += 1;
        else if (changed !== null) unnamed.push(`${done}: ${stdout}`);
        rmSync(folder, { recursive: true });
      }
      expect(unnamed).toEqual([]);
      expect(named).toBeGreaterThanOrEqual(ATTACKS_OF_CLASS / 2);
    },
    3_600_000,
  );

  async function answeredOtherwise(folder: string): Promise<string | null> {
    for (const question of QUESTIONS) {
      const { code, stdout, stderr } = await sealed.ask(folder, question);
      if (code === 0 && stdout === answers.get(question)) continue;
      if (code !== 1 || stdout !== '' || stderr.trimEnd().includes('\n')) {
        return `${question.join(' ')} ended with ${String(code)}: ${stdout}${stderr}`;
      }
    }
    return null;
  }
});
