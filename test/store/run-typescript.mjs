// Lets a child process run the project's TypeScript as it stands: `node --import .../run-typescript.mjs file.ts`.
// Node strips the types; a relative import that ends in .js is looked up as .ts.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, nextResolve) {
    const isOurs = specifier.startsWith('.') && specifier.endsWith('.js');
    const isFromOurs = context.parentURL?.endsWith('.ts') ?? false;
    return nextResolve(
      isOurs && isFromOurs ? specifier.replace(/\.js$/u, '.ts') : specifier,
      context,
    );
  },
});
