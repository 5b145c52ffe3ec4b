import { describeError } from "../js-error.ts";

/** A mistake on the command line: one sentence, no stack. */
export class UsageError extends Error {}

/** Runs a program to its exit code: 0 to 1 are its own, 2 is a wrong command line, 3 a server that cannot be had. */
export async function runCommand(name: string, main: () => Promise<number>): Promise<never> {
  try {
    process.exit(await main());
  } catch (error) {
    if (error instanceof UsageError || isParseArgsError(error)) {
      console.error(`${error.message}\nnpm run ${name} -- --help lists the options`);
      process.exit(2);
    }
    console.error(`${name}: ${describeError(error)}`);
    process.exit(3);
  }
}

function isParseArgsError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
