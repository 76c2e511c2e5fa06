// A built program that stays loaded: one command after the other, each answered before the next is taken.
import { Buffer } from 'node:buffer';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { workerData } from 'node:worker_threads';

const { entry, port, isDone } = workerData;
const commands = pathToFileURL(join(dirname(entry), 'cli/run-cli.js')).href;

function kept() {
  const chunks = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}

async function ended(argv) {
  const { runCli } = await import(commands);
  const [stdout, stderr] = [kept(), kept()];
  const code = await runCli(argv, {
    stdin: Readable.from([]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: {},
    cwd: process.cwd(),
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

port.on('message', (argv) => {
  void ended(argv)
    .catch((error) => ({ code: null, stdout: '', stderr: String(error?.stack ?? error) }))
    .then((answer) => {
      port.postMessage(answer);
      Atomics.store(isDone, 0, 1);
      Atomics.notify(isDone, 0);
    });
});
