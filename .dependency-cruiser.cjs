// The walls of the house. Every rule says in its comment what to do when it stops you.
// test/health/walls.spec.ts plants one violation of each and expects this file to find it.

/** What the pure folders may use besides themselves: schemas as data, and exact decimals. */
const PURE_PACKAGES = 'node_modules/(typebox|decimal\\.js)/';
/** Packages that open a database. Each adapter of the store has its own door. */
const SQLITE_CLIENT = 'node_modules/better-sqlite3/';
const EVENTSTORE_CLIENT = 'node_modules/(@eventstore|@kurrent|@grpc|protobufjs)/';

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
      name: 'a-line-is-read-by-two-drivers',
      comment:
        'Only projections/form/counted/ (figures, by plans) and projections/form/walked/ (rows, one by one) know how a line reads its facts: take your rows from walkRows, or your cells from reportMonths.',
      severity: 'error',
      from: {
        path: '^(projections|src|simulate|bench|test)/',
        pathNot: '^projections/form/(counted|walked)/',
      },
      to: { path: '^projections/form/reading\\.ts$' },
    },
    {
      name: 'only-the-wiring-knows-stores',
      comment:
        'src/stores/ is behind ports: ask src/ports/ for what you need, and let src/application/wiring/ bring it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(stores|application/wiring)/' },
      to: { path: '^src/stores/' },
    },
    {
      name: 'stores-implement-ports',
      comment:
        'A store knows ports and the pure core, and no use case: say what it needs of one as a port in src/ports/.',
      severity: 'error',
      from: { path: '^src/stores/' },
      to: { path: '^src/', pathNot: '^src/(stores|ports)/' },
    },
    {
      name: 'ports-know-nobody',
      comment:
        'src/ports/ says what is needed of the world: it imports the pure core and nothing else of src/.',
      severity: 'error',
      from: { path: '^src/ports/' },
      to: { path: '^src/', pathNot: '^src/ports/' },
    },
    {
      name: 'use-cases-know-no-entrance',
      comment:
        'A use case is asked by the application and knows neither it nor an entrance: take the value as an argument.',
      severity: 'error',
      from: {
        path: '^src/(acts|access|exchange|input|ledger|mailing|reports|rescue|versions|retention|packages|process|seals|signin)/',
      },
      to: { path: '^src/(application|cli|http|intake|web|threads)/' },
    },
    {
      name: 'entrances-stand-apart',
      comment:
        'cli/, http/, intake/ and web/ are doors and know nothing of each other, but for the commands that start the service and the taking of files, and http/pages/ and http/signing/, which carry what web/ makes.',
      severity: 'error',
      from: {
        path: '^src/(cli|http|intake|web)/',
        pathNot: [
          '^src/cli/actions/(serve|served-intake|intake|intake-tables|network-options)\\.ts$',
          '^src/http/(pages|signing)/',
        ],
      },
      to: { path: '^src/(cli|http|intake|web)/', pathNot: '^src/$1/' },
    },
    {
      name: 'the-application-knows-no-entrance',
      comment: 'src/application/ is asked by entrances: what it needs of one is an argument.',
      severity: 'error',
      from: { path: '^src/(application|threads)/' },
      to: { path: '^src/(cli|http|intake|web)/' },
    },
    {
      name: 'nest-is-the-services',
      comment:
        'Nest serves src/http/ alone, so that a short command does not load it: write a plain function, and an entry in the list.',
      severity: 'error',
      from: { path: '^(events|projections|simulate|src)/', pathNot: '^src/http/' },
      to: { path: 'node_modules/(@nestjs|reflect-metadata|rxjs)/' },
    },
    {
      name: 'simulated-caseloads-stand-beside',
      comment:
        'simulate/ makes records as a county would: it knows the language and nothing of the product, which has no need of it but in cli/.',
      severity: 'error',
      from: { path: '^simulate/' },
      to: { path: '^(projections|src|bench|test)/' },
    },
    {
      name: 'the-product-needs-no-simulation',
      comment:
        'simulate/ is a program beside the product: only its command and the demo, in src/cli/, know it.',
      severity: 'error',
      from: { path: '^(projections|src)/', pathNot: '^src/cli/' },
      to: { path: '^simulate/' },
    },
    {
      name: 'sqlite-has-one-door',
      comment: 'Only src/stores/sqlite/ opens SQLite: ask the EventLog port for what you need.',
      severity: 'error',
      from: { path: '^(events|projections|simulate|src)/', pathNot: '^src/stores/sqlite/' },
      to: { path: SQLITE_CLIENT },
    },
    {
      name: 'eventstore-has-one-door',
      comment:
        'Only src/stores/eventstore/ speaks to EventStoreDB: ask the EventLog port for what you need.',
      severity: 'error',
      from: { path: '^(events|projections|simulate|src)/', pathNot: '^src/stores/eventstore/' },
      to: { path: EVENTSTORE_CLIENT },
    },
    {
      name: 'only-the-public-part-of-the-client',
      comment:
        'What a package generates for itself may change in any version: the messages of the wire are described in src/stores/eventstore/proto/, and wire.ts reads them.',
      severity: 'error',
      from: { path: '^(events|projections|simulate|src)/' },
      to: { path: 'node_modules/@(eventstore|kurrent)/[^/]+/(generated|protos)/' },
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
      name: 'no-dev-tools-in-the-product',
      comment: 'What runs in production must stand under dependencies in package.json.',
      severity: 'error',
      from: { path: '^(events|projections|simulate|src)/' },
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
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
