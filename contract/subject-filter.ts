/** Subject filters against each other, by NATS' rules: `*` is one token, `>` one or more at the end. */

/** Whether some subject is matched by both filters. */
export function collide(a: string, b: string): boolean {
  const left = a.split(".");
  const right = b.split(".");
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const l = left[i];
    const r = right[i];
    if (l === undefined || r === undefined) return false;
    if (l === ">" || r === ">") return true;
    if (l !== r && l !== "*" && r !== "*") return false;
  }
  return true;
}

/** Whether every subject that `inner` matches is matched by `outer` too. */
export function covers(outer: string, inner: string): boolean {
  const out = outer.split(".");
  const inn = inner.split(".");
  for (let i = 0; i < out.length; i += 1) {
    const o = out[i];
    const n = inn[i];
    if (n === undefined) return false;
    if (o === ">") return true;
    if (n === ">") return false;
    if (o !== "*" && (n === "*" || o !== n)) return false;
  }
  return out.length === inn.length;
}

/** Whether it is a subject that may be listened to: tokens, of which whole ones may be `*` and the last one `>`. */
export function isFilter(text: string): boolean {
  const tokens = text.split(".");
  return tokens.every(
    (token, index) => token !== "" && !/\s/u.test(token) && (token !== ">" || index === tokens.length - 1),
  );
}
