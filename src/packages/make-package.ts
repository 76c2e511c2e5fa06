import { Inject } from '@nestjs/common';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { Ffy } from '../../events/values/month.js';
import { LEDGERS } from '../reports/ledgers.js';
import type { Ledgers } from '../reports/ledgers.js';
import type { OnRecords } from '../reports/queries.js';
import { SigningKeys } from '../seals/signing-keys.js';
import { readActs } from '../submissions/county-acts.js';
import { findVersion } from '../submissions/decide-version.js';
import type { VersionAddress } from '../submissions/decide-version.js';
import { done, misaddressed } from '../submissions/outcome.js';
import type { Outcome } from '../submissions/outcome.js';
import { SUBMISSION_LOG } from '../submissions/submission-log.js';
import type { SubmissionLog } from '../submissions/submission-log.js';
import { gatherEvidence } from './evidence.js';
import { writeEvidence } from './evidence-files.js';
import { PackageWriter } from './package-writer.js';

/** How a package is made. */
export interface PackageOptions {
  /** Absolute path of the folder to be made. */
  readonly out: string;
  /** The fiscal year whose audit tables go into it; null for none. */
  readonly auditFfy: Ffy | null;
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
    @Inject(SUBMISSION_LOG) private readonly log: SubmissionLog,
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
