import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bodiesToRenewal } from '../../process/letters/written-letters.js';

const EXAMPLE = join('test', 'ledgers', '16-revised-after-approval', 'records.ndjson');

/** Markup, a turned text and an end of a script: it must be seen as it was typed. */
export const HOSTILE =
  '<script>alert(1)</script>"\'><img src=x onerror=alert(2)>\u202eturned </title>';

/**
 * What the pages of test/web/browser/states.ts are of, as far as commands make it: a ledger, a version that waits for its
 * approval, an application from its identification to its renewal with its people.
 *
 * @param folder - where files may be written
 * @param run - does one command of the program; rejects where it fails
 */
export async function fillFolder(
  data: string,
  folder: string,
  run: (argv: readonly string[]) => Promise<void>,
): Promise<void> {
  const month = ['--county', '19', '--month', '2006-09', '--as-of', '10'];
  const comment = HOSTILE.replaceAll('\u202e', '');
  const acts = join(folder, 'acts.ndjson');
  writeFileSync(acts, `${bodiesToRenewal().join('\n')}\n`);
  await run(['ingest', EXAMPLE, '--data', data]);
  await run([
    ...['submit', ...month, '--by', 'A-4 Rosa Nguyen'],
    ...['--comment', comment, '--data', data],
  ]);
  await run(['access', 'load', acts, '--data', data]);
}

/**
 * What people make of it on the pages of a service without accounts: a sample with a judged row, a file that was taken
 * with a reject, one that was returned.
 */
export async function fillThroughPages(url: string): Promise<void> {
  await send(`${url}/audit`, 'sample', {
    ...{ county: '19', month: '2006-09', version: '1', line: '1', column: '' },
    ...{ method: 'random', size: '2', reserve: '0', seed: 'a-seed' },
  });
  await send(`${url}/audit/S-1?county=19`, 'judgement', {
    ...{ county: '19', row: '1', judgement: 'fail', reason: 'other', text: HOSTILE },
    ...{ evidence: '', replaces: '' },
  });
  const files = `${url}/counties/19/files`;
  await send(files, 'upload', { file: new File(['{"id":7}\n'], '<b>.ndjson') });
  await send(files, 'upload', { file: new File(['x'], 'letter.docx') });
}

async function send(
  href: string,
  act: string,
  fields: Readonly<Record<string, string | File>>,
): Promise<void> {
  const body = new FormData();
  const all = { act, once: crypto.randomUUID(), token: '', ...fields };
  for (const [name, value] of Object.entries(all)) body.set(name, value);
  const isFile = Object.values(fields).some((value) => value instanceof File);
  const { status } = await fetch(href, {
    ...{ method: 'POST', redirect: 'manual', headers: { 'Sec-Fetch-Site': 'same-origin' } },
    body: isFile ? body : new URLSearchParams([...body] as [string, string][]), // without files
  });
  if (status !== 303) throw new Error(`${act} on ${href} is answered ${String(status)}.`);
}
