/** Beyond so many entries a map finds one faster than a look at each. */
const FEW = 16;

/**
 * Things of one case by the number that they are known by. Most cases have one or two of a kind, so
 * they are looked at one after the other; a case with very many is found its way by a map.
 */
export class Register<T> {
  readonly all: T[] = [];
  private readonly keys: number[] = [];
  private byKey: Map<number, T> | null = null;

  constructor(private readonly create: (key: number) => T) {}

  /** The thing of that number, made where there is none yet. */
  of(key: number): T {
    return this.find(key) ?? this.add(key);
  }

  private find(key: number): T | undefined {
    if (this.byKey !== null) return this.byKey.get(key);
    const place = this.keys.indexOf(key);
    return place < 0 ? undefined : this.all[place];
  }

  private add(key: number): T {
    const made = this.create(key);
    this.all.push(made);
    this.keys.push(key);
    if (this.byKey !== null) this.byKey.set(key, made);
    else if (this.keys.length > FEW) {
      this.byKey = new Map(this.keys.map((known, place) => [known, this.all[place]!]));
    }
    return made;
  }
}
