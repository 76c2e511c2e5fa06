import type { Command } from 'commander';
import type { ServeOptions } from '../actions/serve.js';
import { defineCommand, examples } from '../context.js';
import type { Invocation } from '../context.js';

/** `plumbline serve`: the same over HTTP. */
export function defineServe(program: Command, invocation: Invocation): void {
  const command = defineCommand(program, 'serve', 'answer over HTTP until it is stopped')
    .option('--host <HOST>', 'address to listen on', '127.0.0.1')
    .option('--port <N>', 'port to listen on, 0 for any that is free', '1257')
    .option('--origin <URL>', 'name by which the service is known; needed off this machine')
    .option('--tls-cert <FILE>', 'certificate with its chain, PEM; read again when it changes')
    .option('--tls-key <FILE>', 'its key, PEM')
    .option(
      '--proxy <ADDRESS>',
      'proxy that ends TLS before the service, address or subnet; may be given again',
      (address: string, before?: readonly string[]) => [...(before ?? []), address],
    )
    .option(
      '--no-accounts',
      'ask nobody who he is: everyone is the operator, on this machine alone',
    )
    .option('--metrics <HOST:PORT>', 'answer Prometheus there, at /metrics')
    .action((options: ServeOptions) => {
      invocation.choose(command, async (run) => {
        const { serve } = await import('../actions/serve.js');
        return serve(run, options);
      });
    });
  command.addHelpText(
    'after',
    `
/docs describes every address. The log goes to standard error, one JSON object a line. Ctrl-C (or SIGTERM)
ends it when what is under way is finished; a second one ends it at once.`,
  );
  examples(
    command,
    'serve',
    'serve --no-accounts --port 8080 --data ./county-19',
    'serve --host 0.0.0.0 --origin https://plumbline.example.gov --tls-cert chain.pem --tls-key key.pem',
  );
}
