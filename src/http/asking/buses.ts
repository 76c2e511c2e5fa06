import { Inject, Injectable } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, Query, QueryBus, QueryHandler } from '@nestjs/cqrs';
import type { ICommandHandler, IQueryHandler } from '@nestjs/cqrs';
import type { County } from '../../../events/values/county.js';
import type { Actor } from '../../application/actor.js';
import { Application } from '../../application/application.js';
import type { Reply } from '../../application/application.js';
import type { House } from '../../application/house.js';
import type { LineEnd } from '../../application/line-of.js';
import type { Request, RequestFor } from '../../application/list.js';
import type { EntryName, InputOf, ValueOf } from '../../application/list.js';
import { ActThreads } from '../acting/act-threads.js';
import { HOUSE } from '../house-token.js';
import { valueOrProblem } from '../problems/problem-of-reply.js';
import { actsFor, actsForValue } from '../reading/given-acts.js';
import { REPLAYED_NAMES } from '../reading/questions.js';
import type { PrintedQuestion, PrintedReply, ReplayedName } from '../reading/questions.js';
import { ReplayThreads } from '../reading/replay-threads.js';
import { SameAnswers } from '../reading/same-answers.js';
import { stateAnswer } from '../reading/state-answer.js';

/** A question or an act of the list, done in this process or, where it takes long, in the thread for acts. */
export class DoAct extends Command<Reply<unknown>> {
  constructor(
    readonly actor: Actor,
    readonly request: Request,
  ) {
    super();
  }
}

/** A question of the list that replay threads answer. */
export class AskThreads extends Query<PrintedReply> {
  /** @param onBegin - called when a thread begins with it */
  constructor(
    readonly actor: Actor,
    readonly question: PrintedQuestion,
    readonly sizes: readonly (readonly [County, number])[],
    readonly onBegin: () => void,
  ) {
    super();
  }
}

/** A question of the list that a replay thread answers with values. */
export class AskValue extends Query<Reply<unknown>> {
  constructor(
    readonly actor: Actor,
    readonly request: RequestFor<ReplayedName>,
  ) {
    super();
  }
}

@QueryHandler(AskValue)
export class AskValueHandler implements IQueryHandler<AskValue, Reply<unknown>> {
  readonly #sameAnswers = new SameAnswers();

  constructor(
    private readonly threads: ReplayThreads,
    @Inject(Application) private readonly application: Application,
    @Inject(HOUSE) private readonly house: House,
  ) {}

  /**
   * The gate is asked here before and after the thread's work: a right that was withdrawn meanwhile counts. What is
   * answered is on the access log before it leaves.
   */
  async execute({ actor, request }: AskValue): Promise<Reply<unknown>> {
    // A name with its own input is one of the requests.
    const { name, input } = request as RequestFor<'report'>;
    const withdrawn = async (): Promise<Reply<unknown> | null> => {
      await this.application.readAccess(actor);
      return this.application.stopped(actor, name, input);
    };
    const onLog = (end: LineEnd): Promise<Reply<unknown> | null> =>
      this.application.logged(actor, name, input, end);
    try {
      const reply =
        (await this.application.letIn(actor, name, input)) ?? (await this.#value(request));
      const last = reply.kind === 'done' ? ((await withdrawn()) ?? reply) : reply;
      return (await onLog(last)) ?? last;
    } catch (error) {
      const unlogged = await onLog({ kind: 'failed' });
      if (unlogged !== null) return unlogged;
      throw error;
    }
  }

  async #value(request: RequestFor<ReplayedName>): Promise<Reply<unknown>> {
    const acts = await actsForValue(this.house, request);
    const ask = (): Promise<Reply<unknown>> => this.threads.value({ kind: 'value', request, acts });
    return isOfOneMoment(request) ? this.#sameAnswers.of(JSON.stringify(request), ask) : ask();
  }
}

/** Whether a question has one answer for ever: as of a position, and resting on no acts that may come in. */
function isOfOneMoment({ name, input }: RequestFor<ReplayedName>): boolean {
  if (name === 'outdated' || name === 'senseWarnings') return false;
  return 'asOf' in input && input.asOf !== null;
}

@CommandHandler(DoAct)
export class DoActHandler implements ICommandHandler<DoAct, Reply<unknown>> {
  constructor(
    @Inject(Application) private readonly application: Application,
    private readonly threads: ActThreads,
  ) {}

  async execute({ actor, request }: DoAct): Promise<Reply<unknown>> {
    const { name, input } = request;
    const { threads, application } = this;
    if (!threads.does(request)) return application.ask(actor, name, input);
    // Asked here as well, so that nobody waits for the thread to be refused.
    const reply =
      (await application.letIn(actor, name, input)) ?? (await this.#inThread(actor, request));
    return (await application.logged(actor, name, input, reply)) ?? reply;
  }

  /** What fails there is on the access log as well. */
  async #inThread(actor: Actor, request: Request): Promise<Reply<unknown>> {
    try {
      return await this.threads.do(actor, request);
    } catch (error) {
      const { name, input } = request;
      const unlogged = await this.application.logged(actor, name, input, { kind: 'failed' });
      if (unlogged !== null) return unlogged;
      throw error;
    }
  }
}

@QueryHandler(AskThreads)
export class AskThreadsHandler implements IQueryHandler<AskThreads, PrintedReply> {
  constructor(
    private readonly threads: ReplayThreads,
    @Inject(Application) private readonly application: Application,
    @Inject(HOUSE) private readonly house: House,
  ) {}

  async execute({ actor, question, sizes, onBegin }: AskThreads): Promise<PrintedReply> {
    if (question.name === 'stateReport' || question.name === 'measuresOfState') {
      const value = await stateAnswer(this.application, actor, question, sizes, onBegin);
      return { kind: 'answered', value };
    }
    const acts = await actsFor(this.house, question);
    return this.threads.ask({ kind: 'question', question, acts }, onBegin);
  }
}

/** The buses that carry the list in the service. */
@Injectable()
export class Buses {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** Does an act of the list, or answers a light question; throws a `Problem` where it was not done. */
  async do<Name extends EntryName>(
    actor: Actor,
    name: Name,
    input: InputOf<Name>,
  ): Promise<ValueOf<Name>> {
    return valueOrProblem(await this.reply(actor, name, input));
  }

  /** Asks or does what the list has of that name, in this process. */
  async reply<Name extends EntryName>(
    actor: Actor,
    name: Name,
    input: InputOf<Name>,
  ): Promise<Reply<ValueOf<Name>>> {
    // A name with its own input is one of the requests.
    const request = { name, input } as unknown as Request;
    const reply = isReplayed(request)
      ? await this.queries.execute(new AskValue(actor, request))
      : await this.commands.execute(new DoAct(actor, request));
    // The application answers what the entry of that name gives.
    return reply as Reply<ValueOf<Name>>;
  }

  ask(
    actor: Actor,
    question: PrintedQuestion,
    sizes: readonly (readonly [County, number])[],
    onBegin: () => void,
  ): Promise<PrintedReply> {
    return this.queries.execute(new AskThreads(actor, question, sizes, onBegin));
  }
}

function isReplayed(request: Request): request is RequestFor<ReplayedName> & Request {
  return (REPLAYED_NAMES as readonly string[]).includes(request.name);
}
