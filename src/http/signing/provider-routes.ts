import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { ProviderSaid } from '../../signin/provider-client.js';
import { signInByProvider } from '../../signin/sign-in-by-provider.js';
import { Needs } from '../asking/needs.js';
import { Problem } from '../problems/problem.js';
import { SignInLog } from './sign-in-log.js';
import { SigningService } from './signing-service.js';
import { SigningPage } from './signing-page.js';

const RETRY = { headers: { 'Retry-After': '30' } };

/** To the provider that stands in place of password and second factor, and back (contract/access.md, Signing in). */
@ApiExcludeController()
@Controller('sign-in/provider')
export class ProviderRoutes {
  constructor(
    private readonly signing: SigningService,
    private readonly page: SigningPage,
    private readonly log: SignInLog,
  ) {}

  @Get()
  @Needs('sign-in')
  async go(@Req() request: Request, @Res() response: Response): Promise<void> {
    const client = this.#client();
    // Gives the browser a cookie where it has none: the answer is bound to it.
    await this.signing.formToken(request, response);
    const open = await this.signing.sessionOf(request);
    const purpose = open?.session.stage === 'whole' ? 'again' : 'sign-in';
    const cookie = await this.signing.boundTo(request);
    const address = await client.addressFor(purpose, cookie).catch(unreachable);
    this.signing.keepWayOn(response, this.page.next(request));
    this.page.redirect(response, address.href);
  }

  @Get('return')
  @Needs('sign-in')
  async comeBack(@Req() request: Request, @Res() response: Response): Promise<void> {
    const client = this.#client();
    const cookie = await this.signing.boundTo(request);
    const search = request.originalUrl.split('?')[1] ?? '';
    const said = await client.said(search, cookie).catch(unreachable);
    if (said === null) {
      await this.log.put(request, response, 'sign-in', null, 'refused');
      throw new Problem(
        'sign-in-refused',
        'The answer is not one to what you asked: sign in again.',
      );
    }
    await this.#signIn(request, response, said);
  }

  async #signIn(request: Request, response: Response, said: ProviderSaid): Promise<void> {
    const visitor = this.signing.visitorOf(request);
    const open = await this.signing.sessionOf(request);
    const outcome = await signInByProvider(this.signing.house, said, open, visitor);
    const result = outcome.kind === 'right' ? 'allowed' : 'refused';
    await this.log.put(request, response, 'sign-in', outcome.account, result);
    if (outcome.kind === 'refused') throw new Problem('sign-in-refused', outcome.message);
    this.signing.begin(response, outcome.token);
    this.page.redirect(response, this.signing.takeWayOn(request, response));
  }

  #client(): NonNullable<SigningService['provider']> {
    const { provider } = this.signing;
    if (provider !== null) return provider;
    throw new Problem('no-such-route', 'The service has no provider: sign in with your password.');
  }
}

function unreachable(): never {
  throw new Problem(
    'store-unavailable',
    'Your organization’s sign-in does not answer: try again in a while.',
    RETRY,
  );
}
