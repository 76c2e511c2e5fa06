import { rmSync } from 'node:fs';
import { scratchFolder } from '../support/scratch-folder.js';

/** Gives each test of the file a new empty folder of its own, and removes it afterwards. */
export function useTemporaryFolder(): () => string {
  let folder = '';
  beforeEach(() => {
    folder = scratchFolder();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return () => folder;
}
