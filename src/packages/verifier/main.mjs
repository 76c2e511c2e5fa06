// ---- The command.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outcomeText, verifyPackage } from './verify-package.mjs';

const HELP = `Usage: node verify.mjs [--against OTHER_PACKAGE] [--key FINGERPRINT]

Verifies the evidence package that this file lies in.

Options:
  --against OTHER_PACKAGE  an earlier package of the same county, whose ledger this one's must continue
  --key FINGERPRINT        the signing key that it must have, 64 hexadecimal digits
  --help                   show this help

Ends with 0 if everything verifies, with 3 if something does not, with 2 if it was called wrongly.
`;

/** What this file cannot compute, said rather than left to be believed. */
const LIMITS =
  '- The PDF, the workbooks, the Parquet files, the tables of the audit and the files that describe them are the signed bytes; "plumbline verify" also computes them anew, as far as it can, and says so.';
const OPTIONS = ['against', 'key'];
const FINGERPRINT = /^[0-9a-f]{64}$/i;

/** The options; a sentence in their place if they are none. */
function optionsOf(argv) {
  const options = { against: null, key: null };
  for (let at = 0; at < argv.length; at += 1) {
    const [, name, , inline] = /^--([^=]*)(=([^]*))?$/.exec(argv[at]) ?? [];
    if (name === undefined) {
      return `"${argv[at]}" is one argument too many: verify.mjs verifies the package that it lies in.`;
    }
    if (!OPTIONS.includes(name)) return `--${name} is no option: there are --against and --key.`;
    const value = inline ?? argv[(at += 1)];
    if (value === undefined || value === '') return `--${name} needs a value behind it.`;
    options[name] = value;
  }
  if (options.key !== null && !FINGERPRINT.test(options.key)) {
    return `--key "${options.key}" is no fingerprint: give 64 hexadecimal digits, as the county publishes them.`;
  }
  const against = options.against === null ? null : resolve(options.against);
  return { against, key: options.key?.toLowerCase() ?? null };
}

/** How far the work is and how long it may last, on a screen, once it lasts over two seconds. */
class ScreenProgress {
  constructor() {
    const now = Date.now();
    Object.assign(this, { started: now, told: now, unit: '', since: now, isShown: false });
    this.onDone = (count, total, unit) => this.tell(count, total, unit);
  }

  tell(count, total, unit) {
    const now = Date.now();
    // Each kind of work is measured by itself.
    if (unit !== this.unit) Object.assign(this, { unit, since: now });
    const isQuiet = now - this.started < 2000 || now - this.told < 250;
    if (!process.stderr.isTTY || isQuiet || count <= 0) return;
    Object.assign(this, { told: now, isShown: true });
    const left = Math.ceil(((now - this.since) * (total - count)) / count / 1000);
    const [done, all] = [count, total].map((each) => Math.round(each).toLocaleString('en-US'));
    process.stderr.write(`\r\x1b[KVerifying: ${done} of ${all} ${unit}, ${left} s left`);
  }

  clear() {
    if (this.isShown) process.stderr.write('\r\x1b[K');
  }
}

/** Verifies the package that this file lies in; answers the exit code. */
function main(argv) {
  if (argv.includes('--help') || argv.includes('-h')) {
    console.log(HELP.trimEnd());
    return 0;
  }
  const options = optionsOf(argv);
  if (typeof options === 'string') {
    console.error(`${options}\n"node verify.mjs --help" shows how it is called.`);
    return 2;
  }
  const progress = new ScreenProgress();
  const { onDone } = progress;
  const folder = dirname(fileURLToPath(import.meta.url));
  const outcome = verifyPackage(folder, { ...options, onDone });
  progress.clear();
  if (outcome.misuse !== null) {
    console.error(outcome.misuse);
    return 2;
  }
  console.log(outcomeText(outcome, options).trimEnd());
  if (outcome.failures.length > 0) return 3;
  console.log(LIMITS);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
