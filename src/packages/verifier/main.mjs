// ---- The command.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outcomeText, verifyPackage } from './verify-package.mjs';

const USAGE = 'Usage: node verify.mjs [--against OTHER_PACKAGE] [--key FINGERPRINT]';

/** The options, null if they are none. */
function optionsOf(argv) {
  const options = { against: null, key: null };
  for (let at = 0; at < argv.length; at += 2) {
    const [option, value] = [argv[at], argv[at + 1]];
    if (value === undefined || value === '') return null;
    if (option === '--against') options.against = resolve(value);
    else if (option === '--key' && /^[0-9a-f]{64}$/i.test(value)) options.key = value.toLowerCase();
    else return null;
  }
  return options;
}

/** Verifies the package that this file lies in; answers the exit code. */
function main(argv) {
  const options = optionsOf(argv);
  if (options === null) {
    console.error(USAGE);
    return 2;
  }
  const outcome = verifyPackage(dirname(fileURLToPath(import.meta.url)), options);
  console.log(outcomeText(outcome, options).trimEnd());
  return outcome.failures.length === 0 ? 0 : 3;
}

process.exitCode = main(process.argv.slice(2));
