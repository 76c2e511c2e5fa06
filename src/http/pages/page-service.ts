import { hash, randomUUID } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { County } from '../../../events/values/county.js';
import { NOBODY } from '../../application/actor.js';
import type { Actor } from '../../application/actor.js';
import { Application } from '../../application/application.js';
import type { House } from '../../application/house.js';
import { shownOrToMend } from '../../web/components/address-to-mend.js';
import { problemPage } from '../../web/components/problem.js';
import { underWayPage } from '../../web/components/under-way.js';
import { formTextsOf, textOf } from '../../web/forms/form-texts.js';
import type { FormTexts } from '../../web/forms/form-texts.js';
import type { Surroundings } from '../../web/layout/surroundings.js';
import { contactSetting } from '../../web/contact.js';
import { parametersOf } from '../../web/parameters.js';
import type {
  AnyPage,
  Ask,
  Download,
  PageAnswer,
  PageRequest,
  Shown,
  ShownPerson,
} from '../../web/page.js';
import { NotThere } from '../../web/not-there.js';
import { htmlOf, mainOf } from '../../web/render.js';
import type { Exchange } from '../answering/exchange.js';
import { actorOf } from '../asking/actor-of.js';
import { Buses } from '../asking/buses.js';
import { LARGE_LEDGER_RECORDS, PAGE_PATIENCE_MS } from '../bounds.js';
import { problemEntry } from '../contract/problems.js';
import { HOUSE } from '../house-token.js';
import { requestIdOf } from '../observing/request-id.js';
import { problemOf } from '../problems/problem-of-error.js';
import { Problem } from '../problems/problem.js';
import { Reading } from '../reading/reading.js';
import { REPLAYED_NAMES } from '../reading/questions.js';
import { ReplayThreads } from '../reading/replay-threads.js';
import { EVENT_STREAM, SigningService } from '../signing/signing-service.js';
import { signInAddress } from '../signing/way-on.js';
import { Readiness } from '../observing/readiness.js';
import { SERVICE_SETTINGS } from '../settings.js';
import type { ServiceSettings } from '../settings.js';
import { askOf } from './asking.js';
import { DoneOnce } from './done-once.js';
import { Live } from './live.js';
import { KEPT_ACT, KeptForms } from './kept-forms.js';
import { LongPages } from './long-pages.js';
import { readForm } from './form-body.js';
import { isMultipart, readUpload } from './upload.js';
import { refuseForeign } from './own-origin.js';
import { putPageHead } from './page-head.js';
import { serviceFindings } from './service-findings.js';
import { sendTrailFile } from './send-trail-file.js';
import { clockNow } from '../../ports/clock.js';

/** How often a page that is watched is looked at, milliseconds; one that is being made is waited for so long each time. */
const LIVE_EVERY_MS = 1_000;

/** Answers requests for pages: asks what they ask, and sends what they show. */
@Injectable()
export class PageService {
  readonly #once = new DoneOnce();
  readonly #live = new Live();
  readonly #long = new LongPages();
  /** What was found out of requests, for the page of what they may run into. */
  readonly #asking = new WeakMap<Request, Who>();

  // eslint-disable-next-line max-params -- what Nest constructs is handed each by its type
  constructor(
    private readonly buses: Buses,
    private readonly application: Application,
    private readonly signing: SigningService,
    private readonly readiness: Readiness,
    private readonly threads: ReplayThreads,
    private readonly reading: Reading,
    private readonly kept: KeptForms,
    @Inject(HOUSE) private readonly house: House,
    @Inject(SERVICE_SETTINGS) private readonly settings: ServiceSettings,
  ) {}

  /** Answers a request for a page, or a form of it; what goes wrong is thrown. */
  async answer(page: AnyPage, request: Request, response: Response): Promise<void> {
    const parameters = parametersOf(request.params);
    if (parameters === null)
      throw new Problem(
        'no-such-route',
        'There is no such page. Look at how its address is spelled, or begin at the first page.',
      );
    this.#asking.set(request, await this.#who(request, response));
    const asked = this.#asked(request, parameters);
    const county = (parameters as { readonly county?: County }).county; // as `ParametersOf` has it
    if (!asked.may(page.action, page.isOfAnyCounty === true ? undefined : county)) {
      throw new Problem(
        'not-permitted',
        'Your roles do not let you see this page, or there is no such thing. Ask an account manager which roles you have, and for the one that you need.',
      );
    }
    const ask = askOf(page, asked.actor, (actor, name, input) =>
      this.buses.reply(actor, name, input),
    );
    if (request.method === 'POST') {
      const answer = await this.#act(page, request, asked, ask);
      await this.#send(answer, asked, { request, response }, !page.showsPerson);
      return;
    }
    const show = (patienceMs: number): Promise<PageAnswer> =>
      this.#show(page, request, asked, ask, patienceMs);
    if (request.headers.accept === EVENT_STREAM) {
      await this.#follow(page, request, response, { asked, show: () => show(LIVE_EVERY_MS) });
      return;
    }
    const shown = await show(PAGE_PATIENCE_MS);
    await this.#send(shown, asked, { request, response }, !page.showsPerson);
  }

  /** Ends what is told of pages as it goes on: the service stops. */
  stop(): void {
    this.#live.stop();
  }

  /** The page; of a large county that has to be replayed first, one that says so, and is asked for again. */
  async #show(
    page: AnyPage,
    request: Request,
    asked: PageRequest<never>,
    ask: Ask<never>,
    patienceMs: number,
  ): Promise<PageAnswer> {
    const make = (): Promise<PageAnswer> => shownOrToMend(asked, () => page.show(asked, ask));
    const { county } = asked.parameters as { readonly county?: County }; // as `ParametersOf` has it
    const records = county === undefined ? 0 : (this.house.ledgers.ledger(county)?.size ?? 0);
    const isReplayed = page.asks.some((name) =>
      (REPLAYED_NAMES as readonly string[]).includes(name),
    );
    if (county === undefined || records < LARGE_LEDGER_RECORDS || !isReplayed) return make();
    const key = `${nameOfActor(asked.actor)} ${asked.token} ${request.originalUrl}`;
    const answer = await this.#long.answer(key, make, patienceMs);
    if (answer.kind !== 'stillMade') return answer;
    const waiting = this.threads.waitingCount;
    return underWayPage({ county, records, waiting, sinceMs: answer.sinceMs });
  }

  /** Tells of a page as it goes on, by the rights and the session that stand at each look. */
  async #follow(
    page: AnyPage,
    request: Request,
    response: Response,
    { asked, show }: { asked: PageRequest<never>; show: () => Promise<PageAnswer> },
  ): Promise<void> {
    putPageHead(response, false);
    const { county } = asked.parameters as { readonly county?: County };
    await this.#live.follow(response, {
      who: nameOfActor(asked.actor),
      everyMs: LIVE_EVERY_MS,
      refused: async () => {
        const isIn =
          this.settings.isWithoutAccounts || (await this.signing.isStillSignedIn(request));
        if (!isIn && asked.signedIn !== null) return 'signed-out';
        await this.application.readAccess(asked.actor);
        return asked.may(page.action, county) ? null : 'refused';
      },
      look: async () => {
        const answer = await show();
        if (answer.kind !== 'shown') throw new NotThere('The page has gone elsewhere.');
        return { shown: answer, main: mainOf(answer) };
      },
    });
  }

  /** Sends what went wrong as a page. */
  problem(error: unknown, request: Request, response: Response): Problem {
    const problem =
      error instanceof NotThere ? new Problem('no-such-route', error.message) : problemOf(error);
    if (response.headersSent) {
      response.destroy();
      return problem;
    }
    const wayIn = wayInFor(problem);
    if (wayIn !== null) {
      putPageHead(response, false);
      const next = request.method === 'GET' ? request.originalUrl : request.path;
      response.redirect(303, signInAddress(next, wayIn));
      return problem;
    }
    const { status } = problemEntry(problem.kind);
    const shown = problemPage({
      status,
      title: titleOfProblem(status),
      detail: problem.message,
      request: requestIdOf(response),
    });
    response.set(problem.headers);
    sendShown({ ...shown }, status, this.#asked(request, {}), response, false);
    return problem;
  }

  #asked(request: Request, parameters: unknown): PageRequest<never> {
    const { actor, signedIn, token } = this.#asking.get(request) ?? STRANGER;
    return {
      parameters: parameters as never, // parsed by the names in the page's own address
      query: formTextsOf(request.originalUrl.split('?')[1] ?? ''),
      path: request.path,
      actor,
      signedIn,
      now: clockNow(),
      program: this.settings.version,
      isWithoutAccounts: this.settings.isWithoutAccounts,
      contact: contactSetting(this.settings.env ?? {}),
      token,
      once: randomUUID,
      may: (action, county) => this.application.permits(actor, action, county ?? null),
      inspect: () => serviceFindings(this.readiness, this.settings),
    };
  }

  async #who(request: Request, response: Response): Promise<Who> {
    const actor = actorOf(request);
    await this.application.readAccess(actor);
    if (this.settings.isWithoutAccounts) return { actor, signedIn: null, token: '' };
    const token = await this.signing.formToken(request, response);
    return { actor, signedIn: await this.signing.shownOf(request), token };
  }

  async #act(
    page: AnyPage,
    request: Request,
    asked: PageRequest<never>,
    ask: Ask<never>,
  ): Promise<PageAnswer> {
    refuseForeign(request);
    if (isMultipart(request)) return this.#upload(page, request, asked, ask);
    const form = await this.#formOf(request, asked);
    const acts = page.acts ?? {};
    const name = textOf(form, 'act');
    const act = Object.hasOwn(acts, name) ? acts[name] : undefined;
    if (act === undefined) {
      throw new Problem('no-such-route', 'The page has no such form: open it and send its form.');
    }
    // What was typed anew after a step back is another form.
    const typed = hash('sha256', JSON.stringify([...form]));
    return this.#once.do(
      `${nameOfActor(asked.actor)} ${asked.path} ${name} ${typed}`,
      textOf(form, 'once'),
      async () => shownOrToMend(asked, () => act(asked, form, ask)),
    );
  }

  /** The form of a request, which is one of this session, or was kept in its page when another one ended. */
  async #formOf(request: Request, asked: PageRequest<never>): Promise<FormTexts> {
    const sent = await readForm(request);
    this.kept.wasRead(request, sent);
    if (this.settings.isWithoutAccounts) return sent;
    if (textOf(sent, 'act') === KEPT_ACT) {
      return this.kept.opened(request, sent, asked.actor, asked.now);
    }
    await this.signing.refuseForged(request, textOf(sent, 'token'));
    return sent;
  }

  /** Sends the page that keeps a form whose session ended; false where it cannot be kept. */
  async keepForm(problem: Problem, request: Request, response: Response): Promise<boolean> {
    if (response.headersSent || !this.kept.isFor(problem, request)) return false;
    const shown = await this.kept.page(problem, request, clockNow());
    if (shown === null) return false;
    const { status } = problemEntry(problem.kind);
    sendShown(shown, status, this.#asked(request, {}), response, false);
    return true;
  }

  /** A file is taken as it comes, after the form's other fields; sent again it is the same file again. */
  async #upload(
    page: AnyPage,
    request: Request,
    asked: PageRequest<never>,
    ask: Ask<never>,
  ): Promise<PageAnswer> {
    const uploads = page.uploads ?? {};
    return readUpload(request, async (file, form) => {
      if (!this.settings.isWithoutAccounts) {
        await this.signing.refuseForged(request, textOf(form, 'token'));
      }
      const name = textOf(form, 'act');
      const upload = Object.hasOwn(uploads, name) ? uploads[name] : undefined;
      if (upload === undefined) {
        throw new Problem(
          'no-such-route',
          'The page takes no such file: open it and use its form.',
        );
      }
      return shownOrToMend(asked, () => upload(asked, file, form, ask));
    });
  }

  async #send(
    answer: PageAnswer,
    asked: PageRequest<never>,
    exchange: Exchange,
    isKept: boolean,
  ): Promise<void> {
    const { response } = exchange;
    switch (answer.kind) {
      case 'shown':
        sendShown(answer, answer.status ?? 200, asked, response, isKept);
        return;
      case 'redirect':
        putPageHead(response, false);
        response.redirect(303, answer.to);
        return;
      case 'download':
        await sendDownload(answer, response, isKept);
        return;
      case 'trailFile':
        putPageHead(response, false);
        await sendTrailFile(this.reading, this.settings.dataFolder, asked.actor, answer, exchange);
    }
  }
}

/** Who asks, as his page shows it. */
interface Who {
  readonly actor: Actor;
  readonly signedIn: ShownPerson | null;
  readonly token: string;
}

const STRANGER: Who = { actor: NOBODY, signedIn: null, token: '' };

/** Whose outcome a form sent twice is given. */
function nameOfActor(actor: Actor): string {
  return 'account' in actor ? actor.account : actor.kind;
}

/** Where whoever has not signed in, or not lately enough, is sent; null for what else went wrong. */
function wayInFor({ kind }: Problem): string | null {
  if (kind === 'not-signed-in') return '/sign-in';
  return kind === 'second-factor' ? '/sign-in/second-factor' : null;
}

/** What a page that cannot be shown is called. */
function titleOfProblem(status: number): string {
  switch (status) {
    case 401:
      return 'Sign in first';
    case 403:
      return 'You may not do that';
    case 404:
      return 'Not found';
    case 405:
      return 'The page does not take that';
    case 409:
      return 'A rule does not let that be done';
    case 410:
      return 'No longer kept';
    case 429:
    case 503:
      return 'Not possible just now';
    default:
      return status < 500 ? 'That could not be read' : 'Something failed';
  }
}

function sendShown(
  shown: Shown,
  status: number,
  around: Surroundings,
  response: Response,
  isKept: boolean,
): void {
  const html = htmlOf(shown, around);
  putPageHead(response, isKept);
  response.status(status).type('text/html; charset=utf-8').end(html);
}

async function sendDownload(
  { name, type, pieces }: Download,
  response: Response,
  isKept: boolean,
): Promise<void> {
  putPageHead(response, isKept);
  response.set('Content-Type', type).attachment(name);
  await pipeline(Readable.from(pieces, { objectMode: false }), response);
}
