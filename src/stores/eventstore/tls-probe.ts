import { connect } from 'node:tls';

const PROBE_MS = 1_000;

/** Whether what listens there speaks TLS. Nothing is sent, and no certificate is believed. */
export const speaksTls = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, rejectUnauthorized: false, timeout: PROBE_MS });
    const settle = (isTls: boolean): void => {
      socket.destroy();
      resolve(isTls);
    };
    socket.once('secureConnect', () => {
      settle(true);
    });
    for (const end of ['error', 'close', 'timeout']) {
      socket.once(end, () => {
        settle(false);
      });
    }
  });
