// Made `streams.ndjson`, `answers.ndjson` and `replica.tar.gz` beside this file: run once, in plumbline 0.1.0, whose program and whose
// stand-in of the server it uses.
// usage: node --import ./test/store/run-typescript.mjs test/kept/0.1.0/make-streams.ts FOLDER    (FOLDER is new)
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { StandIn } from '../../standin/cluster.js';

const HERE = import.meta.dirname;
const PLUMBLINE = join(HERE, '../../../bin/plumbline');
const PREFIX = 'kept-';

/** What was asked of 0.1.0 when all was written. */
const QUESTIONS = [
  'root --county 19',
  'root --county 30',
  'ledgers --json',
  'report --county 19 --month 2006-08 --as-of 40 --format json',
  'report --county 19 --month 2006-09 --as-of 50 --format json',
  'report --county 19 --month 2006-09 --format json',
  'report --county 30 --month 2006-09 --format json',
  'report --county 30 --month 2006-11 --format csv',
  'versions --county 19 --json',
  'versions --county 30 --json',
  'trail --county 19 --month 2006-09 --line 1',
  'trail --county 30 --month 2006-09 --line 24',
  'diff --county 19 --month 2006-09 --from v1 --to v2 --json',
  'rollup --month 2006-09 --json',
  'hold list --county 19',
  'retention list --county 30',
  'retention plan --county 30 --on 2011-12-15',
] as const;

const out = resolve(process.argv[2] ?? '');
const standIn = await StandIn.start({ version: '23.10.8' });
const streams = new Set<string>();
standIn.store.onWrite((name) => streams.add(name));
const env = {
  ...process.env,
  PLUMBLINE_DATA: join(out, 'data'),
  PLUMBLINE_EVENTSTORE: standIn.connectionString,
  PLUMBLINE_EVENTSTORE_PREFIX: PREFIX,
};

/** What a program writes to standard output; throws where it fails. */
async function run(program: string, ...argv: readonly string[]): Promise<string> {
  const child = spawn(program, argv, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [stdout, [code]] = await Promise.all([
    text(child.stdout),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${String(code)}: ${stdout}`);
  return stdout;
}

const linesOf = (values: readonly object[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

await run('sh', join(HERE, 'make.sh'), PLUMBLINE, out);
const answers: object[] = [];
for (const question of QUESTIONS) {
  answers.push({ question, answer: await run(PLUMBLINE, ...question.split(' ')) });
}
writeFileSync(join(HERE, 'answers.ndjson'), linesOf(answers));

// As `make.sh` packs the data folder, under another name.
const archive = `tar --exclude='*.db-shm' --exclude='*.db-wal' --transform='s/^data/replica/' --sort=name --mtime=2006-12-31T00:00:00Z --owner=0 --group=0 --numeric-owner -C "$0" -cf - data | gzip -9n > "$1"`;
await run('sh', '-c', archive, out, join(HERE, 'replica.tar.gz'));

const utf8 = new TextDecoder('utf-8', { fatal: true });
const events = [...streams].flatMap((stream) =>
  standIn.store.everything(stream).map((event) => ({ stream, ...event })),
);
const written = events
  .sort((one, other) => one.position - other.position)
  .map(({ stream, id, type, contentType, data, metadata }) => ({
    ...{ stream, id, type, contentType },
    ...{ data: utf8.decode(data), metadata: utf8.decode(metadata) },
  }));
writeFileSync(join(HERE, 'streams.ndjson'), linesOf(written));
await standIn.stop();
