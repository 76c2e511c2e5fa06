import { Inject } from '@nestjs/common';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import { LEDGERS } from '../ports/ledgers.js';
import type { Ledgers } from '../ports/ledgers.js';
import type { OnRecords } from '../ports/ledger-reader.js';
import { SigningKeys } from '../seals/signing-keys.js';
import { readActs } from '../versions/county-acts.js';
import { findVersion } from '../versions/decide-version.js';
import type { VersionAddress } from '../versions/decide-version.js';
import { done, misaddressed } from '../versions/outcome.js';
import type { Outcome } from '../versions/outcome.js';
import { SUBMISSION_LOG } from '../ports/act-log.js';
import type { ActLog } from '../ports/act-log.js';
import { gatherEvidence } from './evidence.js';
import { writeEvidence } from './evidence-files.js';
import { PackageWriter } from './package-writer.js';

/** How a package is made. */
export interface PackageOptions {
  /** Absolute path of the folder to be made. */
  readonly out: string;
  /** Whether the tables of the federal audit go into it. */
  readonly hasAuditFile: boolean;
  /** The version of the program. */
  readonly program: string;
  readonly onRecords: OnRecords;
}

/** What was made. */
export interface PackageMade {
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
  readonly records: number;
  /** Of the key that signed, 64 hexadecimal digits. */
  readonly fingerprint: string;
  /** Whether the key was made for it: its public half is to be shown. */
  readonly isKeyNew: boolean;
}

/**
 * Writes the evidence package of a version: the same version, program and key always give the same
 * bytes. May make the first signing key.
 */
export class MakePackage extends Command<Outcome<PackageMade>> {
  constructor(
    readonly address: VersionAddress,
    readonly options: PackageOptions,
  ) {
    super();
  }
}

@CommandHandler(MakePackage)
export class MakePackageHandler implements ICommandHandler<MakePackage, Outcome<PackageMade>> {
  constructor(
    @Inject(LEDGERS) private readonly ledgers: Ledgers,
    @Inject(SUBMISSION_LOG) private readonly log: ActLog,
    private readonly keys: SigningKeys,
  ) {}

  async execute({ address, options }: MakePackage): Promise<Outcome<PackageMade>> {
    const { county } = address;
    const { versions } = await readActs(this.log, county);
    const found = findVersion(versions, address);
    if (found.kind !== 'done') return found;
    const file = this.ledgers.ledger(county);
    if (file === null) {
      return misaddressed(
        `County ${county} has no ledger in this folder: restore its backup first.`,
      );
    }
    const version = found.value;
    const before = versions.slice(0, versions.indexOf(version));
    const made = await PackageWriter.write(options.out, async (writer) => {
      const evidence = gatherEvidence(file, version, before, options.onRecords);
      const { key, isNew } = this.keys.current();
      const seal = await writeEvidence(writer, evidence, { keys: this.keys, key, ...options });
      const { fingerprint } = key;
      return { seal, result: { records: evidence.records.count, fingerprint, isKeyNew: isNew } };
    });
    return done({ path: options.out, ...made });
  }
}
