// Loaded before jest, in its process and in each of its workers (`--import` in package.json).
// Jest fails a test for an exception that nobody caught while the test ran. One that comes after the test's end
// kills only the worker, and jest starts another and passes: here it fails the whole run.
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

process.env.PLUMBLINE_TEST_FAULTS ??= join(tmpdir(), `plumbline-test-faults-${process.pid}.log`);
const faultsFile = process.env.PLUMBLINE_TEST_FAULTS;

process.on('uncaughtExceptionMonitor', (error, origin) => {
  appendFileSync(faultsFile, `${origin}: ${error?.stack ?? String(error)}\n`);
});

if (process.env.JEST_WORKER_ID === undefined) {
  process.on('exit', () => {
    if (!existsSync(faultsFile)) return;
    process.stderr.write(`\nFailed outside any test:\n${readFileSync(faultsFile, 'utf8')}`);
    rmSync(faultsFile);
    process.exitCode = 1;
  });
}
