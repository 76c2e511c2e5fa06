import type { PublicSigningKey, TrustedSigningKey } from '../../seals/signing-keys.js';
import { labelled } from '../../reports/people-table.js';
import { beginningProofText, recordProofText } from '../../versions/proof-text.js';
import { withApplication } from '../application.js';
import type { Asking } from '../application.js';
import { asOfArgument, countyArgument, positionArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { formatArgument, usualOn } from '../formats.js';
import type { FormatOptions } from '../formats.js';
import { positionAsked, positionOf } from '../positions.js';
import { recordArgument } from '../version-arguments.js';
import { errorCode } from '../system-reason.js';

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

export interface KeysOptions {
  readonly new?: true;
  readonly json?: true;
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
  return withApplication(run, 'read', async (application) => {
    if (options.new === true) await application.answer('rotateKey', {});
    const found = await application.answer('keys', {});
    const isJson = options.json === true;
    await run.output.result(isJson ? keysJson(found.known) : keysText(found, run.output.width));
    if (!isJson) await run.output.result(await recipientText(run, application));
    return EXIT.done;
  });
}

/** What counties encrypt files to; nothing where the folder of the keys may only be read, and has none. */
async function recipientText(run: Run, application: Asking): Promise<string> {
  try {
    const { key } = await application.answer('intakeFolder', { watched: null });
    const said = labelled([['encrypted to', key.recipient]], run.output.width - 2);
    return `${['', 'Files from counties (age)', ...said.map((line) => `  ${line}`)].join('\n')}\n`;
  } catch (error) {
    if (['EROFS', 'EACCES', 'EPERM'].includes(errorCode(error) ?? '')) return '';
    throw error;
  }
}

/** The keys that are trusted, the oldest first. */
export interface KnownKeys {
  readonly known: readonly TrustedSigningKey[];
  /** Whether there are signed notes. */
  readonly isAnythingSigned: boolean;
}

function keysJson(found: readonly TrustedSigningKey[]): string {
  const shown = found.map((key, index) => ({
    key: key.number,
    fingerprint: key.fingerprint,
    publicKey: publicHalf(key),
    signs: key.isWhole && index === found.length - 1,
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
