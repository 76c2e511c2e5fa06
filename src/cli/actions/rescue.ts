import { formatInstantMillis } from '../../../events/values/instant.js';
import type { RescueLook, RescueTarget } from '../../ports/ledger-rescue.js';
import type { Rescued } from '../../rescue/rescue-county.js';
import { withApplication } from '../application.js';
import { countyArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { Progress } from '../progress.js';
import { rescueAccessCommand } from './rescue-access.js';
import type { Applied } from './rescue-access.js';
import { printOutcome } from '../refusals.js';
import { personArgument } from '../version-arguments.js';

export interface RescueOptions {
  readonly county?: string;
  readonly access?: true;
  readonly apply?: true;
  readonly root?: string;
  readonly by?: string;
  readonly second?: string;
  readonly json?: true;
}

const ROOT_FORM = /^[0-9a-f]{64}$/u;

export async function rescue(run: Run, options: RescueOptions): Promise<ExitCode> {
  if ((options.county === undefined) === (options.access === undefined)) {
    throw new WrongUsage('Name what is to be made anew: --county CC, or --access.');
  }
  const isJson = options.json === true;
  const asked = options.apply === true ? applyArguments(options) : notApplied(options);
  if (options.county === undefined) return rescueAccessCommand(run, isJson, asked);
  const county = countyArgument(options.county);
  return withApplication(run, 'change', async (application) => {
    if (asked === null) {
      const look = await application.outcome('rescueLook', { county });
      return printOutcome(run, isJson, look, async (value) => {
        await run.output.result(isJson ? lookJson(value) : lookText(value));
      });
    }
    const progress = new Progress(run.output, 'Making the stream anew');
    const onEntries = (count: number, total: number): void => {
      progress.report(count, 'records', total);
    };
    const outcome = await application.outcome('rescue', { county, ...asked, onEntries });
    progress.done();
    return printOutcome(run, isJson, outcome, async (value) => {
      if (isJson) await run.output.result(`${JSON.stringify(value)}\n`);
      else await run.output.sentences(rescuedText(value));
    });
  });
}

function applyArguments({ root = '', by, second }: RescueOptions): Applied {
  if (!ROOT_FORM.test(root)) {
    throw new WrongUsage('--apply needs --root, the 64 digits that plumbline rescue shows first.');
  }
  if (by === undefined || second === undefined) {
    throw new WrongUsage('--apply needs two people: name them with --by and --second.');
  }
  return { root, by: personArgument(by), second: personArgument(second) };
}

function notApplied({ root, by, second }: RescueOptions): null {
  if (root === undefined && by === undefined && second === undefined) return null;
  throw new WrongUsage('--root, --by and --second go with --apply: say it too, or leave them out.');
}

function lookJson({ county, server, here, there }: RescueLook): string {
  const last = here.last === null ? null : formatInstantMillis(here.last);
  const { kind: state, ...rest } = there;
  return `${JSON.stringify({ county, server, here: { ...here, last }, there: { state, ...rest } })}\n`;
}

function lookText({ county, server, here, there }: RescueLook): string {
  const last = here.last === null ? 'none' : formatInstantMillis(here.last);
  const lines = [
    `County ${county}`,
    `  here   ${String(here.size)} positions, of which ${String(here.erased)} erased`,
    `         root ${here.root === '' ? 'none' : here.root}`,
    `         last recorded ${last}`,
    `         ${String(here.submissions)} acts about reports, ${String(here.retention)} about retention, ${String(here.intake)} about public keys, ${String(here.notes)} signed notes`,
    `  there  ${server}`,
    `         ${thereText(there)}`,
  ];
  if (there.kind === 'empty' && here.size > 0) {
    lines.push(
      '',
      'Nothing was changed. Compare size and root with every other machine that has a replica, and on the one with the greatest size run:',
      `  plumbline rescue --county ${county} --apply --root ${here.root} --by PERSON --second PERSON`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function thereText(there: RescueTarget): string {
  switch (there.kind) {
    case 'empty':
      return 'nothing of this county';
    case 'rescued':
      return `rescued already, ${String(there.size)} positions with root ${there.root}`;
    case 'notEmpty':
      return `not empty: ${there.finding}`;
  }
}

function rescuedText({ county, size, root }: Rescued): string {
  return `County ${county} is on the server again: ${String(size)} positions, read back with root ${root}.\n`;
}
