import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { packageJson } from '../../packages/order-package.js';
import { objectIn } from '../acting/sent-object.js';
import { Acting } from '../acting/acting.js';
import { Answering } from '../answering/answering.js';
import { formatFor } from '../answering/media-types.js';
import { sendFile } from '../answering/send-file.js';
import { actorOf } from '../asking/actor-of.js';
import { Buses } from '../asking/buses.js';
import {
  AnswersProblems,
  AnswersWithTag,
  Asks,
  ShowsAnswer,
  ShowsMade,
  TakesKey,
  TakesObject,
} from '../openapi/answers-of-routes.js';
import { PackageQueue } from '../packing/package-queue.js';
import { PackageOrder } from '../requests/bodies.js';
import { NoOptions, PackagePath, VersionPath } from '../requests/requests.js';

/** Evidence packages, which are made one after the other, and kept. */
@ApiTags('packages')
@Controller('v1/counties/:county')
export class PackageRoutes {
  constructor(
    private readonly answering: Answering,
    private readonly acting: Acting,
    private readonly buses: Buses,
    private readonly queue: PackageQueue,
  ) {}

  @Post('months/:month/versions/:version/packages')
  @Asks('orderPackage', 'Have the evidence package of a version made')
  @TakesObject(PackageOrder)
  @TakesKey()
  @ShowsMade('It is made when its turn comes; ask at Location how far it is.', 'Package', 202)
  @AnswersProblems(404, 406, 410, 413, 415, 422, 429, 503)
  orderPackage(
    @Param() { county, month, version }: VersionPath,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.acting.act({ request, response }, objectIn(PackageOrder), {
      name: 'orderPackage',
      inputOf: ({ auditFfy = null }) => {
        this.queue.refuseWhereFull();
        return { county, month, version, auditFfy };
      },
      answerOf: (kept) => {
        this.queue.wake();
        const place = `/v1/counties/${kept.county}/packages/${kept.package}`;
        return {
          text: packageJson(kept, 0),
          status: 202,
          headers: { Location: place, 'Retry-After': '1' },
        };
      },
    });
  }

  @Get('packages/:package')
  @Asks('packageState', 'How far a package is')
  @ShowsAnswer('Its state, and how much of it is done.', { json: 'Package' })
  @AnswersWithTag()
  @AnswersProblems(404, 406, 422, 503)
  packageState(
    @Param() { county, package: name }: PackagePath,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formatFor(request, ['json']);
    return this.answering.here(
      { request, response },
      'packageState',
      { county, package: name },
      (kept) => packageJson(kept, this.queue.doneOf(kept)),
    );
  }

  @Get('packages/:package/file')
  @Asks('packageFile', 'A package that is ready, as a zip file')
  @ShowsAnswer('The package.', { zip: 'ZipFile' })
  @AnswersProblems(404, 406, 422, 503)
  async packageFile(
    @Param() { county, package: name }: PackagePath,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formatFor(request, ['zip']);
    const asked = { county, package: name };
    const { path, name: fileName } = await this.buses.do(actorOf(request), 'packageFile', asked);
    const sent = { path, name: fileName, format: 'zip', isKept: true } as const;
    await sendFile({ request, response }, sent);
  }
}
