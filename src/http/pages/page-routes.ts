import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { AnyPage } from '../../web/page.js';
import { PAGES } from '../../web/pages.js';
import { Needs } from '../asking/needs.js';
import { PageService } from './page-service.js';
import { ProblemsAsPages } from './problems-as-pages.js';

type Handler = (this: Routes, request: Request, response: Response) => Promise<void>;

interface Routes {
  readonly pages: PageService;
  readonly problems: ProblemsAsPages;
}

/** The routes of all pages, made from their table: an address that is asked for, and sent forms where a page has any. */
export function pageRoutes(pages: readonly AnyPage[] = PAGES): Type {
  @ApiExcludeController()
  @Controller()
  class PageRoutes implements Routes {
    constructor(
      @Inject(PageService) readonly pages: PageService,
      @Inject(ProblemsAsPages) readonly problems: ProblemsAsPages,
    ) {}
  }
  for (const page of pages) {
    addRoute(PageRoutes, `GET ${page.address}`, Get(page.address), page);
    if (takesForms(page)) {
      addRoute(PageRoutes, `POST ${page.address}`, Post(page.address), page);
    }
  }
  return PageRoutes;
}

/** The methods that the address of a page takes. */
export interface PageMethods {
  /** As in `/counties/{county}`. */
  readonly address: string;
  readonly methods: readonly string[];
}

/** The methods of all pages: each is asked for, and takes forms where it has any. */
export function methodsOfPages(): readonly PageMethods[] {
  return PAGES.map((page) => ({
    address: page.address.replaceAll(/:(\w+)/gu, '{$1}'),
    methods: takesForms(page) ? ['get', 'post'] : ['get'],
  }));
}

function takesForms({ acts, uploads }: AnyPage): boolean {
  return acts !== undefined || uploads !== undefined;
}

/** What decorators would do to a method that stood in the class. */
function addRoute(routes: Type, name: string, route: MethodDecorator, page: AnyPage): void {
  const handler: Handler = async function (request, response) {
    try {
      await this.pages.answer(page, request, response);
    } catch (error) {
      this.problems.send(error, request, response);
    }
  };
  const { prototype } = routes as { readonly prototype: object };
  const descriptor: PropertyDescriptor = { value: handler, writable: true, configurable: true };
  Object.defineProperty(prototype, name, descriptor);
  route(prototype, name, descriptor);
  Needs(page.action)(prototype, name, descriptor);
  Req()(prototype, name, 0);
  Res()(prototype, name, 1);
}
