import type { INestApplication } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { needsOf } from './needs.js';

/** Throws where a route does not say which action of the access table it needs: such a service does not start. */
export function assertRoutesHaveNeeds(app: INestApplication): void {
  for (const { controllers } of app.get(ModulesContainer).values()) {
    for (const { metatype } of controllers.values()) {
      if (typeof metatype === 'function') assertMethods(metatype);
    }
  }
}

// A controller's class, of which only the prototype is looked at.
function assertMethods(controller: { readonly name: string; readonly prototype?: unknown }): void {
  const { name, prototype } = controller;
  if (typeof prototype !== 'object' || prototype === null) return;
  for (const [method, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    const handler: unknown = value;
    // The class itself has a path, too: the one that its routes begin with.
    if (method === 'constructor' || typeof handler !== 'function') continue;
    if (!Reflect.hasMetadata(PATH_METADATA, handler)) continue;
    if (needsOf(handler) === null) {
      throw new Error(`${name}.${method} does not say which action it needs: give it @Needs(...).`);
    }
  }
}
