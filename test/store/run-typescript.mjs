// Lets a child process run the project's TypeScript as it stands: `node --import .../run-typescript.mjs file.ts`.
// Node strips the types; a relative import that ends in .js is looked up as .ts.
import { enableCompileCache, registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Dozens of such processes are started in a run of the tests, and each loads the service and its packages.
enableCompileCache(join(tmpdir(), 'plumbline-test-compiled'));

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
