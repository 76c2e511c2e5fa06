import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { later } from '../../../events/values/instant.js';
import type { Instant } from '../../../events/values/instant.js';
import { textOf } from '../../web/forms/form-texts.js';
import type { FormTexts } from '../../web/forms/form-texts.js';
import { keptFormPage } from '../../web/components/kept-form.js';
import type { Shown } from '../../web/page.js';
import { nameOfActor } from '../asking/actor-of.js';
import type { Actor } from '../../application/actor.js';
import { Problem } from '../problems/problem.js';
import { SigningService } from '../signing/signing-service.js';
import { readForm } from './form-body.js';
import { FORM_KEPT_MS, openForm, sealForm } from './kept-form.js';
import { refuseForeign } from './own-origin.js';
import { isMultipart } from './upload.js';

/** The form that sends what was kept once more. */
export const KEPT_ACT = 'kept';

/** Keeps what somebody typed while his session ended: sealed in the page that says so, for him alone. */
@Injectable()
export class KeptForms {
  /** Forms that were read before it was found that the second factor is too old for them. */
  readonly #read = new WeakMap<Request, FormTexts>();

  constructor(private readonly signing: SigningService) {}

  /** The form was read: its bytes come once. */
  wasRead(request: Request, form: FormTexts): void {
    this.#read.set(request, form);
  }

  /** Whether a form that ran into a problem is to be kept: its session ended, or its second factor is too old. */
  isFor(problem: Problem, request: Request): boolean {
    if (request.method !== 'POST' || isMultipart(request)) return false;
    return problem.kind === 'not-signed-in' || problem.kind === 'second-factor';
  }

  /** The page with the form sealed in it; null where it is nobody's, too long, or of another site. */
  async page(problem: Problem, request: Request, now: Instant): Promise<Shown | null> {
    refuseForeign(request);
    const form = this.#read.get(request) ?? (await readForm(request));
    const kept = await this.#sealed(request, form, now);
    if (kept === null) return null;
    const isEnded = problem.kind === 'not-signed-in';
    return keptFormPage({ ...kept, isEnded, address: request.originalUrl });
  }

  async #sealed(
    request: Request,
    form: FormTexts,
    now: Instant,
  ): Promise<{ readonly sealed: string; readonly until: Instant } | null> {
    const secret = await this.#secret();
    if (textOf(form, 'act') === KEPT_ACT) {
      const sealed = textOf(form, 'sealed');
      const opened = openForm(sealed, secret);
      return opened === null || opened.until <= now ? null : { sealed, until: opened.until };
    }
    const account = await this.signing.senderOf(request, textOf(form, 'token'));
    if (account === null) return null;
    const until = later(now, FORM_KEPT_MS);
    const sealed = sealForm({ account, path: request.path, until, texts: form }, secret);
    return sealed === null ? null : { sealed, until };
  }

  /** What was typed, for whom it was sealed; the seal stands in for the token of the session that ended. */
  async opened(request: Request, form: FormTexts, actor: Actor, now: number): Promise<FormTexts> {
    const kept = openForm(textOf(form, 'sealed'), await this.#secret());
    const isHis =
      kept !== null &&
      kept.account === nameOfActor(actor) &&
      kept.path === request.path &&
      kept.until > now;
    if (isHis) return kept.texts;
    throw new Problem(
      'not-permitted',
      'What was kept in the page is older than an hour, or somebody else typed it: open the page and type it again.',
    );
  }

  #secret(): Promise<string> {
    return this.signing.house.documents.keyed('kept-form', 'key');
  }
}
