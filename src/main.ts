import { keepCompiledCode } from './compile-cache.js';
import type { Interruptions } from './cli/interruption.js';

// What it writes is its owner's alone, whatever he has set: records of people, and keys.
process.umask(0o077);
keepCompiledCode(process.env);
// Loaded after that, so that it is kept, too.
const { STOPPED, computesLong, nameOfCommand } = await import('./cli/interruption.js');
const { isSmall, ledgerAskedAbout, monthsAskedAbout } = await import('./cli/small-ledger.js');

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

const interruptions: Interruptions = {
  listen: (tell) => {
    const handlers = SIGNALS.map((signal) => {
      const handle = (): void => {
        // A service has a listener of its own, and ends what is under way first.
        if (process.listenerCount(signal) > 1) return;
        void Promise.resolve(tell(signal)).finally(() => process.exit(STOPPED[signal]));
      };
      process.on(signal, handle);
      return () => process.off(signal, handle);
    });
    return () => {
      for (const stop of handlers) stop();
    };
  },
};

process.exitCode = await run(process.argv.slice(2));
// A standard input that was left half-read would keep the process waiting for more.
process.stdin.destroy();

async function run(argv: readonly string[]): Promise<number> {
  const { stdin, stdout, stderr, env } = process;
  const asked = ledgerAskedAbout(argv, env, process.cwd());
  if (computesLong(argv) && !isSmall(asked)) {
    const { runOnThread } = await import('./cli/on-a-thread.js');
    const months = monthsAskedAbout(argv);
    return runOnThread(argv, { name: nameOfCommand(argv), asked, months }, interruptions);
  }
  const { runCli } = await import('./cli/run-cli.js');
  return runCli(argv, { stdin, stdout, stderr, env, cwd: process.cwd(), interruptions });
}
