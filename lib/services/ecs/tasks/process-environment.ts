import { devNull } from "node:os";
import type { Context } from "../../../runtime/context.js";
import type { ActingRole } from "../../../runtime/ports/clients.js";
import type { TaskRow } from "../state/tasks.js";
import { dnsName } from "./network.js";

/** The variables of a process that replaces a container. */
interface ProcessVariables extends ActingRole {
  /** From the machine. */
  readonly base: Readonly<Record<string, string | undefined>>;
  /** From the container. */
  readonly own: Readonly<Record<string, string>>;
  /** From the agent. */
  readonly agent: Readonly<Record<string, string>>;
}

/** The environment of a process that replaces a container. */
export function processEnvironment(
  ctx: Context,
  row: TaskRow,
  { base, own, agent, ...acting }: ProcessVariables,
): Record<string, string> {
  const machine = Object.entries(base).filter(([name]) => !/^AWS_/i.test(name));
  const variables = { ...Object.fromEntries(machine), ...own };
  return {
    ...(row.address !== undefined && { HOSTNAME: dnsName(row.address, ctx.region) }),
    ...(ctx.ports.clients?.processEnvironment(acting, variables) ?? own),
    ...agent,
    // A container does not have the profiles of the machine.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    ...ownCredentials(own),
  };
}

/** Credentials in a task definition take precedence over those of the task role, as in all SDKs. */
function ownCredentials({
  AWS_ACCESS_KEY_ID,
  AWS_SECRET_ACCESS_KEY = "",
  AWS_SESSION_TOKEN,
}: Readonly<Record<string, string>>): Record<string, string> {
  if (AWS_ACCESS_KEY_ID === undefined) return {};
  return {
    AWS_ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN !== undefined && { AWS_SESSION_TOKEN }),
  };
}
