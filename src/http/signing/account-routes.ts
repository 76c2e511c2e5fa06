import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { usesOfKeys } from '../../access/api-keys.js';
import { isSecondFactorFresh } from '../../application/actor.js';
import type { House } from '../../application/house.js';
import { chooseNotices, noticesWanted } from '../../mailing/choice-of-notices.js';
import {
  changePassword,
  changeTimeCodes,
  endSessions,
  removePasskey,
  renewRecoveryCodes,
} from '../../signin/own-account.js';
import type { OwnChange } from '../../signin/own-account.js';
import { addPasskey, askForNewPasskey, newPasskey } from '../../signin/passkeys.js';
import type { OpenSession } from '../../signin/open-sessions.js';
import { timeSecretOf } from '../../signin/welcome.js';
import { FRESH } from '../../web/components/form.js';
import type { FormState } from '../../web/components/form.js';
import { faultsOfAct, statusOf } from '../../web/forms/act-faults.js';
import { textOf } from '../../web/forms/form-texts.js';
import type { FormTexts } from '../../web/forms/form-texts.js';
import { ownAccountView } from '../../web/pages/signing-in/account-view.js';
import {
  accountPage,
  changeAuthenticatorPage,
  changePasswordPage,
} from '../../web/pages/signing-in/account.js';
import { noticesChosen } from '../../web/pages/signing-in/notices-form.js';
import { recoveryCodesPage } from '../../web/pages/signing-in/welcome.js';
import { Buses } from '../asking/buses.js';
import { Needs } from '../asking/needs.js';
import { HOUSE } from '../house-token.js';
import { Problem } from '../problems/problem.js';
import { responseIn } from './sign-in-routes.js';
import { SigningService } from './signing-service.js';
import { SigningPage } from './signing-page.js';
import { NO_PASSKEY, labelIn, secretShown } from './welcome-routes.js';
import { clockNow } from '../../ports/clock.js';

/** One's own account: password, passkeys, codes, sessions (contract/web.md, Pages). */
@ApiExcludeController()
@Controller('account')
export class AccountRoutes {
  constructor(
    private readonly signing: SigningService,
    private readonly page: SigningPage,
    private readonly buses: Buses,
    @Inject(HOUSE) private readonly house: House,
  ) {}

  @Get()
  @Needs('self')
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const open = await this.page.openFor(request, response);
    if (open !== null) await this.#sendAccount(request, response, open);
  }

  @Post()
  @Needs('self')
  async change(@Req() request: Request, @Res() response: Response): Promise<void> {
    const form = await this.page.form(request);
    const open = await this.page.openFor(request, response);
    if (open === null) return;
    switch (textOf(form, 'act')) {
      case 'EndSession':
        await this.#afterChange(
          request,
          response,
          await endSessions(this.signing.house, open, textOf(form, 'session')),
        );
        return;
      case 'EndOtherSessions':
        await this.#afterChange(
          request,
          response,
          await endSessions(this.signing.house, open, null),
        );
        return;
      case 'RemovePasskey':
        if (this.page.asksAgain(response, open, '/account')) return;
        await this.#afterChange(
          request,
          response,
          await removePasskey(this.signing.house, open, textOf(form, 'passkey')),
        );
        return;
      case 'NewRecoveryCodes': {
        if (this.page.asksAgain(response, open, '/account')) return;
        const codes = await renewRecoveryCodes(this.signing.house, open);
        if (codes === null) throw over();
        await this.page.send(request, response, () => recoveryCodesPage(codes, '/account'));
        return;
      }
      case 'ApiKeyWithdrawn':
        await this.#withdrawKey(request, response, open, textOf(form, 'key'));
        return;
      case 'ChooseNotices':
        await chooseNotices(
          this.signing.house.documents,
          open.account.account,
          noticesChosen(form),
        );
        this.page.redirect(response, '/account#notices');
        return;
      default:
        throw new Problem('no-such-route', 'The page has no such form: open it and send its form.');
    }
  }

  @Get('password')
  @Needs('self')
  async showPassword(@Req() request: Request, @Res() response: Response): Promise<void> {
    const open = await this.page.openFor(request, response);
    if (open === null || this.page.asksAgain(response, open, '/account/password')) return;
    const { email } = open.account;
    await this.page.send(request, response, (around) => changePasswordPage(around, email));
  }

  @Post('password')
  @Needs('self')
  async changePassword(@Req() request: Request, @Res() response: Response): Promise<void> {
    const form = await this.page.form(request);
    const open = await this.page.openFor(request, response);
    if (open === null || this.page.asksAgain(response, open, '/account/password')) return;
    const visitor = this.signing.visitorOf(request);
    const typed = form.get('password') ?? '';
    const outcome = await changePassword(this.signing.house, open, typed, visitor);
    switch (outcome.kind) {
      case 'changed':
        this.signing.begin(response, outcome.token);
        this.page.redirect(response, '/account');
        return;
      case 'over':
        throw over();
      case 'refused': {
        const faults = [{ field: 'password', code: 'PASSWORD', message: outcome.message }];
        const state = { texts: new Map(), faults };
        const { email } = open.account;
        await this.page.send(
          request,
          response,
          (around) => changePasswordPage(around, email, state),
          422,
        );
      }
    }
  }

  @Get('authenticator')
  @Needs('self')
  async showAuthenticator(@Req() request: Request, @Res() response: Response): Promise<void> {
    const open = await this.page.openFor(request, response);
    if (open === null || this.page.asksAgain(response, open, '/account/authenticator')) return;
    const secret = secretShown(await timeSecretOf(this.signing.house, open), open);
    await this.page.send(request, response, (around) => changeAuthenticatorPage(around, secret));
  }

  @Post('authenticator')
  @Needs('self')
  async changeAuthenticator(@Req() request: Request, @Res() response: Response): Promise<void> {
    const form = await this.page.form(request);
    const open = await this.page.openFor(request, response);
    if (open === null || this.page.asksAgain(response, open, '/account/authenticator')) return;
    const typed = textOf(form, 'code');
    const outcome = await changeTimeCodes(this.signing.house, open, typed, clockNow());
    if (outcome.kind !== 'refused') {
      await this.#afterChange(request, response, outcome);
      return;
    }
    const state = stateOf(form, 'code', 'WRONG_CODE', outcome.message);
    const secret = secretShown(await timeSecretOf(this.signing.house, open), open);
    await this.page.send(
      request,
      response,
      (around) => changeAuthenticatorPage(around, secret, state),
      422,
    );
  }

  @Post('passkey/ask')
  @Needs('self')
  async askForPasskey(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.page.json(request);
    const open = await this.#freshFor(request);
    const cookie = await this.signing.boundTo(request);
    const asked = await askForNewPasskey(this.signing.house, open, cookie, clockNow());
    this.page.sendJson(response, asked);
  }

  @Post('passkey')
  @Needs('self')
  async addPasskey(@Req() request: Request, @Res() response: Response): Promise<void> {
    const sent = await this.page.json(request);
    const open = await this.#freshFor(request);
    const cookie = await this.signing.boundTo(request);
    const { house } = this.signing;
    const passkey = await newPasskey(house, responseIn(sent), labelIn(sent), cookie, clockNow());
    if (passkey === null) throw new Problem('not-permitted', NO_PASSKEY);
    if (!(await addPasskey(house, open, passkey))) {
      throw new Problem('refused-by-rule', 'You have as many passkeys as one may: remove one.');
    }
    this.page.sendJson(response, { to: '/account' });
  }

  /** The session of who has signed in, for a script, which is told. */
  async #freshFor(request: Request): Promise<OpenSession> {
    const open = await this.signing.wholeSessionOf(request);
    const person = await this.signing.personOf(request);
    if (open === null || person === null) throw over();
    if (isSecondFactorFresh(person, clockNow())) return open;
    throw new Problem(
      'not-permitted',
      'Give your second factor again first: open /sign-in/second-factor.',
    );
  }

  async #withdrawKey(
    request: Request,
    response: Response,
    open: OpenSession,
    key: string,
  ): Promise<void> {
    const person = await this.signing.personOf(request);
    if (person === null) throw over();
    const given = { act: 'ApiKeyWithdrawn', account: open.account.account, key };
    const reply = await this.buses.reply(person, 'doAccessAct', { given });
    const faults = faultsOfAct(reply, []);
    if (faults === null) {
      this.page.redirect(response, '/account');
      return;
    }
    const state = { texts: new Map<string, string>(), faults };
    await this.#sendAccount(request, response, open, state, statusOf(faults));
  }

  async #afterChange(request: Request, response: Response, change: OwnChange): Promise<void> {
    switch (change.kind) {
      case 'done':
        this.page.redirect(response, '/account');
        return;
      case 'over':
        throw over();
      case 'refused': {
        const open = await this.page.openFor(request, response);
        if (open === null) return;
        const state = stateOf(new Map(), null, 'REFUSED', change.message);
        await this.#sendAccount(request, response, open, state, 409);
      }
    }
  }

  async #sendAccount(
    request: Request,
    response: Response,
    { account, credentials, session, endsAt }: OpenSession,
    state: FormState = FRESH,
    status = 200,
  ): Promise<void> {
    const { account: id } = account;
    const wanted = await noticesWanted(this.signing.house.documents, id);
    const known = {
      uses: await usesOfKeys(this.house.credentials, id),
      notices: { isMailSet: this.house.mailing !== undefined, wanted },
      now: clockNow(),
    };
    const view = ownAccountView(account, credentials, { hash: session.hash, endsAt }, known);
    await this.page.send(
      request,
      response,
      (around) => accountPage(around, view, { state }),
      status,
    );
  }
}

function stateOf(texts: FormTexts, field: string | null, code: string, message: string) {
  return { texts, faults: [{ field, code, message }] };
}

function over(): Problem {
  return new Problem('not-permitted', 'Your session has ended: sign in again.');
}
