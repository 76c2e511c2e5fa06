// Jest's runtime (its option `runtime`) on Node's own modules instead of modules in a VM context: jest's runner asks it
// for the test framework, for the spec, and for the maps of what was compiled.
import { createRequire } from 'node:module';
import { importSpec, keepCompiledIn, sourceMaps } from './modules.mjs';

const require = createRequire(import.meta.url);
/** Where jest-circus keeps who listens to a spec's events; each spec brings its own. */
const LISTENERS = Symbol.for('EVENT_HANDLERS');

export default class NativeRuntime {
  constructor(projectConfig) {
    keepCompiledIn(projectConfig.cacheDirectory);
  }

  /** The part of jest-circus that holds the state of one spec: loaded anew for each. */
  requireInternalModule(path) {
    delete require.cache[path];
    delete globalThis[LISTENERS];
    return require(path);
  }

  requireModule(path) {
    return require(path);
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  async unstable_importModule(path) {
    return await importSpec(path);
  }

  getSourceMaps() {
    return sourceMaps;
  }

  getAllCoverageInfoCopy() {
    return undefined;
  }

  setGlobalsForRuntime() {}
  enterTestCode() {}
  leaveTestCode() {}
  teardown() {}
}
