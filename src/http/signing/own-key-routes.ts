import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { faultsOfAct, statusOf } from '../../web/forms/act-faults.js';
import {
  OWN_KEY_FIELDS,
  ownKeyGiven,
  ownKeyPage,
  ownKeyShownPage,
} from '../../web/pages/signing-in/own-key.js';
import { Buses } from '../asking/buses.js';
import { Needs } from '../asking/needs.js';
import { SigningService } from './signing-service.js';
import { SigningPage } from './signing-page.js';
import { clockNow } from '../../ports/clock.js';

const ADDRESS = '/account/key';

/** A key that somebody makes for a program of his (contract/web.md, Pages). */
@ApiExcludeController()
@Controller('account/key')
export class OwnKeyRoutes {
  constructor(
    private readonly signing: SigningService,
    private readonly page: SigningPage,
    private readonly buses: Buses,
  ) {}

  @Get()
  @Needs('self')
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const open = await this.page.openFor(request, response);
    if (open === null || this.page.asksAgain(response, open, ADDRESS)) return;
    await this.page.send(request, response, (around) =>
      ownKeyPage(around, open.account, around.now),
    );
  }

  @Post()
  @Needs('self')
  async make(@Req() request: Request, @Res() response: Response): Promise<void> {
    const form = await this.page.form(request);
    const open = await this.page.openFor(request, response);
    const person = await this.signing.personOf(request);
    if (open === null || person === null) return;
    if (this.page.asksAgain(response, open, ADDRESS)) return;
    const given = { ...ownKeyGiven(open.account, form, clockNow()) };
    const reply = await this.buses.reply(person, 'doAccessAct', { given });
    const faults = faultsOfAct(reply, OWN_KEY_FIELDS);
    if (faults === null && reply.kind === 'done') {
      const { secret } = reply.value;
      await this.page.send(request, response, () => ownKeyShownPage(secret ?? ''));
      return;
    }
    const state = { texts: form, faults: faults ?? [] };
    await this.page.send(
      request,
      response,
      (around) => ownKeyPage(around, open.account, around.now, state),
      statusOf(state.faults),
    );
  }
}
