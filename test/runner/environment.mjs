// Where a spec runs: in the worker's own realm. What a spec changed about the process is set back after it, and what it
// left running fails it.
import process from 'node:process';
import { endWithoutDelay, openNow, rememberLeft } from './held-open.mjs';
import { leftByTheSpec } from './left-running.mjs';

const IS_WORKER = process.send !== undefined;

/** Half of what jest waits for a worker's end (`workerGracefulExitTimeout` in jest.config.mjs), milliseconds. */
const END_PATIENCE_MS = 10_000;

/** Jest's test environment (https://jestjs.io/docs/configuration#testenvironment-string) without a VM context. */
export default class NativeEnvironment {
  global = globalThis;
  #before = {
    console: globalThis.console,
    cwd: process.cwd(),
    env: { ...process.env },
    exit: process.exit,
    title: process.title,
  };

  #open = openNow();
  #patienceMs;
  #grownBytes;
  #spec;
  #failed = [];

  constructor({ projectConfig }, { testPath }) {
    this.#spec = testPath;
    const { patienceMs, grownBytes } = projectConfig.testEnvironmentOptions;
    this.#patienceMs = patienceMs;
    this.#grownBytes = grownBytes;
    if (IS_WORKER) endWithoutDelay(patienceMs ?? END_PATIENCE_MS);
  }

  /** A spec that fails as a whole has no results of its tests: what failed among them is told by `teardown`. */
  handleTestEvent({ name, test }) {
    if (name !== 'test_done' || test.errors.length === 0) return;
    const [error] = [test.errors[0]].flat();
    const why = error?.cause === undefined ? '' : ` (${String(error.cause)})`;
    this.#failed.push(`${test.name}: ${error?.message ?? String(error)}${why}`);
  }

  /**
   * A spec's modules are never given back. A worker that has grown begins no other spec: it ends, and jest, as after any
   * crash, starts another and gives it the same spec.
   */
  async setup() {
    if (IS_WORKER && process.memoryUsage().heapUsed > this.#grownBytes) this.#before.exit(1);
  }

  async teardown() {
    this.#setBack();
    const left = await leftByTheSpec(this.#patienceMs);
    rememberLeft(this.#spec, this.#open);
    if (left.length === 0) return;
    const failed = this.#failed.length === 0 ? [] : ['Before that failed:', ...this.#failed];
    throw new Error(['The spec left processes running:', ...left, ...failed].join('\n'));
  }

  #setBack() {
    const { console, cwd, env, exit, title } = this.#before;
    globalThis.console = console;
    process.exit = exit;
    process.chdir(cwd);
    if (process.title !== title) process.title = title;
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    for (const [name, value] of Object.entries(env)) {
      if (process.env[name] !== value) process.env[name] = value;
    }
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return null;
  }
}
