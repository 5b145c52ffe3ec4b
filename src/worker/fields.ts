/** A server's JSON answer, read field by field: what is missing or of another type is null, never believed. */
export class Fields {
  readonly #object: ReadonlyMap<string, unknown>;

  private constructor(object: object) {
    this.#object = new Map(Object.entries(object));
  }

  /** Null where the bytes are no JSON object. */
  static parse(bytes: Uint8Array): Fields | null {
    try {
      return Fields.of(JSON.parse(new TextDecoder().decode(bytes)));
    } catch {
      return null;
    }
  }

  static of(value: unknown): Fields | null {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? new Fields(value) : null;
  }

  text(name: string): string | null {
    const value = this.#object.get(name);
    return typeof value === "string" ? value : null;
  }

  number(name: string): number | null {
    const value = this.#object.get(name);
    return typeof value === "number" ? value : null;
  }

  flag(name: string): boolean | null {
    const value = this.#object.get(name);
    return typeof value === "boolean" ? value : null;
  }

  object(name: string): Fields | null {
    return Fields.of(this.#object.get(name));
  }

  /** Texts of a list; what is no text in it is left out. */
  texts(name: string): string[] | null {
    const value = this.#object.get(name);
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : null;
  }

  /** Objects of a list; what is no object in it is left out. */
  objects(name: string): Fields[] {
    const value = this.#object.get(name);
    return Array.isArray(value) ? value.flatMap((item: unknown) => Fields.of(item) ?? []) : [];
  }

  /** A map of texts, such as an asset's metadata; empty where there is none. */
  textMap(name: string): Record<string, string> {
    const value = this.object(name);
    return Object.fromEntries(value?.names().map((key) => [key, value.text(key) ?? ""]) ?? []);
  }

  /** A map of numbers, such as messages by subject, of which there may be a hundred thousand; what is no number in it counts as 0. */
  numberMap(name: string): Map<string, number> {
    const value = this.#object.get(name);
    const numbers = new Map<string, number>();
    if (typeof value !== "object" || value === null) return numbers;
    for (const [key, item] of Object.entries(value)) numbers.set(key, typeof item === "number" ? item : 0);
    return numbers;
  }

  names(): string[] {
    return [...this.#object.keys()];
  }
}
