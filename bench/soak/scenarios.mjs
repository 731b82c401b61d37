// What a soak does in each service: everything that a scenario makes, it deletes again.
import { element } from "./client.mjs";
import { emptyZip } from "./zip.mjs";

const ECS = "AmazonEC2ContainerServiceV20141113";
const ECR = "AmazonEC2ContainerRegistry_V20150921";
const LOGS = "Logs_20140328";
const CLOUD_MAP = "Route53AutoNaming_v20170314";
const IAM = "2010-05-08";
const STS = "2011-06-15";
const EC2 = "2016-11-15";

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const ROLE = "arn:aws:iam::123456789012:role/soak";
const ZIP = emptyZip("index.mjs").toString("base64");

/** Revision numbers of families increase without limit, as on AWS: they are created once. */
export async function prepare(client) {
  const ecs = (operation, input) => client.json("ecs", `${ECS}.${operation}`, input);
  await ecs("RegisterTaskDefinition", {
    family: "soak",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    containerDefinitions: [{ name: "main", image: "busybox" }],
  });
  await client.query("iam", IAM, "CreateRole", { RoleName: "soak", AssumeRolePolicyDocument: TRUST });
}

export const scenarios = {
  async ecs(client, name) {
    const ecs = (operation, input) => client.json("ecs", `${ECS}.${operation}`, input);
    await ecs("CreateCluster", { clusterName: name });
    const request = {
      cluster: name,
      taskDefinition: "soak",
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-0a1b2c3d"] } },
    };
    const { tasks } = await ecs("RunTask", { ...request, count: 2, clientToken: name });
    await ecs("DescribeTasks", { cluster: name, tasks: tasks.map(({ taskArn }) => taskArn) });
    await ecs("CreateService", { ...request, serviceName: name, desiredCount: 1 });
    await ecs("UpdateService", { cluster: name, service: name, desiredCount: 0 });
    await ecs("DescribeServices", { cluster: name, services: [name] });
    await ecs("DeleteService", { cluster: name, service: name, force: true });
    for (;;) {
      const { taskArns } = await ecs("ListTasks", { cluster: name });
      if (taskArns.length === 0) break;
      for (const task of taskArns) await ecs("StopTask", { cluster: name, task });
    }
    await ecs("DeleteCluster", { cluster: name });
  },

  async ecr(client, name) {
    const ecr = (operation, input) => client.json("ecr", `${ECR}.${operation}`, input);
    await ecr("CreateRepository", { repositoryName: name });
    const imageManifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: "application/vnd.docker.distribution.manifest.v2+json",
      config: { mediaType: "application/vnd.docker.container.image.v1+json", size: 2, digest: digest("a") },
      layers: [],
      annotations: { name },
    });
    await ecr("PutImage", { repositoryName: name, imageTag: "latest", imageManifest });
    await ecr("BatchGetImage", { repositoryName: name, imageIds: [{ imageTag: "latest" }] });
    await ecr("DescribeImages", { repositoryName: name });
    await ecr("DeleteRepository", { repositoryName: name, force: true });
  },

  async efs(client, name) {
    const efs = (method, path, input) =>
      client.rest("elasticfilesystem", method, `/2015-02-01${path}`, input);
    const { FileSystemId } = await efs("POST", "/file-systems", { CreationToken: name });
    const target = await efs("POST", "/mount-targets", { FileSystemId, SubnetId: "subnet-0a1b2c3d" });
    const point = await efs("POST", "/access-points", { FileSystemId, ClientToken: name });
    await efs("GET", `/file-systems?FileSystemId=${FileSystemId}`);
    await efs("DELETE", `/access-points/${point.AccessPointId}`);
    await efs("DELETE", `/mount-targets/${target.MountTargetId}`);
    await efs("DELETE", `/file-systems/${FileSystemId}`);
  },

  async cloudMap(client, name) {
    const map = (operation, input) => client.json("servicediscovery", `${CLOUD_MAP}.${operation}`, input);
    const { OperationId } = await map("CreateHttpNamespace", { Name: name, CreatorRequestId: name });
    const { Operation } = await map("GetOperation", { OperationId });
    const NamespaceId = Operation.Targets.NAMESPACE;
    const { Service } = await map("CreateService", { Name: name, NamespaceId });
    const instance = { ServiceId: Service.Id, InstanceId: "i" };
    await map("RegisterInstance", { ...instance, Attributes: { AWS_INSTANCE_IPV4: "10.0.0.1" } });
    await map("ListInstances", { ServiceId: Service.Id });
    await map("DeregisterInstance", instance);
    await map("DeleteService", { Id: Service.Id });
    await map("DeleteNamespace", { Id: NamespaceId });
  },

  async lambda(client, name) {
    const lambda = (method, path, input) =>
      client.rest("lambda", method, `/2015-03-31/functions${path}`, input);
    const code = { Runtime: "nodejs22.x", Handler: "index.handler", Role: ROLE, Code: { ZipFile: ZIP } };
    await lambda("POST", "", { FunctionName: name, ...code });
    for (let call = 0; call < 4; call++) await lambda("POST", `/${name}/invocations`, { name, call });
    await client.send("lambda", "POST", `/2015-03-31/functions/${name}/invocations`, "{}", {
      "x-amz-invocation-type": "Event",
    });
    await lambda("POST", `/${name}/versions`, {});
    await lambda("GET", `/${name}`);
    await lambda("DELETE", `/${name}`);
    await client.json("logs", `${LOGS}.DeleteLogGroup`, { logGroupName: `/aws/lambda/${name}` });
  },

  async logs(client, name) {
    const logs = (operation, input) => client.json("logs", `${LOGS}.${operation}`, input);
    await logs("CreateLogGroup", { logGroupName: name });
    await logs("CreateLogStream", { logGroupName: name, logStreamName: "s" });
    const logEvents = Array.from({ length: 10 }, (_, i) => ({
      timestamp: Date.now(),
      message: `${name} ${i}`,
    }));
    await logs("PutLogEvents", { logGroupName: name, logStreamName: "s", logEvents });
    await logs("FilterLogEvents", { logGroupName: name, filterPattern: "7" });
    const now = Math.ceil(Date.now() / 1000);
    const { queryId } = await logs("StartQuery", {
      logGroupName: name,
      queryString: "fields @message | limit 5",
      startTime: now - 60,
      endTime: now,
    });
    await logs("GetQueryResults", { queryId });
    await logs("DeleteLogGroup", { logGroupName: name });
  },

  async s3(client, name) {
    const s3 = (method, path, body, headers) =>
      client.send("s3", method, `/${name}${path}`, body, {
        "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
        ...headers,
      });
    await s3("PUT", "");
    await s3(
      "PUT",
      "?versioning",
      "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
    );
    const content = Buffer.alloc(10_000, name);
    const versions = [];
    for (const key of ["a", "b", "c"]) {
      await s3("PUT", `/${key}`, content);
      await s3("GET", `/${key}`);
    }
    const begun = (await s3("POST", "/big?uploads")).toString();
    const upload = element(begun, "UploadId");
    const part = Buffer.alloc(300_000, name);
    await s3("PUT", `/big?partNumber=1&uploadId=${upload}`, part);
    const listed = (await s3("GET", `/big?uploadId=${upload}`)).toString();
    const etag = element(listed, "ETag");
    const complete = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${etag}</ETag></Part></CompleteMultipartUpload>`;
    await s3("POST", `/big?uploadId=${upload}`, complete);
    const abandoned = element((await s3("POST", "/left?uploads")).toString(), "UploadId");
    await s3("PUT", `/left?partNumber=1&uploadId=${abandoned}`, content);
    await s3("DELETE", `/left?uploadId=${abandoned}`);
    const all = (await s3("GET", "?versions")).toString();
    for (const [, version] of all.matchAll(/<Version>(.*?)<\/Version>/gs))
      versions.push(`/${element(version, "Key")}?versionId=${element(version, "VersionId")}`);
    for (const version of versions) await s3("DELETE", version);
    await s3("DELETE", "");
  },

  async s3Control(client) {
    const path = "/v20180820/configuration/publicAccessBlock";
    const body =
      "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls></PublicAccessBlockConfiguration>";
    const own = { "x-amz-account-id": "123456789012" };
    await client.send("s3", "PUT", path, body, own);
    await client.send("s3", "DELETE", path, undefined, own);
  },

  async iam(client, name) {
    const iam = (action, input) => client.query("iam", IAM, action, input);
    await iam("CreateRole", { RoleName: name, AssumeRolePolicyDocument: TRUST });
    await iam("GetRole", { RoleName: name });
    await iam("DeleteRole", { RoleName: name });
    await iam("CreateUser", { UserName: name });
    const key = element(await iam("CreateAccessKey", { UserName: name }), "AccessKeyId");
    await iam("DeleteAccessKey", { UserName: name, AccessKeyId: key });
    await iam("DeleteUser", { UserName: name });
  },

  async sts(client, name) {
    const session = { RoleArn: ROLE, RoleSessionName: name };
    await client.query("sts", STS, "AssumeRole", session);
    await client.query("sts", STS, "GetCallerIdentity");
  },

  async ec2(client) {
    const ec2 = (action, input) => client.query("ec2", EC2, action, input);
    const VpcId = element(await ec2("CreateVpc", { CidrBlock: "10.1.0.0/16" }), "vpcId");
    const SubnetId = element(await ec2("CreateSubnet", { VpcId, CidrBlock: "10.1.1.0/24" }), "subnetId");
    const group = await ec2("CreateSecurityGroup", { VpcId, GroupName: "soak", GroupDescription: "soak" });
    await ec2("DescribeSubnets", { "SubnetId.1": SubnetId });
    await ec2("DeleteSecurityGroup", { GroupId: element(group, "groupId") });
    await ec2("DeleteSubnet", { SubnetId });
    await ec2("DeleteVpc", { VpcId });
  },
};

function digest(letter) {
  return `sha256:${letter.repeat(64)}`;
}
