import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../../application/actor.js';
import type { House } from '../../application/house.js';
import { HOUSE } from '../house-token.js';
import { invalidRequest } from '../requests/request-pipe.js';

/** What an act of the operator says of who did it, where he says nothing. */
const OPERATOR_ACTS_AS = 'operator';

/** What acts say of who did them. */
@Injectable()
export class ActsOfPersons {
  readonly #house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.#house = house;
  }

  /**
   * Without accounts it is what the sender says, as `--by` is on the command line; else who has signed in and nobody else, as
   * `A-7 Ana Diaz`: two people are two accounts. Throws a `Problem` where both are said.
   */
  by(actor: Actor, said: string | undefined): string {
    if (actor.kind === 'operator') return said ?? OPERATOR_ACTS_AS;
    if (said !== undefined) {
      throw invalidRequest([
        { name: 'by', message: 'by is who has signed in, and nobody else: leave it out.' },
      ]);
    }
    if (actor.kind === 'nobody') return actor.kind;
    const { account } = actor;
    const name = this.#house.accessActs.known.state.accounts.get(account)?.name;
    return name === undefined ? account : `${account} ${name.first} ${name.last}`;
  }
}
