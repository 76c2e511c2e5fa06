import { caseloadIn } from './caseload.js';
import { naiveTwelve } from './work/naive.js';

/** The naive program as a command: reads a file of records and prints its last twelve months. */
const [, , ndjson = '', cases = ''] = process.argv;
const caseload = { ...caseloadIn('.', Number(cases), 'plumbline', null), ndjson };
const { answer } = await naiveTwelve(caseload).run();
process.stdout.write(answer);
