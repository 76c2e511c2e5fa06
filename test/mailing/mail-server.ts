import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { hash } from 'node:crypto';
import { SMTPServer } from 'smtp-server';

/** A mail as a server took it. */
export interface MailGot {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

/** A real mail server in this process, which can be away. */
export interface MailServer {
  readonly url: string;
  readonly got: MailGot[];
  /** While it is away, it takes nothing. */
  isAway: boolean;
  readonly close: () => Promise<void>;
}

export async function openMailServer(): Promise<MailServer> {
  const got: MailGot[] = [];
  const state = { isAway: false };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onConnect: (_session, done) => {
      done(state.isAway ? new Error('Away') : undefined);
    },
    onData: (stream, { envelope }, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const address = envelope.rcptTo.map((each) => each.address).join(', ');
        got.push(mailOf(address, Buffer.concat(pieces).toString('latin1')));
        done();
      });
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return {
    url: `smtp://127.0.0.1:${String((listening.address() as AddressInfo).port)}`,
    got,
    get isAway() {
      return state.isAway;
    },
    set isAway(isAway: boolean) {
      state.isAway = isAway;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(resolve);
      }),
  };
}

/** As much of MIME as our own mails have: a text, and files in base64. */
function mailOf(to: string, raw: string): MailGot {
  const boundary = /boundary="?([^"\r\n;]+)/u.exec(raw)?.[1];
  const parts = boundary === undefined ? [raw] : raw.split(`--${boundary}`).slice(1);
  const files = parts.flatMap((part) => {
    const name = /filename="?([^"\r\n;]+)/u.exec(part)?.[1];
    if (name === undefined) return [];
    const bytes = Buffer.from(bodyOf(part), 'base64');
    return [{ name, sha256: hash('sha256', bytes) }];
  });
  const subject = /^Subject: (.*(?:\r\n[ \t].*)*)/mu.exec(raw)?.[1] ?? '';
  const [text = ''] = boundary === undefined ? [raw] : parts;
  return {
    to,
    subject: subject.replaceAll(/\r\n[ \t]/gu, ' '),
    text: bodyOf(text).replaceAll('=\r\n', '').replaceAll('=3D', '='),
    files,
  };
}

function bodyOf(part: string): string {
  return part.slice(part.indexOf('\r\n\r\n', 2) + 4);
}
