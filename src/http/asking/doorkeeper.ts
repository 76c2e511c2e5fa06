import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { PERMISSIONS } from '../../../events/acts/permissions.js';
import type { Permitted } from '../../../events/acts/permissions.js';
import type { Actor } from '../../application/actor.js';
import { NOT_SIGNED_IN } from '../../application/gate.js';
import { notSignedIn } from '../problems/problem-of-reply.js';
import { refuseForeign, refuseOtherSites } from '../pages/own-origin.js';
import { SigningService, TOKEN_HEADER } from '../signing/signing-service.js';
import { putActor } from './actor-of.js';
import { Identities } from './identities.js';
import { RefusalsOnLog } from './refusals-on-log.js';
import { needsOf } from './needs.js';
import type { RouteNeeds } from './needs.js';

/** Finds out who asks before a route is entered, and turns strangers away where it is not for anyone. */
@Injectable()
export class Doorkeeper implements CanActivate {
  constructor(
    private readonly identities: Identities,
    private readonly signing: SigningService,
    private readonly refusals: RefusalsOnLog,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const needs = needsOf(context.getHandler());
    if (needs === null) throw new Error('A route does not say which action it needs.');
    if (isAnyones(needs)) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const actor = await this.identities.actorOf(request);
    if (actor.kind === 'nobody') {
      throw await this.refusals.told(notSignedIn(NOT_SIGNED_IN.message), request, needs);
    }
    if (isAskedByScript(request)) await this.#refuseForged(request, actor);
    putActor(request, actor);
    return true;
  }

  /**
   * A page of another site could have a browser send its cookie along, or where there are no accounts nothing at all: a script
   * of ours sends a token that none has. A key is sent by no browser.
   */
  async #refuseForged(request: Request, actor: Actor): Promise<void> {
    if (actor.kind === 'operator') refuseOtherSites(request);
    if (actor.kind !== 'account') return;
    refuseForeign(request);
    const sent = request.headers[TOKEN_HEADER];
    await this.signing.refuseForged(request, typeof sent === 'string' ? sent : '');
  }
}

/** Whether it changes something, and is no form of a page: those carry their token in themselves. */
function isAskedByScript({ method, path }: Request): boolean {
  return path.toLowerCase().startsWith('/v1/') && method !== 'GET' && method !== 'HEAD';
}

function isAnyones(needs: RouteNeeds): boolean {
  if (typeof needs !== 'string') return false;
  const { roles }: { readonly roles: Permitted } = PERMISSIONS[needs];
  return roles.includes('anyone');
}
