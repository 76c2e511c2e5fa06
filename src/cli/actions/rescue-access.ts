import type { AccessRescueLook, AccessThere } from '../../ports/access-rescue.js';
import { withApplication } from '../application.js';
import type { Run } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { printOutcome } from '../refusals.js';

/** What a rescue is told when it is done. */
export interface Applied {
  /** As the look before it has shown it. */
  readonly root: string;
  readonly by: string;
  readonly second: string;
}

/** `plumbline rescue --access`: who has access, and how organisations came to it. */
export async function rescueAccessCommand(
  run: Run,
  isJson: boolean,
  asked: Applied | null,
): Promise<ExitCode> {
  return withApplication(run, 'change', async (application) => {
    if (asked === null) {
      const look = await application.outcome('rescueAccessLook', {});
      return printOutcome(run, isJson, look, async (value) => {
        await run.output.result(isJson ? lookJson(value) : lookText(value));
      });
    }
    const outcome = await application.outcome('rescueAccess', asked);
    return printOutcome(run, isJson, outcome, async (value) => {
      const { acts, root } = value;
      await run.output.result(
        isJson
          ? `${JSON.stringify(value)}\n`
          : `Access is on the server again: ${String(acts)} acts, with root ${root}. Of passwords, codes and keys a machine has copied those alone that it has seen: whoever cannot sign in is given another link (plumbline access link).\n`,
      );
    });
  });
}

function lookJson({ server, here, there }: AccessRescueLook): string {
  const { kind: state, ...rest } = there;
  return `${JSON.stringify({ server, here, there: { state, ...rest } })}\n`;
}

function lookText({ server, here, there }: AccessRescueLook): string {
  const lines = [
    'Access',
    `  here   ${String(here.acts)} acts, ${String(here.notes)} signed notes`,
    `         root ${here.root === '' ? 'none' : here.root}`,
    `  there  ${server}`,
    `         ${thereText(there)}`,
  ];
  if (there.kind === 'empty' && here.acts > 0) {
    lines.push(
      '',
      'Nothing was changed. Compare acts and root with every other machine that has a replica, and on the one with the most acts run:',
      `  plumbline rescue --access --apply --root ${here.root} --by PERSON --second PERSON`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function thereText(there: AccessThere): string {
  switch (there.kind) {
    case 'empty':
      return 'no act of access';
    case 'same':
      return 'the same acts';
    case 'notEmpty':
      return `not empty: ${there.finding}`;
  }
}
