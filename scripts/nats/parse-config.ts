/** A value of the server's configuration language. Sizes (`10MB`) stay texts. */
export type ConfigValue = string | number | boolean | ConfigValue[] | { [key: string]: ConfigValue };

/**
 * Reads what `nats-server.conf` uses of the server's configuration language: blocks, lists, comments, quoted and bare
 * values; `:` and `=` after a key are optional before a block. No variables, no includes. Throws on anything else.
 */
export function parseConfig(text: string): { [key: string]: ConfigValue } {
  const tokens = tokenize(text);
  let at = 0;
  const peek = (): string | undefined => tokens[at];
  const take = (): string => {
    const token = tokens[at];
    if (token === undefined) throw new Error("the configuration ends too early");
    at += 1;
    return token;
  };
  const block = (end: string | undefined): { [key: string]: ConfigValue } => {
    const entries: [string, ConfigValue][] = [];
    while (peek() !== end) {
      const key = unquote(take());
      if (peek() === ":" || peek() === "=") take();
      entries.push([key, value()]);
      if (peek() === ",") take();
    }
    if (end !== undefined) take();
    return Object.fromEntries(entries);
  };
  const list = (): ConfigValue[] => {
    const values: ConfigValue[] = [];
    while (peek() !== "]") {
      values.push(value());
      if (peek() === ",") take();
    }
    take();
    return values;
  };
  const value = (): ConfigValue => {
    const token = take();
    if (token === "{") return block("}");
    if (token === "[") return list();
    return scalar(token);
  };
  return block(undefined);
}

const TOKEN = /#[^\n]*|"(?:[^"\\]|\\.)*"|[{}[\]:=,]|[^\s{}[\]:=,#"]+/gu;

function tokenize(text: string): string[] {
  const rest = text.replaceAll(TOKEN, "").trim();
  if (rest !== "") throw new Error(`the configuration has ${JSON.stringify(rest.slice(0, 20))}`);
  return (text.match(TOKEN) ?? []).filter((token) => !token.startsWith("#"));
}

function unquote(token: string): string {
  return token.startsWith('"') ? token.slice(1, -1).replaceAll(/\\(.)/gu, "$1") : token;
}

function scalar(token: string): ConfigValue {
  if (token.startsWith('"')) return unquote(token);
  if (/^-?\d+$/u.test(token)) return Number(token);
  if (token === "true" || token === "enabled") return true;
  return token === "false" || token === "disabled" ? false : token;
}
