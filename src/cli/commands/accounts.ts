import { Option } from 'commander';
import type { Command } from 'commander';
import type { InviteOptions, NewKeyOptions, NewLinkOptions } from '../actions/accounts.js';
import { defineCommand, examples, jsonOption } from '../context.js';
import type { Invocation } from '../context.js';

/** `plumbline access invite|link|key`: what the operator does for an account. */
export function defineAccounts(access: Command, invocation: Invocation): void {
  defineInvite(access, invocation);
  defineLink(access, invocation);
  defineKey(access, invocation);
}

function defineInvite(access: Command, invocation: Invocation): void {
  const invite = defineCommand(access, 'invite', 'let a person in, or a machine with a key')
    .requiredOption('--email <E>', 'e-mail address')
    .requiredOption('--first <F>', 'first name')
    .requiredOption('--last <L>', 'last name')
    .requiredOption('--role <R>', 'role, for example account-manager or lcsa-reporter')
    .option('--county <CC>', 'the county, 01 to 58, that the role needs')
    .option('--application <T>', 'the application that the role needs, for example T-1')
    .option('--key <LABEL>', 'make a machine, with a key of this label')
    .addOption(originOption())
    .addOption(jsonOption())
    .action((options: InviteOptions) => {
      invocation.choose(invite, async (run) => {
        const actions = await import('../actions/accounts.js');
        return actions.inviteCommand(run, options);
      });
    });
  invite.addHelpText(
    'after',
    `
Prints a one-time link, with which the person chooses how to sign in; with --key a key instead. Either is
shown this once and kept as a hash.`,
  );
  examples(
    invite,
    'access invite --email ana@example.gov --first Ana --last Diaz --role account-manager',
    'access invite --email intake@example.gov --first Intake --last County --role lcsa-reporter --county 19 --key nightly',
  );
}

function defineLink(access: Command, invocation: Invocation): void {
  const link = defineCommand(access, 'link', 'make another one-time link for an account')
    .requiredOption('--account <A>', 'the account, for example A-1')
    .addOption(originOption())
    .addOption(jsonOption())
    .action((options: NewLinkOptions) => {
      invocation.choose(link, async (run) => {
        const actions = await import('../actions/accounts.js');
        return actions.linkCommand(run, options);
      });
    });
  link.addHelpText(
    'after',
    '\nIt resets the sign-in: password, passkeys, codes and sessions of the account count no more.',
  );
  examples(link, 'access link --account A-1');
}

function defineKey(access: Command, invocation: Invocation): void {
  const key = defineCommand(access, 'key', 'make a key of an account, shown once')
    .requiredOption('--account <A>', 'the account, for example A-1')
    .requiredOption('--key <LABEL>', 'what the key is called')
    .addOption(jsonOption())
    .action((options: NewKeyOptions) => {
      invocation.choose(key, async (run) => {
        const actions = await import('../actions/accounts.js');
        return actions.keyCommand(run, options);
      });
    });
  key.addHelpText(
    'after',
    '\nIt carries the grants that the account has now and a key may carry, for a year.',
  );
  examples(key, 'access key --account A-7 --key nightly');
}

function originOption(): Option {
  return new Option(
    '--origin <URL>',
    'where the service is, for the link (default: $PLUMBLINE_ORIGIN or http://localhost:1257)',
  );
}
