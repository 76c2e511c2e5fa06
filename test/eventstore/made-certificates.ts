import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeCertificates } from './real-node.js';

/** An authority and a node's certificate by it, made by openssl in an empty folder. @param days - for which the node's holds */
export function madeCertificates(folder: string, name: string, days = 30): NodeCertificates {
  const authorities = join(folder, name);
  mkdirSync(authorities, { recursive: true });
  const path = (file: string): string => join(folder, `${name}-${file}`);
  const authority = join(authorities, 'ca.crt');
  const openssl = (...argv: readonly string[]): void => {
    execFileSync('openssl', argv, { stdio: 'pipe' });
  };
  const newKey = ['-newkey', 'rsa:2048', '-nodes'];
  openssl(
    ...['req', '-x509', ...newKey, '-days', '365', '-subj', `/CN=${name}`],
    ...['-keyout', path('ca.key'), '-out', authority],
  );
  openssl(
    ...['req', '-new', ...newKey, '-subj', '/CN=eventstoredb-node'],
    ...['-keyout', path('node.key'), '-out', path('node.csr')],
  );
  const extensions = path('extensions');
  writeFileSync(
    extensions,
    'subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth,clientAuth\n',
  );
  openssl(
    ...['x509', '-req', '-in', path('node.csr'), '-CA', authority, '-CAkey', path('ca.key')],
    ...['-set_serial', '2', '-days', String(days), '-extfile', extensions],
    ...['-out', path('node.crt')],
  );
  return { certificate: path('node.crt'), key: path('node.key'), authorities, authority };
}
