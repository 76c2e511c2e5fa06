// The walls of the house. Every rule says in its comment what to do when it stops you.
// test/health/walls.spec.ts plants one violation of each and expects this file to find it.

/** What the pure folders may use besides themselves: schemas as data, and exact decimals. */
const PURE_PACKAGES = 'node_modules/(typebox|decimal\\.js)/';
/** Packages that open a database. Each adapter of the store has its own door. */
const SQLITE_CLIENT = 'node_modules/better-sqlite3/';
const EVENTSTORE_CLIENT = 'node_modules/(@eventstore|@kurrent|@grpc)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'events-import-nothing-of-ours',
      comment:
        'events/ is the language of the ledger and knows nobody: move what you need down into events/, or the caller up.',
      severity: 'error',
      from: { path: '^events/' },
      to: { path: '^(projections|src|simulate|bench|test)/' },
    },
    {
      name: 'projections-import-only-events',
      comment:
        'projections/ derives from records alone: take the value as an argument, or move the file to src/.',
      severity: 'error',
      from: { path: '^projections/' },
      to: { path: '^(src|simulate|bench|test)/' },
    },
    {
      name: 'nobody-imports-test-or-bench',
      comment:
        'test/ and bench/ know everything and nobody knows them: move the shared part into the folder it speaks about.',
      severity: 'error',
      from: { pathNot: '^(test|bench)/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'test-and-bench-stand-apart',
      comment:
        'A test must not depend on a benchmark, nor a benchmark on the tests, except for the ledgers kept in test/ledgers and the server’s stand-in, which bench/eventstore.ts measures against.',
      severity: 'error',
      from: { path: '^(test|bench)/' },
      to: { path: '^(test|bench)/', pathNot: ['^$1/', '^test/ledgers/', '^test/standin/'] },
    },
    {
      name: 'pure-core-no-packages',
      comment:
        'events/ and projections/ use no framework: only typebox and decimal.js. Pass the result in, or move the code to src/.',
      severity: 'error',
      from: { path: '^(events|projections)/' },
      to: { path: 'node_modules/', pathNot: PURE_PACKAGES },
    },
    {
      name: 'pure-core-no-node',
      comment:
        'events/ and projections/ do no I/O: no module of Node but the hash for projections/seal. Move the reading or writing to src/.',
      severity: 'error',
      from: { path: '^(events|projections)/', pathNot: '^projections/seal/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'seal-only-hashes',
      comment: 'projections/seal may import node:crypto for its hash and nothing else of Node.',
      severity: 'error',
      from: { path: '^projections/seal/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'sqlite-has-one-door',
      comment: 'Only src/stores/sqlite/ opens SQLite: ask the EventLog port for what you need.',
      severity: 'error',
      from: { path: '^(events|projections|src)/', pathNot: '^src/stores/sqlite/' },
      to: { path: SQLITE_CLIENT },
    },
    {
      name: 'eventstore-has-one-door',
      comment:
        'Only src/stores/eventstore/ speaks to EventStoreDB: ask the EventLog port for what you need.',
      severity: 'error',
      from: { path: '^(events|projections|src)/', pathNot: '^src/stores/eventstore/' },
      to: { path: EVENTSTORE_CLIENT },
    },
    {
      name: 'validators-at-the-edge',
      comment:
        'class-validator checks the requests of src/http/ only: records are checked by their schema in events/.',
      severity: 'error',
      from: { path: '^(events|projections|src|bench|test)/', pathNot: '^src/http/' },
      to: { path: 'node_modules/class-(validator|transformer)/' },
    },
    {
      name: 'web-speaks-http',
      comment: 'web/ knows the service by its HTTP answers only: add what it needs to the answer.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(events|projections|src)/', pathNot: '^src/http/contract/' },
    },
    {
      name: 'no-dev-tools-in-the-product',
      comment: 'What runs in production must stand under dependencies in package.json.',
      severity: 'error',
      from: { path: '^(events|projections|src)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-unresolved',
      comment:
        'An import that leads nowhere escapes every wall: mend the path or declare the package.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-circles',
      comment:
        'Two files that need each other are one file or three: move what both need into a file of its own.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|\\.build-[^/]*)/' },
    // Types count: a pure file that knows a type of the outside world is not pure.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
