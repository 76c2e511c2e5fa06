import type { County } from '../retention/county.js';

/** What is asked of a county before it loses its server, and again after its rescue. */
const QUESTIONS: readonly (readonly string[])[] = [
  ['root'],
  ['hold list', '--json'],
  ['versions', '--json'],
  ['report', '--month', '2010-10', '--json'],
];

/** What it answers. */
export async function answersOf(county: County): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const question of QUESTIONS) {
    const { code, stdout, stderr } = await county.run(...question);
    expect({ question, code, stderr: code === 0 ? '' : stderr }).toMatchObject({ code: 0 });
    answers.push(stdout);
  }
  return answers;
}
