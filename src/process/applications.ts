import type { County } from '../../events/values/county.js';
import { formatDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import type { Instant } from '../../events/values/instant.js';
import type { RightsActor } from '../../projections/access/rights.js';
import type { AccessApplication } from '../../projections/process/application.js';
import { shownAct } from '../../projections/process/acts-shown.js';
import type { ActJson } from '../../projections/process/acts-shown.js';
import { readsAs } from '../../projections/process/readers.js';
import type { ReadsAs } from '../../projections/process/readers.js';
import { shownApplication } from '../../projections/process/shown-application.js';
import type { ShownApplication } from '../../projections/process/shown-application.js';
import type { LetterOfAct } from '../../projections/process/letters/letters-of-acts.js';
import { done, misaddressed } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { allLetters, keptLetters, pdfOfLetter, readable } from './letters/kept-letters.js';
import type { ListedLetter } from './letters/kept-letters.js';
import { processOn } from './process-house.js';
import type { ProcessHouse, ProcessOn } from './process-house.js';

/** An application as HTTP and pages show it (contract/process.md, What it shows). */
export interface ApplicationAnswer extends ShownApplication {
  readonly acts: readonly ShownActAnswer[];
  readonly letters: readonly ListedLetter[];
}

/** An act with its number in the stream, and the SHA-256 of the memorandum that it signs. */
export type ShownActAnswer = ActJson & { readonly n: number; readonly mou?: string };

/** Which applications somebody asks for. */
export interface ApplicationsAsked {
  /** Null: of all counties in scope. */
  readonly county: County | null;
  /** Null: today. */
  readonly on: Day | null;
}

export interface ApplicationsAnswer {
  readonly on: string;
  readonly applications: readonly ApplicationAnswer[];
}

/** The applications that somebody may read, in order of number. */
export async function applicationsInScope(
  house: ProcessHouse,
  { county, on }: ApplicationsAsked,
  actor: RightsActor,
  clock: () => Instant,
): Promise<Answer<ApplicationsAnswer>> {
  const process = await processOn(house, on, clock);
  const letters = allLetters(process.acts);
  const applications: ApplicationAnswer[] = [];
  for (const application of process.state.applications.values()) {
    if (county !== null && application.county !== county) continue;
    const as = readsAs(process.state, actor, application, process.on);
    if (as !== null) applications.push(await answered(house, process, letters, application, as));
  }
  return done({ on: formatDay(process.on), applications });
}

/** One application; addressed wrongly where there is none, or none that he may read. */
export async function oneApplication(
  house: ProcessHouse,
  { application, on }: { readonly application: string; readonly on: Day | null },
  actor: RightsActor,
  clock: () => Instant,
): Promise<Answer<ApplicationAnswer>> {
  const process = await processOn(house, on, clock);
  const found = foundFor(process, application, actor);
  if (found === null) return misaddressed(`There is no application ${application}.`);
  const letters = allLetters(process.acts);
  return done(await answered(house, process, letters, found.application, found.as));
}

function foundFor(
  { state, on }: ProcessOn,
  id: string,
  actor: RightsActor,
): { readonly application: AccessApplication; readonly as: ReadsAs } | null {
  const application = state.applications.get(id);
  const as = application === undefined ? null : readsAs(state, actor, application, on);
  return application === undefined || as === null ? null : { application, as };
}

async function answered(
  { letters: shelf, operatorSettings }: ProcessHouse,
  { state, on, acts, jsons, byApplication }: ProcessOn,
  lettersOfAll: readonly LetterOfAct[],
  application: AccessApplication,
  as: ReadsAs,
): Promise<ApplicationAnswer> {
  const { application: id } = application;
  const own = lettersOfAll.filter(({ applications }) => applications.includes(id));
  const office = (): ReturnType<typeof operatorSettings>['office'] => operatorSettings().office;
  const all = await keptLetters(shelf, own, office);
  const may = new Set(readable(own, as).map(nameOf));
  const letters = all.filter((each) => may.has(nameOf(each)));
  const signed = all.filter(({ kind }) => kind === 'mou');
  const shown = (byApplication.places.get(id) ?? []).flatMap((place) => {
    const [act, json] = [acts[place], jsons[place]];
    if (act === undefined || json === undefined) return [];
    const isSigning = act.act === 'MouSignedByRequestor' || act.act === 'MouSignedByState';
    // What the state signs is what the requestor signed: the last memorandum up to its act.
    const mou = isSigning ? signed.findLast((each) => each.act <= place + 1) : undefined;
    const memorandum = mou === undefined ? {} : { mou: mou.sha256 };
    return [{ n: place + 1, ...shownAct({ act, json }, as), ...memorandum }];
  });
  return { ...shownApplication(state, application, on), acts: shown, letters };
}

function nameOf({ act, kind }: { readonly act: number; readonly kind: string }): string {
  return `${String(act)} ${kind}`;
}

/** A letter as a file. */
export interface LetterFile {
  readonly kind: ListedLetter['kind'];
  readonly day: string;
  readonly pdf: Uint8Array;
}

/** A letter of an application by its SHA-256; addressed wrongly where he may not read it, as where there is none. */
export async function letterOfApplication(
  house: ProcessHouse,
  { application, sha256 }: { readonly application: string; readonly sha256: string },
  actor: RightsActor,
  clock: () => Instant,
): Promise<Answer<LetterFile>> {
  const process = await processOn(house, null, clock);
  const found = foundFor(process, application, actor);
  const all = allLetters(process.acts);
  const own = all.filter(({ applications }) => applications.includes(application));
  const letters = found === null ? [] : readable(own, found.as);
  return letterFile(house, letters, sha256, `Application ${application} has no such letter.`);
}

/** The PDF of one of some letters by its SHA-256; addressed wrongly where none of them has it. */
export async function letterFile(
  { letters: shelf, operatorSettings }: ProcessHouse,
  letters: readonly LetterOfAct[],
  sha256: string,
  otherwise: string,
): Promise<Answer<LetterFile>> {
  const office = (): ReturnType<typeof operatorSettings>['office'] => operatorSettings().office;
  const listed = await keptLetters(shelf, letters, office);
  // Papers without a day can be the same bytes: one act's stands for the other's.
  const place = listed.findIndex((each) => each.sha256 === sha256);
  const [letter, found] = [letters[place], listed[place]];
  if (letter === undefined || found === undefined) return misaddressed(otherwise);
  const { kind, day } = found;
  return done({ kind, day, pdf: await pdfOfLetter(shelf, letter, office) });
}
