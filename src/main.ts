import { keepCompiledCode } from './compile-cache.js';

// What it writes is its owner's alone, whatever he has set: records of people, and keys.
process.umask(0o077);
keepCompiledCode(process.env);
// Loaded after that, so that it is kept, too.
const [{ runCli }, { STOPPED }] = await Promise.all([
  import('./cli/run-cli.js'),
  import('./cli/interruption.js'),
]);

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

process.exitCode = await runCli(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  interruptions: {
    listen: (tell) => {
      const handlers = SIGNALS.map((signal) => {
        const handle = (): void => {
          // A service has a listener of its own, and ends what is under way first.
          if (process.listenerCount(signal) > 1) return;
          tell(signal);
          process.exit(STOPPED[signal]);
        };
        process.on(signal, handle);
        return () => process.off(signal, handle);
      });
      return () => {
        for (const stop of handlers) stop();
      };
    },
  },
});
// A standard input that was left half-read would keep the process waiting for more.
process.stdin.destroy();
