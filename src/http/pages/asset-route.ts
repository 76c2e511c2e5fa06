import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ASSETS_ADDRESS, findAsset } from '../../web/assets/assets.js';
import { Needs } from '../asking/needs.js';
import { Problem } from '../problems/problem.js';

export { compressAssets, loadAssets } from '../../web/assets/assets.js';

/** The files of pages: their names hold their hashes, so that a browser asks for each once. */
@ApiExcludeController()
@Controller(ASSETS_ADDRESS)
export class AssetRoute {
  @Get(':asset')
  @Needs('sign-in')
  async asset(
    @Param('asset') name: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const asset = findAsset(name);
    if (asset === null) throw new Problem('no-such-route', 'There is no such file of a page.');
    const encoding = request.acceptsEncodings(['br', 'gzip', 'identity']);
    const packed = encoding === 'br' ? asset.brotli() : encoding === 'gzip' ? asset.gzip() : null;
    response
      .set('Content-Type', asset.type)
      .set('Cache-Control', 'public, max-age=31536000, immutable')
      .set('Vary', 'Accept-Encoding');
    if (packed !== null && encoding !== false) response.set('Content-Encoding', encoding);
    response.end(packed === null ? asset.bytes : await packed);
  }
}
