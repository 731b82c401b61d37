import { ECSClient, type ECSClientConfig } from "@aws-sdk/client-ecs";
import { change, defineControl, read } from "../../lib/control/definition/define-control.js";
import type { ServiceFacts } from "../../lib/model/facts.js";
import { type AwsSimOptions, resolveOptions } from "../../lib/options.js";
import type { Context } from "../../lib/runtime/context.js";
import { AwsError } from "../../lib/runtime/errors.js";
import type { AnyHandler } from "../../lib/runtime/handler.js";
import type { ServiceDefinition } from "../../lib/runtime/service.js";
import { stateIn } from "../../lib/runtime/state-definitions.js";
import { defineTable } from "../../lib/runtime/store/store.js";
import { operationNames } from "../../lib/services/ecs/generated/operation-names.js";
import { startSim } from "../../lib/sim.js";

/** A cluster of the toy service: enough state to see changes, delays and rollback. */
export interface ToyCluster {
  readonly clusterName: string;
  readonly status: string;
}

interface ToyControl {
  state(): { readonly clusters: ToyCluster[] };
  context(): Context;
}

export const TOYS = defineTable<ToyCluster>({ name: "ecs.toys", key: "clusterName" });

/** Operations of ECS with a behaviour that tests of the common parts can rely on. */
export const toyOperations = {
  createCluster(input: { clusterName?: string }, ctx: Context) {
    const clusterName = input.clusterName ?? ctx.ids.hex(8);
    const cluster = { clusterName, status: "PROVISIONING" };
    ctx.table(TOYS).put(clusterName, cluster);
    ctx.later("provisioning", "ecs.toy-provisioned", clusterName);
    if (clusterName === "broken") throw new Error("the toy broke");
    if (clusterName === "refused") throw new AwsError("ClientException", "No such name here.");
    return { cluster: { ...cluster, clusterArn: ctx.arn(`cluster/${clusterName}`) } };
  },

  describeClusters(input: { clusters?: string[] }, ctx: Context) {
    const clusters = (input.clusters ?? []).flatMap((name) => {
      ctx.described("ecs.toy-provisioned", name);
      return ctx.table(TOYS).get(name) ?? [];
    });
    return { clusters };
  },

  listClusters(_input: object, ctx: Context) {
    return {
      clusterArns: [...ctx.table(TOYS).values()].map(({ clusterName }) => ctx.arn(`cluster/${clusterName}`)),
    };
  },
};

/** The next status of a toy and the delay that leads to it. */
const NEXT: Readonly<Record<string, string>> = { PROVISIONING: "PENDING", PENDING: "ACTIVE" };

export function toyService(operations: Record<string, AnyHandler> = {}) {
  return {
    identity: { name: "ecs", signingName: "ecs" },
    operationNames,
    wire: { targetPrefixes: ["AmazonEC2ContainerServiceV20141113"] },
    loadFacts: () => import("../../lib/services/ecs/generated/facts.js"),
    loadOperations: async () => ({ ...toyOperations, ...operations }),
    behaviour: () => ({
      validationError: (message) => new AwsError("InvalidParameterException", message),
    }),
    delays: () => ({ provisioning: "2s", pending: "2s" }),
    state: () => stateIn({ TOYS }),
    timers: () => ({
      "ecs.toy-provisioned": (key, ctx) => {
        const toy = ctx.table(TOYS).get(key);
        const status = NEXT[toy?.status ?? ""];
        if (!toy || !status) return;
        ctx.table(TOYS).put(key, { ...toy, status });
        if (status === "PENDING") ctx.later("pending", "ecs.toy-provisioned", key);
      },
    }),
    control: () =>
      defineControl<ToyControl>({
        state: read([], (ctx) => ({ clusters: [...ctx.table(TOYS).values()] })),
        context: change([], (ctx) => ctx),
      }),
  } satisfies ServiceDefinition<ServiceFacts, ToyControl>;
}

export function startToy(options: AwsSimOptions = {}, operations: Record<string, AnyHandler> = {}) {
  return startSim({ ecs: toyService(operations) }, resolveOptions(options, {}));
}

export type ToySim = Awaited<ReturnType<typeof startToy>>;

/** An SDK client of a simulator. */
export function ecsOf(sim: ToySim, options: { direct?: boolean } & ECSClientConfig = {}): ECSClient {
  const { direct, ...config } = options;
  return new ECSClient({ ...sim.clientConfig({ direct }), ...config });
}
