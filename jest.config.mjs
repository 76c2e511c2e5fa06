/** What compiles the sources for a test; components are told apart, for an angle bracket means another thing in them. */
function compiled(parser) {
  return [
    '@swc/jest',
    {
      jsc: {
        parser,
        transform: {
          legacyDecorator: true,
          decoratorMetadata: true,
          react: { runtime: 'automatic', importSource: '#jsx' },
        },
        target: 'es2024',
      },
      module: { type: 'es6' },
      sourceMaps: 'inline',
    },
  ];
}

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': compiled({ syntax: 'typescript', decorators: true }),
    '^.+\\.tsx$': compiled({ syntax: 'typescript', tsx: true }),
  },
  testTimeout: 60_000,
  // Jest keeps one core free, which on two cores means one spec after the other.
  maxWorkers: '100%',
  // Modules loaded in a VM context are never given back: a worker that has grown is replaced.
  workerIdleMemoryLimit: '1GB',
};
