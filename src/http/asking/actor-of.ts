import type { IncomingMessage } from 'node:http';
import { NOBODY } from '../../application/actor.js';
import type { Actor } from '../../application/actor.js';

const ACTORS = new WeakMap<IncomingMessage, Actor>();

/** Keeps who asks, found out once when the request comes in. */
export function putActor(request: IncomingMessage, actor: Actor): void {
  ACTORS.set(request, actor);
}

/** Who asks: the one place in which a request says so. Nobody, where it was not found out. */
export function actorOf(request: IncomingMessage): Actor {
  return ACTORS.get(request) ?? NOBODY;
}
