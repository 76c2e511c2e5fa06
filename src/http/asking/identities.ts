import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { KeyUses, findKey, keepKeyUse } from '../../access/api-keys.js';
import { NOBODY, OPERATOR } from '../../application/actor.js';
import type { Actor } from '../../application/actor.js';
import type { House } from '../../application/house.js';
import { HOUSE } from '../house-token.js';
import { SigningService } from '../signing/signing-service.js';
import { SERVICE_SETTINGS } from '../settings.js';
import type { ServiceSettings } from '../settings.js';

import { clockNow } from '../../ports/clock.js';

const BEARER = /^Bearer +(?<key>[A-Za-z0-9._~+/-]+=*) *$/iu;

/** Finds out who sends a request. */
@Injectable()
export class Identities {
  readonly #uses = new KeyUses();

  constructor(
    private readonly signing: SigningService,
    @Inject(HOUSE) private readonly house: House,
    @Inject(SERVICE_SETTINGS) private readonly settings: ServiceSettings,
  ) {}

  /**
   * Who sends a request, by what it brings along: a key, else the cookie of a session. Nobody, where that is none that
   * stands. From here on the gate
   * knows what the acts of access came to when the request came in. Throws what the stores throw.
   */
  async actorOf(request: Request): Promise<Actor> {
    if (this.settings.isWithoutAccounts) return OPERATOR;
    const { accessActs, credentials } = this.house;
    const state = await accessActs.read();
    if (request.headers.authorization === undefined) {
      return (await this.signing.personOf(request)) ?? NOBODY;
    }
    const key = BEARER.exec(request.headers.authorization ?? '')?.groups?.['key'];
    if (key === undefined) return NOBODY;
    const now = clockNow();
    const found = await findKey(credentials, state, key, now);
    if (found === null) return NOBODY;
    // Nobody waits for it, and where it cannot be kept nothing but its person's page lacks it.
    if (this.#uses.isDue(found, now)) keepKeyUse(credentials, found, now).catch(unkept);
    return { kind: 'key', ...found };
  }
}

function unkept(): void {
  // It is kept an hour later.
}
