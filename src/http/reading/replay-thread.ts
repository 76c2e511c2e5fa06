import 'reflect-metadata';
import { parentPort, workerData } from 'node:worker_threads';
import { NestFactory } from '@nestjs/core';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { segmentsOver } from '../../stores/sqlite/segments/segments-over-folder.js';
import { LedgerFolder } from '../../stores/sqlite/ledger-folder.js';
import { faultOf } from '../observing/request-log.js';
import type { AskedQuestion, RepliedQuestion, ThreadFault } from './questions.js';
import { ReplayDesk } from './replay-desk.js';
import { ReplayModule } from './replay-module.js';

// The thread that replays. It has the data folder open on its own, so that a replay of years never
// keeps the service from answering others; it writes nothing but segments.
const port = parentPort;
if (port === null) throw new Error('This file is the program of a thread: the service starts it.');
const { dataFolder } = workerData as { readonly dataFolder: string };
const folder = LedgerFolder.open(dataFolder, 'write');
const context = await NestFactory.createApplicationContext(
  ReplayModule.over(folder, segmentsOver(folder)),
  {
    logger: false,
    abortOnError: false,
  },
);
const desk = new ReplayDesk(folder, context.get(QueryBus), context.get(CommandBus));

async function answer({ number, question }: AskedQuestion): Promise<void> {
  const replied: RepliedQuestion = { number, reply: await desk.reply(question) };
  port?.postMessage(replied);
  try {
    await desk.prepareForNext(question);
  } catch (error) {
    const told: ThreadFault = { fault: faultOf(error) };
    port?.postMessage(told);
  }
}

port.on('message', (asked: AskedQuestion) => {
  void answer(asked);
});
