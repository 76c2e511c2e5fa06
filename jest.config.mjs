/** Specs that take longest, each with what tries the same in every build. */
const FOR_A_SOAK = {
  'cli/demo-served': 'http/serve, http/signing/signing-in and cli/program',
  'cli/printed-acts-wider': 'cli/printed-acts and cli/tables',
  'editions/corrected-rules': 'editions/add-a-line and versions/edit-checks',
  'properties/trails': 'properties/agreement, which compares an eighth of all trails',
  'http/replica': 'eventstore/shared-ledger and eventstore/replica-folder',
  'http/signing/pages': 'http/signing/signing-in, http/signing/passkeys and web/pages',
  'eventstore/rescue': 'eventstore/proved-acts, seals/noted-access and eventstore/replica-folder',
  'editions/added-type-compiles': 'editions/add-a-record-type',
  'editions/add-a-question': 'application/list-compiles and application/matrix',
  'eventstore/answers-while-erasing': 'eventstore/after-the-move and http/erased',
  'http/slow-sockets': 'http/refusals and http/appends',
  'http/unknown-outcome': 'eventstore/append-outcomes',
  'packages/litter': 'packages/verifying and kept/kept-versions',
  'packages/attacks': 'packages/verifying and packages/audit-files',
  'store/sqlite/damage': 'store/sqlite/check and seals/tampering',
  'process/life/life-in-browser':
    'web/tasks, process/cbud/cbud-page, http/process and the specs of process',
  'eventstore/contract-under-faults': 'eventstore/fault-rounds and eventstore/append-outcomes',
  'eventstore/move-commands':
    'eventstore/after-the-move, eventstore/loaded-move and retention/commands',
  'eventstore/proved-access': 'seals/noted-access and eventstore/proved-acts',
  'store/sqlite/processes': 'soak/kill-during-ingest and http/stopping',
  'packages/audit-tampering': 'packages/verifying and packages/audit-files',
  'eventstore/hostile-moves': 'eventstore/after-the-move and eventstore/stopped-moves',
  'ledger/acceptance/many-collections': 'ledger/acceptance/recently-used',
  'store/sqlite/colliding-ids': 'store/sqlite/id-runs',
  'packages/random-ledgers': 'packages/making and packages/audit-files',
  'eventstore/server-away': 'eventstore/replica-folder and eventstore/one-county-only',
  'eventstore/killed-moves': 'eventstore/stopped-moves and eventstore/move-rounds',
  'eventstore/three-services': 'eventstore/shared-ledger and eventstore/replica-folder',
  'eventstore/cluster': 'eventstore/shared-ledger and eventstore/fault-rounds',
  'intake/sender-sequences': 'intake/same-root and intake/kept-and-sent',
  'kept/kept-streams': 'kept/kept-versions',
  'ledger/acceptance/taken-ids': 'ledger/acceptance/hostile-sequences',
  'properties/apart': 'properties/agreement and properties/two-drivers',
  'properties/edit-checks': 'versions/edit-checks',
  'reports/year-checkpoints': 'store/segments/same-bytes',
  'simulate/caseload': 'the specs that simulate a county',
  'web/as-json': 'web/pages, which compares the example of a revised report',
  'web/full-pages': 'web/paged-table and web/pages',
  'versions/civil-days': 'versions/acts-in-time',
};

const isSoak = !['', '0', undefined].includes(process.env.PLUMBLINE_SOAK);
// A spec that is named is run, whatever it takes.
const isNamed = process.argv.some((word) => word.startsWith('test/'));
const skipped = isSoak || isNamed ? [] : Object.entries(FOR_A_SOAK);
for (const [spec, twins] of skipped) {
  process.stderr.write(`Skipped: test/${spec} is for a soak; ${twins} run in every build.\n`);
}

/** @type {import('jest').Config} */
export default {
  // Specs are loaded into Node's own modules (docs/decisions/0054), and compiled there.
  runtime: '<rootDir>/test/runner/runtime.mjs',
  testEnvironment: '<rootDir>/test/runner/environment.mjs',
  testEnvironmentOptions: { grownBytes: 2 ** 30 },
  globalTeardown: '<rootDir>/test/runner/left-running.mjs',
  testSequencer: '<rootDir>/test/runner/longest-first.mjs',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: skipped.map(([spec]) => `<rootDir>/test/${spec}\\.spec\\.ts$`),
  transform: {},
  // What takes seconds takes a machine minutes that has as much to do besides; a test that never ends is found all the same.
  testTimeout: 300_000,
  // A worker ends by itself when there is no more work. Jest's own half second is no time on such a machine.
  workerGracefulExitTimeout: 20_000,
  // Jest keeps one core free, which on two cores means one spec after the other.
  maxWorkers: '100%',
  // Never reached: jest asks a worker for its size and gives it the next spec meanwhile, which is then killed with the
  // worker, and what it has started is left running. Ours ends by itself (`grownBytes`) before it begins one. That there
  // is a limit makes a process of its own of a single worker too.
  workerIdleMemoryLimit: 2 ** 50,
};
