import { subnetOf } from "../../network/subnets.js";
import type { Context, ContextAt } from "../../runtime/context.js";
import type { ContainerTasks } from "../../runtime/ports/container-tasks.js";
import type { InterfaceSource, ServiceInterface } from "../../runtime/ports/interfaces.js";
import { parseArn } from "../../shared/arn.js";
import { TASKS, type TaskRow, taskKey } from "./state/tasks.js";

/** Returns stopped tasks to Step Functions. */
export function containerTasksPort(contextAt: ContextAt): ContainerTasks {
  return {
    stopped(at, taskArn) {
      const [, cluster = "", id = ""] = parseArn(taskArn)?.resource.split("/") ?? [];
      const row = contextAt(at).table(TASKS).get(taskKey(cluster, id));
      if (row?.task.lastStatus !== "STOPPED") return undefined;
      return { description: row.task, succeeded: hasSucceeded(row) };
    },
  };
}

function hasSucceeded({ task, definition }: TaskRow): boolean {
  return definition.containerDefinitions
    .filter(({ essential }) => essential)
    .every(({ name }) => task.containers.find((container) => container.name === name)?.exitCode === 0);
}

/** Returns the network interfaces of tasks to EC2, from PENDING until they have stopped. */
export function interfacesPort(contextAt: ContextAt): InterfaceSource {
  return {
    *interfaces(at) {
      const ctx = contextAt(at);
      for (const [, row] of ctx.table(TASKS).entries()) {
        const made = interfaceOf(ctx, row);
        if (made) yield made;
      }
    },
  };
}

function interfaceOf(ctx: Context, row: TaskRow): ServiceInterface | undefined {
  const attachment = row.task.attachments?.[0];
  if (row.address === undefined || row.task.lastStatus === "STOPPED" || !attachment) return undefined;
  const detail = (name: string) => attachment.details?.find((item) => item.name === name)?.value ?? "";
  return {
    id: detail("networkInterfaceId"),
    subnet: subnetOf(ctx, row.subnet ?? ""),
    ipv4: row.address,
    macAddress: detail("macAddress"),
    securityGroups: row.securityGroups ?? [],
    description: ctx.arn(`attachment/${attachment.id ?? ""}`),
    isPublic: row.isPublic ?? false,
    ...(row.task.connectivityAt !== undefined && { attachedAt: row.task.connectivityAt }),
  };
}
