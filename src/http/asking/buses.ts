import { Inject, Injectable } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, Query, QueryBus, QueryHandler } from '@nestjs/cqrs';
import type { ICommandHandler, IQueryHandler } from '@nestjs/cqrs';
import type { Actor } from '../../application/actor.js';
import { Application } from '../../application/application.js';
import type { Reply } from '../../application/application.js';
import type { Request } from '../../application/list.js';
import type { EntryName, InputOf, ValueOf } from '../../application/list.js';
import { valueOrProblem } from '../problems/problem-of-reply.js';
import { ReplayThreads } from '../reading/replay-threads.js';
import type { PrintedQuestion, PrintedReply } from '../reading/questions.js';
import { stateAnswer } from '../reading/state-answer.js';

/** An act of the list, done in this process. */
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
    readonly onBegin: () => void,
  ) {
    super();
  }
}

@CommandHandler(DoAct)
export class DoActHandler implements ICommandHandler<DoAct, Reply<unknown>> {
  constructor(@Inject(Application) private readonly application: Application) {}

  execute({ actor, request }: DoAct): Promise<Reply<unknown>> {
    return this.application.ask(actor, request.name, request.input);
  }
}

@QueryHandler(AskThreads)
export class AskThreadsHandler implements IQueryHandler<AskThreads, PrintedReply> {
  constructor(
    private readonly threads: ReplayThreads,
    @Inject(Application) private readonly application: Application,
  ) {}

  async execute({ actor, question, onBegin }: AskThreads): Promise<PrintedReply> {
    if (question.name !== 'stateReport') return this.threads.ask({ ...question, actor }, onBegin);
    const value = await stateAnswer(this.application, actor, question, onBegin);
    return { kind: 'answered', value };
  }
}

/** The buses that carry the list in the service. */
@Injectable()
export class Buses {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** Does an act of the list; throws a `Problem` where it was not done. */
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
    const reply = await this.commands.execute(new DoAct(actor, request));
    // The application answers what the entry of that name gives.
    return reply as Reply<ValueOf<Name>>;
  }

  ask(actor: Actor, question: PrintedQuestion, onBegin: () => void): Promise<PrintedReply> {
    return this.queries.execute(new AskThreads(actor, question, onBegin));
  }
}
