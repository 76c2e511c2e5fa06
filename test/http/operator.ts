import { AccessActs } from '../../src/access/access-acts.js';
import { doAccessAct } from '../../src/access/do-access-act.js';
import type { AccessActDone } from '../../src/access/do-access-act.js';
import type { GivenNow } from '../../src/access/access-acts.js';
import { CredentialsFile } from '../../src/stores/sqlite/credentials-file.js';
import { notedAccess } from '../support/noted-access.js';
import { clockNow } from '../../src/ports/clock.js';

/** A role and where it is good, as acts name it. */
export interface GrantNamed {
  readonly role: string;
  readonly county?: string;
  readonly application?: string;
  readonly until?: string;
}

/** Acts of access in a data folder, done by its operator now. */
export class Operator {
  readonly #credentials: CredentialsFile;
  readonly #accessActs: AccessActs;
  #invited = 0;

  constructor(dataFolder: string) {
    this.#credentials = new CredentialsFile(dataFolder);
    this.#accessActs = new AccessActs(notedAccess(dataFolder));
  }

  /** Throws where the act is refused. */
  async do(given: GivenNow): Promise<AccessActDone> {
    const house = { accessActs: this.#accessActs, credentials: this.#credentials };
    const outcome = await doAccessAct(house, given, 'operator', clockNow);
    if (outcome.kind === 'done') return outcome.value;
    throw new Error(JSON.stringify(outcome));
  }

  /** A machine with these grants. */
  async machine(...grants: readonly GrantNamed[]): Promise<string> {
    return this.#invite({ machine: true, grants });
  }

  /** A person who was invited and has not come yet. */
  async person(...grants: readonly GrantNamed[]): Promise<string> {
    return this.#invite({ grants });
  }

  /** A key that carries these grants. */
  async key(account: string, ...grants: readonly GrantNamed[]): Promise<string> {
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const key = `key-${String(Math.random()).slice(2, 12)}`;
    const { secret } = await this.do({ act: 'ApiKeyIssued', account, key, grants, until });
    return secret ?? '';
  }

  async #invite(more: object): Promise<string> {
    this.#invited += 1;
    const { made } = await this.do({
      act: 'AccountInvited',
      email: `p${String(this.#invited)}-${crypto.randomUUID()}@example.org`,
      name: { first: 'Ana', last: 'Diaz' },
      ...more,
    });
    return made.account ?? '';
  }
}

/** The head of a request with a key. */
export function bearer(key: string): { readonly headers: Readonly<Record<string, string>> } {
  return { headers: { Authorization: `Bearer ${key}` } };
}
