import type { CreateServiceCommandInput, Service, UpdateServiceCommandInput } from "@aws-sdk/client-ecs";
import type { AwsSimOptions } from "../../../lib/index.js";
import { JOB, NETWORK, taskWorld } from "./task-world.js";

/** The least that a service of these tests is created with. */
export const WEB = {
  serviceName: "web",
  taskDefinition: "job",
  desiredCount: 1,
  launchType: "FARGATE",
  networkConfiguration: NETWORK,
} satisfies CreateServiceCommandInput;

/** A {@link taskWorld} with services: only their scheduler takes time, one second. */
export function serviceWorld(
  options: AwsSimOptions = { delays: { ecs: { ...instantTasks, serviceScheduling: "1s" } } },
) {
  const world = taskWorld(options);
  const services = {
    async create(change: Partial<CreateServiceCommandInput> = {}): Promise<Service> {
      const { service = {} } = await world.ecs.createService({ ...WEB, ...change });
      return service;
    },
    async update(change: Partial<UpdateServiceCommandInput> = {}): Promise<Service> {
      const { service = {} } = await world.ecs.updateService({ service: "web", ...change });
      return service;
    },
    async describe(name = "web"): Promise<Service> {
      const { services: [service] = [] } = await world.ecs.describeServices({
        services: [name],
        include: ["TAGS"],
      });
      if (!service) throw new Error(`${name} is missing.`);
      return service;
    },
    /** Texts of the events of a service, oldest first, with ids of tasks and deployments replaced. */
    async events(name = "web"): Promise<string[]> {
      const { events = [] } = await services.describe(name);
      return events.map(({ message = "" }) => anonymous(message)).toReversed();
    },
    /** `status desired/running/pending rolloutState` of each deployment. */
    async deployments(name = "web"): Promise<string[]> {
      const { deployments = [] } = await services.describe(name);
      return deployments.map(
        ({ status, desiredCount, runningCount, pendingCount, rolloutState }) =>
          `${status} ${desiredCount}/${runningCount}/${pendingCount} ${rolloutState}`,
      );
    },
    /** ARNs of the tasks of a service with the desired status RUNNING. */
    async taskArns(serviceName = "web"): Promise<string[]> {
      return (await world.ecs.listTasks({ serviceName })).taskArns ?? [];
    },
    /** A further revision of the family `job`. */
    async nextRevision(image = "repo:2"): Promise<void> {
      await world.ecs.registerTaskDefinition({ ...JOB, containerDefinitions: [{ name: "app", image }] });
    },
  };
  return { services, world };
}

/** Delays of tasks, all 0. */
export const instantTasks = {
  provisioning: 0,
  pending: 0,
  activating: 0,
  deactivating: 0,
  stopping: 0,
  deprovisioning: 0,
};

export function anonymous(message: string): string {
  return message.replaceAll(/ecs-svc\/\d{19}/g, "ecs-svc/…").replaceAll(/task [0-9a-f]{32}/g, "task …");
}
