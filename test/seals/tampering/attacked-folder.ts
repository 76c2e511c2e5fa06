import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../../cli/in-process.js';
import type { CliResult } from '../../cli/in-process.js';

/** A data folder of which copies are attacked, its signing keys kept elsewhere. */
export class AttackedFolder {
  readonly #folder = temporaryFolder();
  /** In which all of it lies. */
  readonly path = this.#folder.path;
  readonly data = join(this.path, 'data');
  readonly keys = join(this.path, 'keys');
  readonly otherKeys = join(this.path, 'other-keys');
  /** States of the folder from before the last of what it holds, the oldest first. */
  readonly older: string[] = [];
  #copies = 0;

  /** A copy of the folder, or of another, to be attacked; what lies beside the keys is put back to what it was. */
  copy(of: string = this.data): string {
    this.#copies += 1;
    const copy = join(this.path, `attacked-${String(this.#copies)}`);
    cpSync(of, copy, { recursive: true });
    return copy;
  }

  /** One command on a folder, with the keys that are trusted. */
  ask(folder: string, argv: readonly string[]): Promise<CliResult> {
    return plumbline([...argv, '--data', folder], { env: { PLUMBLINE_KEYS: this.keys } });
  }

  remove(): void {
    this.#folder.remove();
  }
}
