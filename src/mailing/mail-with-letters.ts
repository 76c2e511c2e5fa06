import { formatDay } from '../../events/values/day.js';
import { LETTER_WORDS } from '../../projections/process/letters/letter-words.js';
import type { LetterOfAct } from '../../projections/process/letters/letters-of-acts.js';
import { MAIL_TRIED_MS } from './mail-queue.js';
import type { Mail, MailAttachment } from './mail-queue.js';
import type { MailOfLetters } from './mails-of-letters.js';

/** A letter as it goes with a mail. */
export interface Enclosed {
  readonly letter: LetterOfAct;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** The mail with the letters of an act: no name of a person, no case, no amount outside of the letters themselves. */
export function mailWithLetters(
  { to, since }: MailOfLetters,
  enclosed: readonly Enclosed[],
  origin: URL,
): Mail {
  const [first] = enclosed;
  const application = first?.letter.applications[0];
  const about = application === undefined ? 'the allocation guide' : `application ${application}`;
  const page =
    application === undefined ? '/access/allocation' : `/access/applications/${application}`;
  const [subject = 'Letter'] = enclosed.map(({ letter: { kind } }) => LETTER_WORDS[kind]);
  const attachments = enclosed.map(({ letter, bytes }): MailAttachment => {
    const day = formatDay(letter.day);
    const name = `${application ?? 'guide'}-${letter.kind}-${day}.pdf`;
    return { name, type: 'application/pdf', bytes };
  });
  const lines = enclosed.flatMap(({ letter: { kind }, sha256 }, place) => [
    `${LETTER_WORDS[kind]}: ${attachments[place]?.name ?? ''}`,
    `  SHA-256 ${sha256}`,
  ]);
  const text = [
    `Letters of the CCSAS Third Party Access Process are attached. They are about ${about}.`,
    '',
    ...lines,
    '',
    'Whoever has access finds them under these numbers at',
    new URL(page, origin).href,
    '',
    'If you did not expect this mail, tell the Process Manager whom the letter names.',
    '',
  ].join('\n');
  return {
    to,
    subject: `Third Party Access Process: ${subject}, ${about}`,
    text,
    attachments,
    until: since + MAIL_TRIED_MS,
  };
}
