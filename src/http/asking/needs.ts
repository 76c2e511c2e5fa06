import { SetMetadata, applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiResponse } from '@nestjs/swagger';
import type { Action } from '../../application/actions.js';
import { ref } from '../openapi/schemas.js';

/** The action that a route needs; where its body decides, the action by act. */
export type RouteNeeds = Action | Readonly<Record<string, Action>>;

const NEEDS = 'plumbline:needs';

const PROBLEM_CONTENT = { 'application/problem+json': { schema: ref('Problem') } };

/**
 * Says which action of the access table a route needs: whoever has not signed in is turned away before anything of his
 * request is read, unless the action is anyone's. A route without it does not start. It stands in the OpenAPI document
 * as `x-action`; that the actor may is for the gate to say, by the entry that the route asks.
 */
export function Needs(needs: RouteNeeds): MethodDecorator {
  return applyDecorators(
    SetMetadata(NEEDS, needs),
    ApiExtension('x-action', needs),
    ApiResponse({
      status: 401,
      description: 'Whoever asks has to say who he is.',
      content: PROBLEM_CONTENT,
    }),
    ApiResponse({
      status: 403,
      description:
        'He may not do that, or there is no such thing; a person has to; the second factor is too old.',
      content: PROBLEM_CONTENT,
    }),
  );
}

/** What a route was said to need; null where nothing was. */
export function needsOf(handler: object): RouteNeeds | null {
  const needs = Reflect.getMetadata(NEEDS, handler) as RouteNeeds | undefined; // set by `Needs` alone
  return needs ?? null;
}
