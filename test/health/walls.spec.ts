import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { scratchFolder } from '../support/scratch-folder.js';

/** One file that breaks one wall, with everything it imports that does not exist yet. */
interface PlantedViolation {
  readonly wall: string;
  readonly file: string;
  readonly text: string;
}

const PLANTED: readonly PlantedViolation[] = [
  {
    wall: 'events-import-nothing-of-ours',
    file: 'events/planted-upward.ts',
    text: "export * from '../projections/planted-target.js';",
  },
  {
    wall: 'events-import-nothing-of-ours',
    file: 'events/planted-type.ts',
    text: "export type * from '../src/planted-target.js';",
  },
  {
    wall: 'projections-import-only-events',
    file: 'projections/planted-upward.ts',
    text: "export * from '../src/planted-target.js';",
  },
  {
    wall: 'nobody-imports-test-or-bench',
    file: 'src/planted-test-import.ts',
    text: "export * from '../test/planted-target.js';",
  },
  {
    wall: 'nobody-imports-test-or-bench',
    file: 'src/planted-bench-import.ts',
    text: "export * from '../bench/planted-target.js';",
  },
  {
    wall: 'test-and-bench-stand-apart',
    file: 'bench/planted-test-import.ts',
    text: "export * from '../test/planted-target.js';",
  },
  {
    wall: 'pure-core-no-packages',
    file: 'projections/planted-framework.ts',
    text: "export { Injectable } from '@nestjs/common';",
  },
  {
    wall: 'pure-core-no-node',
    file: 'events/planted-file-access.ts',
    text: "export { readFileSync } from 'node:fs';",
  },
  {
    wall: 'pure-core-no-node',
    file: 'projections/planted-network.ts',
    text: "export { connect } from 'net';",
  },
  {
    wall: 'pure-core-no-node',
    file: 'events/planted-process.ts',
    text: "export { spawn } from 'node:child_process';",
  },
  {
    wall: 'pure-core-no-node',
    file: 'projections/planted-hash.ts',
    text: "export { createHash } from 'node:crypto';",
  },
  {
    wall: 'seal-only-hashes',
    file: 'projections/seal/planted-file-access.ts',
    text: "export { readFileSync } from 'node:fs';",
  },
  {
    wall: 'sqlite-has-one-door',
    file: 'src/reports/planted-database.ts',
    text: "import Database from 'better-sqlite3'; export const open = () => new Database(':memory:');",
  },
  {
    wall: 'eventstore-has-one-door',
    file: 'src/stores/sqlite/planted-database.ts',
    text: "export { EventStoreDBClient } from '@eventstore/db-client';",
  },
  {
    wall: 'only-the-public-part-of-the-client',
    file: 'src/stores/eventstore/planted-stub.ts',
    text: "export { default as shared } from '@eventstore/db-client/generated/shared_pb.js';",
  },
  {
    wall: 'validators-at-the-edge',
    file: 'src/ledger/planted-validator.ts',
    text: "export { IsString } from 'class-validator';",
  },
  {
    wall: 'a-line-is-read-by-two-drivers',
    file: 'projections/versions/planted-walk.ts',
    text: "export { caseRows as walk } from '../form/reading.js';",
  },
  {
    wall: 'a-line-is-read-by-two-drivers',
    file: 'src/packages/planted-walk.ts',
    text: "import type { TakeRow } from '../../projections/form/reading.js'; export type Walk = TakeRow;",
  },
  {
    wall: 'only-the-wiring-knows-stores',
    file: 'src/reports/planted-store.ts',
    text: "export * from '../stores/planted-target.js';",
  },
  {
    wall: 'stores-implement-ports',
    file: 'src/stores/planted-use-case.ts',
    text: "export type * from '../reports/planted-target.js';",
  },
  {
    wall: 'ports-know-nobody',
    file: 'src/ports/planted-store.ts',
    text: "export type * from '../reports/planted-target.js';",
  },
  {
    wall: 'use-cases-know-no-entrance',
    file: 'src/reports/planted-application.ts',
    text: "export * from '../application/planted-target.js';",
  },
  {
    wall: 'entrances-stand-apart',
    file: 'src/cli/planted-other-door.ts',
    text: "export * from '../http/planted-target.js';",
  },
  {
    wall: 'entrances-stand-apart',
    file: 'src/intake/planted-other-door.ts',
    text: "export * from '../http/planted-target.js';",
  },
  {
    wall: 'use-cases-know-no-entrance',
    file: 'src/exchange/planted-entrance.ts',
    text: "export * from '../http/planted-target.js';",
  },
  {
    wall: 'entrances-stand-apart',
    file: 'src/web/planted-carrier.ts',
    text: "export * from '../http/planted-target.js';",
  },
  {
    wall: 'the-application-knows-no-entrance',
    file: 'src/application/planted-entrance.ts',
    text: "export * from '../http/planted-target.js';",
  },
  {
    wall: 'nest-is-the-services',
    file: 'src/reports/planted-handler.ts',
    text: "export { QueryHandler } from '@nestjs/cqrs';",
  },
  {
    wall: 'simulated-caseloads-stand-beside',
    file: 'simulate/planted-projection.ts',
    text: "export * from '../projections/planted-target.js';",
  },
  {
    wall: 'the-product-needs-no-simulation',
    file: 'src/reports/planted-simulation.ts',
    text: "export * from '../../simulate/planted-target.js';",
  },
  {
    wall: 'no-dev-tools-in-the-product',
    file: 'src/planted-dev-tool.ts',
    text: "import fc from 'fast-check'; export const chance = fc.nat();",
  },
  {
    wall: 'nothing-unresolved',
    file: 'src/planted-nowhere.ts',
    text: "export * from './planted-absent.js';",
  },
  {
    wall: 'no-circles',
    file: 'src/planted-circle-back.ts',
    text: "export * from './planted-circle.js'; export const back = 1;",
  },
];

/** What the planted files import; none of these breaks a wall by itself. */
const TARGETS: readonly (readonly [file: string, text: string])[] = [
  ['projections/planted-target.ts', 'export const target = 1;'],
  ['src/planted-target.ts', 'export const target = 1;'],
  ['src/stores/planted-target.ts', 'export const target = 1;'],
  ['src/reports/planted-target.ts', 'export const target = 1;'],
  ['src/application/planted-target.ts', 'export const target = 1;'],
  ['src/http/planted-target.ts', 'export const target = 1;'],
  ['simulate/planted-target.ts', 'export const target = 1;'],
  ['test/planted-target.ts', 'export const target = 1;'],
  ['bench/planted-target.ts', 'export const target = 1;'],
  ['src/planted-circle.ts', "export * from './planted-circle-back.js'; export const there = 1;"],
];

/** What is allowed and must stay so: a wall that stops everything proves nothing. */
const ALLOWED: readonly (readonly [file: string, text: string])[] = [
  ['projections/form/walked/planted-allowed.ts', "export { caseRows } from '../reading.js';"],
  ['projections/seal/planted-allowed.ts', "export { createHash } from 'node:crypto';"],
  ['events/planted-allowed.ts', "export { Type } from 'typebox';"],
  ['src/stores/sqlite/planted-allowed.ts', "export { default } from 'better-sqlite3';"],
  ['src/http/planted-allowed.ts', "export { IsString } from 'class-validator';"],
];

/** What the cruise begins with; it goes on to all that these import. That the tree has no violation of its own, `npm run walls` says. */
const CRUISED = [
  ...PLANTED.map(({ file }) => file),
  ...[...TARGETS, ...ALLOWED].map(([file]) => file),
];

const ROOT = resolve(import.meta.dirname, '../..');
const CONFIG = '.dependency-cruiser.cjs';

interface Wall {
  readonly name: string;
  readonly comment?: string;
  readonly severity?: string;
}

const walls = (createRequire(import.meta.url)(join(ROOT, CONFIG)) as { forbidden: Wall[] })
  .forbidden;

function write(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), `${text}\n`);
}

/** Runs the walls as `npm run walls` does, over the planted files in `root`, and gives 'wall: file' for every violation. */
function violationsIn(root: string): readonly string[] {
  const cruiser = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const output = execFileSync(
    process.execPath,
    [cruiser, ...CRUISED, '--config', CONFIG, '--output-type', 'json'],
    { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  const { summary } = JSON.parse(output) as {
    summary: { violations: { from: string; rule: { name: string; severity: string } }[] };
  };
  return summary.violations
    .filter(({ rule }) => rule.severity === 'error')
    .map(({ from, rule }) => `${rule.name}: ${from}`);
}

describe('the walls between the folders', () => {
  let copy: string;
  let found: readonly string[];

  beforeAll(() => {
    copy = scratchFolder('plumbline-walls-');
    for (const folder of ['events', 'projections', 'simulate', 'src']) {
      cpSync(join(ROOT, folder), join(copy, folder), { recursive: true });
    }
    for (const file of ['package.json', 'tsconfig.json', CONFIG]) {
      cpSync(join(ROOT, file), join(copy, file));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    for (const [file, text] of [...TARGETS, ...ALLOWED]) write(copy, file, text);
    for (const { file, text } of PLANTED) write(copy, file, text);
    found = violationsIn(copy);
  });

  afterAll(() => {
    rmSync(copy, { recursive: true, force: true });
  });

  it.each(PLANTED)('$wall finds $file', ({ wall, file }) => {
    expect(found).toContain(`${wall}: ${file}`);
  });

  it.each(ALLOWED)('lets %s be', (file) => {
    expect(found.filter((violation) => violation.endsWith(`: ${file}`))).toEqual([]);
  });

  it('has a planted violation for every wall', () => {
    expect(walls.map(({ name }) => name).sort()).toEqual(
      [...new Set(PLANTED.map(({ wall }) => wall))].sort(),
    );
  });

  it.each(walls)('$name says what to do and stops the build', ({ comment, severity }) => {
    expect(comment).toMatch(/^.{40,}\.$/);
    expect(severity).toBe('error');
  });
});
