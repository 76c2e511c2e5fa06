import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const SOURCE = resolve(import.meta.dirname, '../../src/cli/heap-growth.ts');

/** What a heap of 90 MB of dead objects comes to in a process of its own that gives it back, megabytes before and after. */
function givenBack(...flags: readonly string[]): readonly [before: number, after: number] {
  const program = `
    const { giveBackHeap } = await import(${JSON.stringify(SOURCE)});
    const { getHeapStatistics } = await import('node:v8');
    let held = Array.from({ length: 1_500_000 }, (_, place) => ({ place, next: null }));
    const size = () => getHeapStatistics().total_physical_size / 2 ** 20;
    const before = held.length > 0 ? size() : 0;
    held = null;
    giveBackHeap();
    console.log(JSON.stringify([before, size()]));
  `;
  const argv = [...flags, '--input-type=module', '-e', program];
  const said = execFileSync(process.execPath, argv, { encoding: 'utf8', timeout: 20_000 });
  return JSON.parse(said) as readonly [number, number]; // printed by the program above
}

describe('a heap that is given back', () => {
  it('is small at once where the process was started so that it can be', () => {
    const [before, after] = givenBack('--expose-gc');
    expect(before).toBeGreaterThan(64);
    expect(after).toBeLessThan(before / 2);
  });

  it('stays as it is elsewhere', () => {
    const [before, after] = givenBack();
    expect(before).toBeGreaterThan(64);
    expect(after).toBeGreaterThan(before / 2);
  });
});
