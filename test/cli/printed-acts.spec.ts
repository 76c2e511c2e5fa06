import { join } from 'node:path';
import { temporaryFolder } from './in-process.js';
import { furnish, linesOver, toldBy } from './printed-acts.js';
import { DONE } from './shown-commands.js';

// What people see of commands that do something, in the order in which they are done. What fits the narrowest screen fits
// the others, which have a spec of their own.
// The texts are kept in __snapshots__, where they are read before they are changed.

const folder = temporaryFolder();
afterAll(folder.remove);

describe.each([60])('on a screen of %d columns', (screen) => {
  const cwd = join(folder.path, String(screen));
  beforeAll(() => furnish(cwd));

  it.each(DONE.map((argv, index) => [String(index + 1), argv.join(' '), argv] as const))(
    '%s: %s',
    async (_number, _name, argv) => {
      const told = await toldBy(argv, cwd, screen);
      expect(linesOver(told, screen)).toEqual([]);
      expect(told).not.toContain(folder.path);
      expect(told).not.toMatch(/[\u001b]|\t/u);
      expect(told).toMatchSnapshot();
    },
  );
});

describe('in a pipe', () => {
  const cwd = join(folder.path, 'pipe');
  beforeAll(() => furnish(cwd));

  // Unbroken these are what a wide screen shows, and they take longest.
  const done = DONE.filter(([name]) => name !== 'package' && name !== 'verify');
  it.each(done.map((argv, index) => [String(index + 1), argv.join(' '), argv] as const))(
    '%s: %s',
    async (_number, _name, argv) => {
      const told = await toldBy(argv, cwd, null);
      expect(told).not.toContain(folder.path);
      expect(told).toMatchSnapshot();
    },
  );
});
