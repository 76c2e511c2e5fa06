// The rules that a reader would otherwise have to hold in the head. Each ban names its way out.
import jest from 'eslint-plugin-jest';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const PURE_FOLDERS = ['events/**/*.ts', 'projections/**/*.ts'];

/** Names that bring the clock, chance or the outside world into a pure folder. */
const IMPURE_GLOBALS = [
  ['process', 'Take what you need as an argument; src/ reads the environment.'],
  ['fetch', 'The network belongs in src/.'],
  ['setTimeout', 'A fold never waits; timers belong in src/.'],
  ['setInterval', 'A fold never waits; timers belong in src/.'],
  ['setImmediate', 'A fold never waits; timers belong in src/.'],
  ['queueMicrotask', 'A fold never waits; scheduling belongs in src/.'],
  ['performance', 'Measure in bench/ or src/.'],
  [
    'crypto',
    'Ids and chance come in on the record; node:crypto is allowed in projections/seal only.',
  ],
].map(([name, message]) => ({ name, message }));

/** Members of otherwise harmless globals that make a result depend on when or where it is computed. */
const IMPURE_PROPERTIES = [
  ['Date', 'now', 'Time comes in on the record: take an Instant as an argument.'],
  ['Math', 'random', 'Take a seeded source as an argument.'],
  ['globalThis', 'process', 'Take what you need as an argument; src/ reads the environment.'],
  ['globalThis', 'fetch', 'The network belongs in src/.'],
  ['globalThis', 'crypto', 'Ids and chance come in on the record.'],
].map(([object, property, message]) => ({ object, property, message }));

const IMPURE_SYNTAX = [
  [
    'NewExpression[callee.name="Date"][arguments.length=0]',
    'new Date() reads the clock: time comes in on the record.',
  ],
  ['CallExpression[callee.name="Date"]', 'Date() reads the clock: time comes in on the record.'],
  [
    'CallExpression[callee.name="parseFloat"]',
    'Money is integer cents or decimal.js, never a float.',
  ],
  [
    'MemberExpression[property.name=/^toLocale(String|DateString|TimeString|LowerCase|UpperCase)$/]',
    'The answer must not depend on the locale of the machine: format it by hand.',
  ],
  [
    'CallExpression[callee.property.name="localeCompare"]',
    'The order must not depend on the locale of the machine: compare with < or by bytes.',
  ],
].map(([selector, message]) => ({ selector, message }));

/** A line's predicates and sums are asked in projections/form/reading.ts alone: there is no third way to a line's rows. */
const READING_OF_LINES = [
  'CallExpression[callee.object.name="rule"][callee.property.name=/^(counts|when|amounts?)$/]',
  'CallExpression[callee.object.property.name="rule"][callee.property.name=/^(counts|when|amounts?)$/]',
  'VariableDeclarator[init.name="rule"] > ObjectPattern > Property[key.name=/^(counts|when|amounts?)$/]',
  'VariableDeclarator[init.property.name="rule"] > ObjectPattern > Property[key.name=/^(counts|when|amounts?)$/]',
].map((selector) => ({
  selector,
  message:
    'Only projections/form/reading.ts asks a line what it counts or sums: take rows from walkRows, cells from reportMonths.',
}));

/** Folds walk columns by index within known bounds; there, and only there, `!` is allowed. */
const UNFOUNDED_ASSERTION = {
  selector: 'TSNonNullExpression:not(:has(> MemberExpression[computed=true]))',
  message: 'Only columns[index]! may be asserted: narrow the type, or throw with a sentence.',
};

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'node_modules/', '.build-*/', 'plumbline-data/']),

  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 60 }],
      'max-params': ['error', { max: 5 }],
      // A switch over a union counts once: the style asks for it, and exhaustiveness is checked.
      complexity: ['error', { max: 15, variant: 'modified' }],
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      'no-param-reassign': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        {
          allowDefaultCaseForExhaustiveSwitch: false,
          considerDefaultExhaustiveForUnions: false,
          requireDefaultForNonUnion: true,
        },
      ],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports' },
      ],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // Numbers and booleans read well in a message; everything else must say how it wants to be shown.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // Nest builds modules from classes that hold nothing but their decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Types here are structural on purpose: a literal may stand where Nest declares a class of options.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },

  {
    files: PURE_FOLDERS,
    rules: {
      'no-restricted-globals': ['error', ...IMPURE_GLOBALS],
      'no-restricted-properties': ['error', ...IMPURE_PROPERTIES],
      'no-restricted-syntax': ['error', ...IMPURE_SYNTAX, UNFOUNDED_ASSERTION, ...READING_OF_LINES],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },

  {
    files: ['projections/form/reading.ts'],
    rules: { 'no-restricted-syntax': ['error', ...IMPURE_SYNTAX, UNFOUNDED_ASSERTION] },
  },

  {
    files: ['src/**/*.{ts,tsx}', 'simulate/**/*.ts', 'bench/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...READING_OF_LINES] },
  },

  {
    files: ['src/cli/**/*.ts', 'bench/**/*.ts'],
    rules: { 'no-console': 'off' },
  },

  {
    files: ['test/**/*.ts'],
    extends: [jest.configs['flat/recommended']],
    rules: {
      'max-lines-per-function': 'off',
      // The second evaluators are written to be read beside the rules, long way round.
      complexity: 'off',
      'jest/no-focused-tests': 'error',
      'jest/no-disabled-tests': 'error',
      'jest/expect-expect': [
        'error',
        { assertFunctionNames: ['expect', 'expect*', 'fc.assert', 'assert*', 'then*'] },
      ],
      // Suites are generated from tables and contract folders; a helper may hold the assertion.
      'jest/no-standalone-expect': 'off',
      'jest/no-conditional-expect': 'off',
      'jest/valid-title': ['error', { ignoreTypeOfDescribeName: true, ignoreTypeOfTestName: true }],
      '@typescript-eslint/unbound-method': 'off',
      // In tests `as` says what a fixture is known to hold; `!` stays forbidden.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
    },
  },

  {
    // One suite for every adapter: these files export it, the adapters' specs run it.
    files: ['test/contracts/**/*.ts'],
    rules: { 'jest/no-export': 'off' },
  },

  {
    // What a browser runs.
    files: ['src/web/assets/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        ['document', 'window', 'navigator', 'fetch', 'XMLHttpRequest', 'EventSource'].map(
          (name) => [name, 'readonly'],
        ),
      ),
    },
  },

  {
    files: ['**/*.{mjs,cjs,js}'],
    extends: [tseslint.configs.recommended, tseslint.configs.disableTypeChecked],
    rules: { 'max-lines': ['error', { max: 400 }] },
  },
);
