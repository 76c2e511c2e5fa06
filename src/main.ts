import { keepCompiledCode } from './compile-cache.js';

// What it writes is its owner's alone, whatever he has set: records of people, and keys.
process.umask(0o077);
keepCompiledCode(process.env);
// Loaded after that, so that it is kept, too.
const { runCli } = await import('./cli/run-cli.js');

process.exitCode = await runCli(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
});
// A standard input that was left half-read would keep the process waiting for more.
process.stdin.destroy();
