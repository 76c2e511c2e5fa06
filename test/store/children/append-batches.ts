// A process that appends the sample ledger to a data folder, batch after batch, and tells on standard output the size
// that each append has reached. It takes up the ledger where it finds it, and shares it with others.
// Arguments: folder, county, seed, size to reach, largest batch.
import process from 'node:process';
import { parseCounty } from '../../../events/values/county.js';
import { LedgerFolder } from '../../../src/stores/sqlite/ledger-folder.js';
import { SampleLedger } from '../sample-entries.js';
import { tellParent } from '../../support/tell-parent.js';

const [folder = '', countyText = '', seed = '', goal = '', batchMax = ''] = process.argv.slice(2);
const county = parseCounty(countyText);
if (county === null) throw new Error(`"${countyText}" is no county.`);

const entries = new SampleLedger(county, Number(seed)).next(Number(goal));
const data = LedgerFolder.openOrCreate(folder);
const ledger = data.ledgerForAppend(county);
tellParent('ready');
let size = ledger.size;
let turn = process.pid;
while (size < entries.length) {
  turn = (Math.imul(turn, 1_664_525) + 1_013_904_223) >>> 0;
  const batch = entries.slice(size, size + 1 + (turn % Number(batchMax)));
  const outcome = ledger.append(size, batch);
  size = outcome.size;
  if (outcome.kind === 'appended') tellParent(String(size));
}
data.close();
