// In which order specs begin: the longest first, so that no worker is left alone with a long one when the other has ended.
// Jest's own order goes by the times of the run before, and a fresh clone has none: then by the sizes of the files.
import { join, relative } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/**
 * Those that take four seconds and more, the longest first; all others take less. The first builds the program in a fresh
 * clone; the second needs no build, so that there are not two that make the same at a time.
 */
const LONGEST = [
  'docs/pages',
  'packages/verifying',
  'editions/add-a-line',
  'web/pages',
  'web/check-package',
  'packages/check-package',
  'web/files',
  'http/long-answers',
  'ledger/acceptance/cases-at-hand',
  'web/signed-in',
  'soak/kill-during-ingest',
  'packages/audit-files',
  'eventstore/proved-acts',
  'http/openapi',
  'intake/real-sshd',
  'web/tasks',
  'http/full-disk',
  'web/rights',
  'eventstore/append-outcomes',
  'cli/printed-acts',
  'cli/program',
  'eventstore/catch-up',
  'http/acts',
  'eventstore/replica-folder',
  'seals/tampering',
  'properties/agreement',
  'http/refusals',
  'http/signing/through-three',
  'http/appends',
  'http/serve',
  'health/runner',
  'http/every-route',
  'kept/kept-versions',
  'application/list-compiles',
  'intake/same-root',
  'retention/erasure.property',
  'cli/answers',
  'eventstore/one-county-only',
  'http/stopping',
  'http/network/network',
  'eventstore/loaded-move',
  'eventstore/manners-append',
  'http/replaced-file',
  'mailing/letters-by-mail',
  'packages/for-people',
  'packages/names-in-pdf',
  'http/signing/passkeys',
  'http/access-log',
  'http/reads',
  'http/signing/signing-in',
  'eventstore/setting-faults',
  'eventstore/stopped-moves',
  'oracle/random-ledgers',
  'intake/killed',
  'eventstore/act-streams',
  'reports/view-of-subject',
  'signin/signing-in',
  'cli/interrupted',
  'cli/examples',
  'eventstore/through-the-commands',
  'store/segments/columns-at-hand',
  'http/log-and-files',
  'intake/mutated',
  'cli/as-of',
  'health/walls',
  'store/sqlite/bulk-append',
  'properties/positions-and-months',
  'ledger/acceptance/hostile-sequences',
  'store/segments/same-bytes',
  'web/county-acts',
  'retention/killed-apply',
];

/** Jest's option `testSequencer`: what failed in the run before comes first, as ever, and all else in jest's own order behind those that are named. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rankOf = (test) => {
      if (this.hasFailed(test)) return -1;
      const name = relative(join(test.context.config.rootDir, 'test'), test.path);
      const rank = LONGEST.indexOf(name.replace(/\.spec\.ts$/u, ''));
      return rank < 0 ? LONGEST.length : rank;
    };
    // Those of one rank stay in the order in which they are.
    return super.sort(tests).sort((one, other) => rankOf(one) - rankOf(other));
  }
}
