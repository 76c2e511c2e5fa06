import { existsSync } from 'node:fs';
import type { StartedTestContainer } from 'testcontainers';
import { StandIn } from '../standin/cluster.js';

/** A server to test against. Every stream of the run begins with the prefix. */
export interface ServerUnderTest {
  readonly name: string;
  readonly connectionString: string;
  readonly streamPrefix: string;
  stop(): Promise<void>;
}

/** A way to a server; where it cannot be gone, the sentence why. */
export interface ServerSource {
  readonly name: string;
  readonly missing: string | null;
  /** Of this project: cheap to start, and in every build. */
  readonly isStandIn?: boolean;
  start(): Promise<ServerUnderTest>;
}

const GIVEN = process.env['PLUMBLINE_TEST_EVENTSTORE'];
const PREFIX = process.env['PLUMBLINE_TEST_EVENTSTORE_PREFIX'] ?? '';
const IMAGE =
  process.env['PLUMBLINE_TEST_EVENTSTORE_IMAGE'] ??
  'docker.kurrent.io/kurrent-lts/kurrentdb:26.0.3';
const DOCKER_SOCKET = '/var/run/docker.sock';
const START_TIMEOUT_MS = 180_000;

const standIn: ServerSource = {
  name: 'the stand-in',
  missing: null,
  isStandIn: true,
  start: async () => {
    const started = await StandIn.start();
    const { connectionString } = started;
    return { name: 'stand-in', connectionString, streamPrefix: '', stop: () => started.stop() };
  },
};

const given: ServerSource = {
  name: 'the given server',
  missing:
    GIVEN === undefined || GIVEN === ''
      ? 'PLUMBLINE_TEST_EVENTSTORE names no server (esdb://...).'
      : null,
  start: () =>
    Promise.resolve({
      name: 'given',
      connectionString: GIVEN ?? '',
      streamPrefix: PREFIX,
      stop: () => Promise.resolve(),
    }),
};

const hasDocker = existsSync(DOCKER_SOCKET) || process.env['DOCKER_HOST'] !== undefined;

const container: ServerSource = {
  name: `a container of ${IMAGE}`,
  missing:
    given.missing === null
      ? 'a server was given, so none is started.'
      : hasDocker
        ? null
        : `no Docker engine answers (neither ${DOCKER_SOCKET} nor DOCKER_HOST).`,
  start: async () => {
    const { GenericContainer, Wait } = await import('testcontainers');
    const started: StartedTestContainer = await new GenericContainer(IMAGE)
      .withCommand(['--insecure', '--mem-db'])
      .withExposedPorts(2113)
      .withWaitStrategy(Wait.forHttp('/health/live', 2113).forStatusCode(204))
      .withStartupTimeout(START_TIMEOUT_MS)
      .start();
    const address = `${started.getHost()}:${String(started.getMappedPort(2113))}`;
    return {
      name: 'container',
      connectionString: `esdb://${address}?tls=false`,
      streamPrefix: PREFIX,
      stop: async () => {
        await started.stop();
      },
    };
  },
};

/** The stand-in always, a server where one is given, else a container where Docker is. */
export const SERVER_SOURCES: readonly ServerSource[] = [standIn, given, container];

/** Says on standard error, past jest, why a suite is left out. */
export const sayMissing = ({ name, missing }: ServerSource): void => {
  process.stderr.write(`Left out: the EventStoreDB tests against ${name}: ${missing ?? ''}\n`);
};
