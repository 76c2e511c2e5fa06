// A process with 20 who append to the access log of a folder without a pause, and tells on standard output which line
// is on disk as soon as it is said to be: its number and its request. Arguments: folder.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import process from 'node:process';
import { parseCounty } from '../../../events/values/county.js';
import { headSigner } from '../../../src/seals/head-signer.js';
import { SigningKeys } from '../../../src/seals/signing-keys.js';
import { AccessLogFolder } from '../../../src/stores/access-log/access-log-folder.js';
import { clockNow } from '../../../src/ports/clock.js';
import { tellParent } from '../../support/tell-parent.js';

const WRITERS = 20;

const [folder = ''] = process.argv.slice(2);
const log = new AccessLogFolder({
  folder,
  signer: headSigner(new SigningKeys(join(folder, 'keys'))),
  keysFolder: null,
});

async function appendOn(): Promise<void> {
  for (;;) {
    const request = randomUUID();
    const appended = await log.append({
      at: clockNow(),
      account: 'A-7',
      key: null,
      action: 'case.read',
      county: parseCounty('19'),
      subject: 'ab'.repeat(32),
      application: null,
      of: null,
      times: 1,
      result: 'allowed',
      request,
      from: '203.0.113.7',
    });
    if (appended.kind === 'unwritten') throw new Error(appended.message);
    tellParent(`${String(appended.n)} ${request}`);
  }
}

await Promise.all(Array.from({ length: WRITERS }, appendOn));
