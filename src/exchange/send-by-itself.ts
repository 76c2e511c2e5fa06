import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { County } from '../../events/values/county.js';
import { formatInstant } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { formatMonth } from '../../events/values/month.js';
import { COLUMNS } from '../../projections/form/line.js';
import type { Version } from '../../projections/versions/version.js';
import type { ActLog } from '../ports/act-log.js';
import type { PackageShelf } from '../ports/package-shelf.js';
import { csvLine } from '../reports/csv.js';
import { readVersions } from '../versions/county-acts.js';
import { sendToCounty, sentFiles } from './outbox.js';
import type { OutboxHouse } from './outbox.js';
import { settingsOfCounty } from './settings.js';
import type { SentByItself } from './settings.js';

/** Who is said to have put a file there that nobody has sent. */
export const BY_ITSELF = 'by itself';

/** The line of which a county is told the month's figures. */
const FIGURE_LINE = '5a';

/** What is looked at. */
export interface DueParts {
  readonly exchange: string;
  readonly submissions: ActLog;
  readonly packages: PackageShelf;
}

/** What sending needs besides. */
export interface SendingParts extends Omit<DueParts, 'exchange'> {
  readonly outbox: OutboxHouse;
  readonly clock: () => Instant;
}

/** What is to be done next: a file that goes to an outbox, or a package that has to be made first. */
type Due =
  | {
      readonly kind: 'file';
      readonly file: string;
      readonly note: string;
      readonly chunks: () => AsyncIterable<Uint8Array>;
    }
  | { readonly kind: 'package'; readonly version: Version };

/** How much there is to be sent of what a county's director has switched on. */
export async function countDue(
  parts: DueParts,
  { county }: { readonly county: County },
): Promise<number> {
  return (await dueOfCounty(parts, county)).length;
}

/**
 * Puts into a county's outbox what its director has switched on and is there since, each file once: it is known by its
 * name, fetched or not. A package that nobody has made is ordered, and is sent when a service has made it. Answers the
 * names of what was put there.
 */
export async function sendByItself(
  { outbox, submissions, packages, clock }: SendingParts,
  { county }: { readonly county: County },
): Promise<readonly string[]> {
  const put: string[] = [];
  const { exchange } = outbox;
  for (const due of await dueOfCounty({ exchange, submissions, packages }, county)) {
    if (due.kind === 'package') {
      const { month, version } = due.version;
      packages.order({ county, month, version, auditFfy: null, orderedAt: clock() });
      continue;
    }
    const { file, note, chunks } = due;
    const asked = { county, file, note, chunks: chunks() };
    const outcome = await sendToCounty(outbox, asked, { by: BY_ITSELF, clock });
    // Where one of that name lies there already, somebody has sent it by hand; where there is no outbox, it waits.
    if (outcome.kind === 'done') put.push(file);
  }
  return put;
}

async function dueOfCounty(
  { exchange, submissions, packages }: DueParts,
  county: County,
): Promise<readonly Due[]> {
  const { sends, sendsSince } = await settingsOfCounty(exchange, county);
  if (sends.length === 0 || sendsSince === null) return [];
  const since = Date.parse(sendsSince);
  const { versions } = await readVersions(submissions, county);
  const decided = versions.filter(
    ({ decision }) => decision.state !== 'submitted' && decision.at >= since,
  );
  if (decided.length === 0) return [];
  const files = await sentFiles(exchange, county);
  const sent = new Set(files.filter(({ by }) => by === BY_ITSELF).map(({ file }) => file));
  return decided
    .flatMap((version) => dueOfVersion({ county, sends, packages }, version))
    .filter((due) => due.kind === 'package' || !sent.has(due.file));
}

interface DueFor {
  readonly county: County;
  readonly sends: readonly SentByItself[];
  readonly packages: PackageShelf;
}

function dueOfVersion({ county, sends, packages }: DueFor, version: Version): readonly Due[] {
  const { decision, month } = version;
  const named = `${formatMonth(month)}-v${String(version.version)}`;
  switch (decision.state) {
    case 'submitted':
      return [];
    case 'returned': {
      if (!sends.includes('reasons')) return [];
      const text = reasonText(county, version, decision);
      const note = `Why version ${String(version.version)} was returned`;
      return [textDue(`returned-${named}.txt`, note, text)];
    }
    case 'approved': {
      const note = `Line ${FIGURE_LINE} of the approved version`;
      const name = `line-${FIGURE_LINE}-${named}.csv`;
      const figures = textDue(name, note, figuresCsv(county, version));
      return [
        ...(sends.includes('figures') ? [figures] : []),
        ...(sends.includes('packages') ? packageDue({ county, packages }, version, named) : []),
      ];
    }
  }
}

function packageDue(
  { county, packages }: Pick<DueFor, 'county' | 'packages'>,
  version: Version,
  named: string,
): readonly Due[] {
  const made = packages
    .all(county)
    .filter((each) => each.month === version.month && each.version === version.version);
  const ready = made.find(({ state }) => state.kind === 'ready');
  // One that could not be made, or whose file is gone, is for somebody to look into.
  if (ready === undefined) return made.length === 0 ? [{ kind: 'package', version }] : [];
  const chunks = (): AsyncIterable<Uint8Array> =>
    createReadStream(packages.fileOf(ready)) as AsyncIterable<Uint8Array>; // bytes: no encoding is set
  const file = `plumbline-${county}-${named}.zip`;
  return [{ kind: 'file', file, note: 'The approved version', chunks }];
}

function textDue(file: string, note: string, text: string): Due {
  const chunks = (): AsyncIterable<Uint8Array> => Readable.from([Buffer.from(text, 'utf8')]);
  return { kind: 'file', file, note, chunks };
}

function reasonText(
  county: County,
  { month, version }: Version,
  { by, reason, at }: { readonly by: string; readonly reason: string; readonly at: Instant },
): string {
  return `County ${county}, ${formatMonth(month)}, version ${String(version)} was returned by ${by} at ${formatInstant(at)}:\n\n${reason}\n`;
}

function figuresCsv(county: County, { month, version, lines }: Version): string {
  const cells = lines[FIGURE_LINE];
  return [
    csvLine(['county', 'month', 'version', 'line', 'column', 'value']),
    ...COLUMNS.map((column) =>
      csvLine([
        county,
        formatMonth(month),
        String(version),
        FIGURE_LINE,
        column,
        String(cells?.[column] ?? ''),
      ]),
    ),
  ].join('');
}
