import type { PublicSigningKey, TrustedSigningKey } from '../../seals/signing-keys.js';
import { labelled } from '../../reports/people-table.js';
import { beginningProofText, recordProofText } from '../../versions/proof-text.js';
import { withApplication } from '../application.js';
import { asOfArgument, countyArgument, positionArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { formatArgument, usualOn } from '../formats.js';
import type { FormatOptions } from '../formats.js';
import { positionAsked, positionOf } from '../positions.js';
import { recordArgument } from '../version-arguments.js';

export interface ProveOptions extends FormatOptions {
  readonly county: string;
  readonly record?: string;
  readonly asOf?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface CheckpointOptions {
  readonly county: string;
  readonly asOf?: string;
}

export interface KeysOptions extends FormatOptions {
  readonly new?: true;
}

export async function prove(run: Run, options: ProveOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const { record, from, to } = options;
  const isJson = formatArgument(options, ['table', 'json'], usualOn(run, 'json')) === 'json';
  if (record !== undefined && (from !== undefined || to !== undefined)) {
    throw new WrongUsage('Prove one thing: either --record ID, or --from M with --to N.');
  }
  if (record !== undefined) {
    const id = recordArgument(record);
    const asked = asOfArgument(options.asOf, 'no month');
    return withApplication(run, 'read', async (application) => {
      const asOf = await positionAsked(application, { county, month: null }, asked);
      const proof = await application.answer('proveRecord', { county, id, asOf });
      await run.output.result(
        isJson ? `${JSON.stringify(proof)}\n` : recordProofText(county, proof, run.output.width),
      );
      return EXIT.done;
    });
  }
  if (from === undefined || to === undefined) {
    throw new WrongUsage('Say what to prove: either --record ID, or --from M with --to N.');
  }
  if (options.asOf !== undefined) {
    throw new WrongUsage(
      '--as-of goes with --record: leave it out where --from and --to are given.',
    );
  }
  const earlier = positionArgument('--from', from, 'no month');
  const later = positionArgument('--to', to, 'no month');
  return withApplication(run, 'read', async (application) => {
    const place = { county, month: null };
    const sizes = {
      from: await positionOf(application, place, earlier),
      to: await positionOf(application, place, later),
    };
    const proof = await application.answer('proveBeginning', { county, ...sizes });
    await run.output.result(
      isJson ? `${JSON.stringify(proof)}\n` : beginningProofText(county, proof, run.output.width),
    );
    return EXIT.done;
  });
}

export async function checkpoint(run: Run, options: CheckpointOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const asked = asOfArgument(options.asOf, 'no month');
  return withApplication(run, 'read', async (application) => {
    const asOf = await positionAsked(application, { county, month: null }, asked);
    const { note, key, isKeyNew } = await application.answer('checkpoint', { county, asOf });
    if (isKeyNew) run.output.message(`A signing key was made. ${described(key)}`);
    await run.output.result(note);
    return EXIT.done;
  });
}

export async function keys(run: Run, options: KeysOptions): Promise<ExitCode> {
  const isJson = formatArgument(options, ['table', 'json'], usualOn(run, 'json')) === 'json';
  return withApplication(run, 'read', async (application) => {
    if (options.new === true) await application.answer('rotateKey', {});
    const found = await application.answer('keys', { isRecipientAsked: true });
    const { recipient } = found;
    const { width } = run.output;
    await run.output.result(
      isJson
        ? keysJson(found.known, recipient)
        : keysText(found, width) + recipientText(recipient, width),
    );
    return EXIT.done;
  });
}

function recipientText(recipient: string | null, width: number): string {
  if (recipient === null) return '';
  const said = labelled([['encrypted to', recipient]], width - 2);
  return `${['', 'Files from counties (age)', ...said.map((line) => `  ${line}`)].join('\n')}\n`;
}

/** The keys that are trusted, the oldest first. */
export interface KnownKeys {
  readonly known: readonly TrustedSigningKey[];
  /** Whether there are signed notes. */
  readonly isAnythingSigned: boolean;
}

/** The recipient is the folder's own, and the same beside each key: programs read a list of keys. */
function keysJson(found: readonly TrustedSigningKey[], recipient: string | null): string {
  const shown = found.map((key, index) => ({
    key: key.number,
    fingerprint: key.fingerprint,
    publicKey: publicHalf(key),
    signs: key.isWhole && index === found.length - 1,
    recipient,
  }));
  return `${JSON.stringify(shown)}\n`;
}

function keysText({ known, isAnythingSigned }: KnownKeys, width: number): string {
  if (known.length === 0) {
    return isAnythingSigned
      ? 'No signing key is here, and notes of this folder were signed: put its keys in place, or name their folder with --keys.\n'
      : 'No signing key was made yet: the first note makes it.\n';
  }
  const lines = known.flatMap((key, index) => {
    const isLast = key.isWhole && index === known.length - 1;
    const said = labelled(
      [
        ['use', isLast ? 'signs' : 'verifies only'],
        ['fingerprint', key.fingerprint],
        ['public half', `${publicHalf(key)} (Ed25519, base64)`],
      ],
      width - 2,
    ).map((line) => `  ${line}`);
    return [...(index === 0 ? [] : ['']), `Key ${String(key.number)}`, ...said];
  });
  if (known.at(-1)?.isWhole === false) lines.push('', NONE_SIGNS);
  return `${lines.join('\n')}\n`;
}

const NONE_SIGNS =
  'No key signs here yet: the keys were left out of the backup that was restored. The next note makes one, or keys --new; to go on as before, put the old keys in place first.';

function described(key: PublicSigningKey): string {
  return `Public half (Ed25519, base64): ${publicHalf(key)}. Fingerprint: ${key.fingerprint}.`;
}

function publicHalf({ publicKey }: PublicSigningKey): string {
  return Buffer.from(publicKey).toString('base64');
}
