import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as the server took it. */
export interface MailGot {
  readonly to: readonly string[];
  /** As it came over the wire, its soft line ends joined. */
  readonly text: string;
}

/** A real mail server in this process. It knows nobody whose address begins with `refused`. */
export class MailServer {
  readonly got: MailGot[] = [];
  readonly #server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      done(address.startsWith('refused') ? new Error(`No such person: ${address}`) : undefined);
    },
    onData: (stream, { envelope }, done) => {
      let text = '';
      stream.on('data', (piece: Buffer) => (text += piece.toString('utf8')));
      stream.on('end', () => {
        const to = envelope.rcptTo.map(({ address }) => address);
        this.got.push({ to, text: text.replaceAll('=\r\n', '').replaceAll('=3D', '=') });
        done();
      });
    },
  });

  /** Answers how `PLUMBLINE_SMTP` names it. */
  async start(): Promise<string> {
    const listening = this.#server.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    return `smtp://127.0.0.1:${String((listening.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(resolve);
    });
  }
}
