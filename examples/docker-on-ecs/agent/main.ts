/**
 * `sockerless-agent [--address HOST:PORT] -- COMMAND...`: runs the command of a
 * container, and lets the backend run further ones, attach, and send signals.
 * It exits with the exit code of the command.
 *
 * `sockerless-agent --install DIRECTORY`: copies the agent to a volume.
 */
import { copyFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { FORWARDED } from "./exit-code.js";
import { MainProcess } from "./main-process.js";
import { ownAddress } from "./metadata.js";
import { AGENT_PORT, AGENT_VARIABLES } from "./protocol.js";
import { AgentServer } from "./server.js";

/** Milliseconds in which attached clients receive the last output after the end of the command. */
const FLUSH = 5_000;

const { values, positionals: command } = parseArgs({
  options: { address: { type: "string" }, install: { type: "string" } },
  allowPositionals: true,
});
if (values.install !== undefined) {
  copyFileSync(process.argv[1] ?? "", `${values.install}/sockerless-agent`);
  process.exit(0);
}
if (command.length === 0) {
  console.error(
    "usage: sockerless-agent [--address HOST:PORT] -- COMMAND...\n       sockerless-agent --install DIRECTORY",
  );
  process.exit(2);
}

const { env, token, tty, stdin, awaitAttach } = configuration();
const main = new MainProcess(command, { env, tty, stdin });
let startCommand = () => {};
const started = new Promise<void>((resolve) => {
  startCommand = resolve;
});

for (const signal of FORWARDED.filter((name) => name !== "SIGKILL" && name !== "SIGWINCH"))
  process.on(signal, () => {
    main.signal(signal);
    startCommand();
  });

const server = new AgentServer({ main, token, env, onAttach: startCommand });
try {
  await server.listen(...(await address()));
  setTimeout(startCommand, awaitAttach * 1_000);
} catch (error) {
  // The container runs all the same; exec and attach do not work.
  console.error(`sockerless-agent: ${error instanceof Error ? error.message : error}`);
  startCommand();
}

await started;
const exitCode = await main.run();
await server.flush(FLUSH);
process.exit(exitCode);

/** The configuration of the agent, and the environment without it. */
function configuration() {
  const {
    [AGENT_VARIABLES.token]: token = "",
    [AGENT_VARIABLES.tty]: tty,
    [AGENT_VARIABLES.stdin]: stdin,
    [AGENT_VARIABLES.awaitAttach]: awaitAttach = "0",
    ...env
  } = process.env;
  return { env, token, tty: tty === "1", stdin: stdin === "1", awaitAttach: Number(awaitAttach) };
}

/** The address to listen on: that of the task's network interface, so that processes of the container cannot take it for localhost's. */
async function address(): Promise<[host: string | undefined, port: number]> {
  const [, host, port = `${AGENT_PORT}`] = /^(.*?)(?::(\d+))?$/.exec(values.address ?? "") ?? [];
  return [host || (await ownAddress()), Number(port)];
}
