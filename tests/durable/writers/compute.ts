import { CreateVpcCommand, EC2Client, paginateDescribeVpcs } from "@aws-sdk/client-ec2";
import { CreateClusterCommand, ECSClient, paginateListClusters } from "@aws-sdk/client-ecs";
import { CreateFunctionCommand, LambdaClient, paginateListFunctions } from "@aws-sdk/client-lambda";
import { paginateListInstances, ServiceDiscovery } from "@aws-sdk/client-servicediscovery";
import { functionNamed } from "../../services/lambda/lambda-world.js";
import { namesOn, type ServiceWriters, settle, type WriterConfig } from "./writer.js";

export function ec2Writers(config: WriterConfig): ServiceWriters {
  const client = new EC2Client(config);
  return {
    writers: [
      {
        kind: "network",
        write: (Value) =>
          client.send(
            new CreateVpcCommand({
              CidrBlock: "10.1.0.0/16",
              TagSpecifications: [{ ResourceType: "vpc", Tags: [{ Key: "Name", Value }] }],
            }),
          ),
        read: () =>
          namesOn(paginateDescribeVpcs({ client }, {}), ({ Vpcs }) =>
            Vpcs?.map(({ Tags }) => Tags?.find(({ Key }) => Key === "Name")?.Value),
          ),
      },
    ],
  };
}

export function ecsWriters(config: WriterConfig): ServiceWriters {
  const client = new ECSClient(config);
  return {
    writers: [
      {
        kind: "cluster",
        write: (clusterName) => client.send(new CreateClusterCommand({ clusterName })),
        read: () =>
          namesOn(paginateListClusters({ client }, {}), ({ clusterArns }) =>
            clusterArns?.map((arn) => arn.split("/")[1]),
          ),
      },
    ],
  };
}

export function lambdaWriters(config: WriterConfig): ServiceWriters {
  const client = new LambdaClient(config);
  return {
    writers: [
      {
        kind: "function",
        write: (name) => client.send(new CreateFunctionCommand(functionNamed(name))),
        read: () =>
          namesOn(paginateListFunctions({ client }, {}), ({ Functions }) =>
            Functions?.map(({ FunctionName }) => FunctionName),
          ),
      },
    ],
  };
}

/** Instances of a service: an account has at most 50 namespaces. */
export function cloudMapWriters(config: WriterConfig): ServiceWriters {
  const cloudMap = new ServiceDiscovery(config);
  let known: string | undefined;
  const serviceId = async () => {
    known ??= (await cloudMap.listServices({})).Services?.[0]?.Id;
    return known;
  };
  return {
    async prepare() {
      await cloudMap.createHttpNamespace({ Name: "crash" });
      await settle(config.endpoint);
      const { Namespaces = [] } = await cloudMap.listNamespaces({});
      await cloudMap.createService({ Name: "crash", NamespaceId: Namespaces[0]?.Id });
    },
    writers: [
      {
        kind: "instance",
        write: async (InstanceId) =>
          cloudMap.registerInstance({ ServiceId: await serviceId(), InstanceId, Attributes: { a: "b" } }),
        read: async () =>
          namesOn(
            paginateListInstances({ client: cloudMap }, { ServiceId: await serviceId() }),
            ({ Instances }) => Instances?.map(({ Id }) => Id),
          ),
      },
    ],
  };
}
