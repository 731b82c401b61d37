import { flagNames, flagOf } from "./flags.js";

/** The output of `aws-sim --help`. */
export function helpText(): string {
  const rows = flagNames().map((name) => {
    const { short, value, help, otherwise, variable, many } = flagOf(name);
    const flag = `${short ? `-${short}, ` : "    "}--${name}${value ? ` <${value}>` : ""}`;
    const notes = [many && "repeatable", otherwise && `default: ${otherwise}`].filter(Boolean).join("; ");
    return { flag, lines: [`${help}${notes ? ` (${notes})` : ""}`, variable] };
  });
  rows.push(
    { flag: "-h, --help", lines: ["print this"] },
    { flag: "    --version", lines: ["print the version"] },
  );
  const width = Math.max(...rows.map(({ flag }) => flag.length)) + 2;
  const indent = " ".repeat(width + 2);
  const table = rows.map(({ flag, lines }) => `  ${flag.padEnd(width)}${lines.join(`\n${indent}`)}`);
  return `AWS, simulated on this machine.

Usage:
  aws-sim [flags]                     serve until SIGTERM or SIGINT
  aws-sim exec [flags] -- command …   run a command with the environment pointing at a simulator of
                                      its own, and exit with its status
  aws-sim export [flags] file         write the state of --data-dir, or of the simulator on --host and
                                      --port, to a file
  aws-sim import [flags] file         make --data-dir of such a file

Every flag can be given as the environment variable below it. Flags go before variables.

${table.join("\n")}
`;
}
