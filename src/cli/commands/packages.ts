import type { Command } from 'commander';
import type { PackageOptions, VerifyOptions } from '../actions/packages.js';
import { defineCommand, examples, jsonOption } from '../context.js';
import type { Invocation } from '../context.js';

/** The commands about evidence packages: package, verify. */
export function definePackages(program: Command, invocation: Invocation): void {
  const make = defineCommand(
    program,
    'package',
    'write the evidence package of a version: report, trail, records, proofs, and what checks them',
  )
    .requiredOption('--county <CC>', 'county 01 to 58')
    .requiredOption('--month <YYYY-MM>', 'report month')
    .requiredOption('--version <V>', 'number of the version')
    .requiredOption('--out <DIR>', 'the folder to make; nothing may be there')
    .option(
      '--audit-file [YEAR]',
      "add the tables of the federal audit, in the layout of that fiscal year (default: the month's); they hold names of people",
    )
    .addOption(jsonOption())
    .action((options: PackageOptions) => {
      invocation.choose(make, async (run) => {
        const actions = await import('../actions/packages.js');
        return actions.packageCommand(run, options);
      });
    });
  make.addHelpText(
    'after',
    `
The same version always gives the same bytes. Whoever gets the folder checks it with
"node verify.mjs" inside of it and needs nothing else. The first package makes the signing key of
the data folder; publish its fingerprint.`,
  );
  examples(
    make,
    'package --county 19 --month 2006-09 --version 1 --out ./cs1257-19-2006-09-v1',
    'package --county 19 --month 2006-09 --version 2 --out ./for-the-auditors --audit-file 2006',
  );

  const verify = defineCommand(
    program,
    'verify',
    'verify an evidence package, and compute its report and trail anew from its records',
  )
    .argument('<DIR>', 'the folder of the package')
    .option('--against <OTHER_PACKAGE>', "an earlier package whose ledger this one's must continue")
    .option('--key <FINGERPRINT>', 'the signing key that it must have')
    .addOption(jsonOption())
    .action((folder: string, options: VerifyOptions) => {
      invocation.choose(verify, async (run) => {
        const actions = await import('../actions/packages.js');
        return actions.verify(run, folder, options);
      });
    });
  examples(verify, 'verify ./cs1257-19-2006-09-v2 --against ./cs1257-19-2006-09-v1');
}
