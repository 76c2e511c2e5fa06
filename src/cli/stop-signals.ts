/** SIGINT and SIGTERM: the first asks to stop, the second not to wait. */
export class StopSignals {
  readonly first: Promise<void>;
  readonly second: Promise<void>;
  #count = 0;
  readonly #resolve: readonly [() => void, () => void];

  constructor() {
    const first = Promise.withResolvers<undefined>();
    const second = Promise.withResolvers<undefined>();
    this.first = first.promise;
    this.second = second.promise;
    this.#resolve = [
      () => {
        first.resolve(undefined);
      },
      () => {
        second.resolve(undefined);
      },
    ];
    process.on('SIGINT', this.#onSignal);
    process.on('SIGTERM', this.#onSignal);
  }

  close(): void {
    process.off('SIGINT', this.#onSignal);
    process.off('SIGTERM', this.#onSignal);
  }

  readonly #onSignal = (): void => {
    this.#resolve[this.#count]?.();
    this.#count += 1;
  };
}
