import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { findKey } from '../../access/api-keys.js';
import { NOBODY, OPERATOR } from '../../application/actor.js';
import type { Actor } from '../../application/actor.js';
import type { House } from '../../application/house.js';
import { HOUSE } from '../house-token.js';
import { SigningDesk } from '../signing/signing-desk.js';
import { SERVICE_SETTINGS } from '../settings.js';
import type { ServiceSettings } from '../settings.js';

const BEARER = /^Bearer +(?<key>[A-Za-z0-9._~+/-]+=*) *$/iu;

/** Finds out who sends a request. */
@Injectable()
export class Identities {
  constructor(
    private readonly signing: SigningDesk,
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
    const found = await findKey(credentials, state, key, Date.now());
    return found === null ? NOBODY : { kind: 'key', ...found };
  }
}
