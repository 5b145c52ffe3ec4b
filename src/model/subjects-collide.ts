/** Whether some subject is matched by both filters, by NATS' rules: `*` is one token, `>` one or more at the end. */
export function subjectsCollide(a: string, b: string): boolean {
  const left = a.split(".");
  const right = b.split(".");
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const one = left[index];
    const other = right[index];
    if (one === undefined || other === undefined) return false;
    if (one === ">" || other === ">") return true;
    if (one !== other && one !== "*" && other !== "*") return false;
  }
  return true;
}
