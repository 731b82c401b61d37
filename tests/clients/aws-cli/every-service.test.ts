import { afterAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { zipOf } from "../../services/lambda/zip.js";
import { AwsCli, type CliOptions } from "../support/aws-cli.js";
import { Folder } from "../support/folder.js";
import { awsCli, describeWith } from "../support/tools.js";

/** A kind of resource that a service lists by name. */
interface Listing {
  readonly service: string;
  /** The variable that sends this service alone elsewhere. */
  readonly variable: string;
  readonly create: (name: string) => readonly [command: string, options: CliOptions];
  readonly list: string;
  readonly names: string;
  readonly options?: CliOptions;
  /** The smallest page that the service gives. Default 1. */
  readonly page?: number;
}

const NAMES = ["alpha", "beta", "gamma"];
/** Where nothing answers. */
const NOWHERE = "http://127.0.0.1:9";

describeWith(awsCli, "aws, of every service", async () => {
  const sim = await createAwsSim({ region: "eu-west-1", delays: 0 });
  const folder = await Folder.make();
  const zip = await folder.write("code.zip", zipOf("index.js", "exports.handler = async () => {};"));
  afterAll(() => Promise.all([sim.close(), folder.close()]));

  const LISTINGS: readonly Listing[] = [
    {
      service: "ecs",
      variable: "AWS_ENDPOINT_URL_ECS",
      create: (name) => [
        "ecs register-task-definition",
        { family: name, "container-definitions": [{ name, image: name, memory: 128 }] },
      ],
      list: "ecs list-task-definition-families",
      names: "families",
    },
    {
      service: "ecr",
      variable: "AWS_ENDPOINT_URL_ECR",
      create: (name) => ["ecr create-repository", { "repository-name": name }],
      list: "ecr describe-repositories",
      names: "repositories[].repositoryName",
    },
    {
      service: "logs",
      variable: "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS",
      create: (name) => ["logs create-log-group", { "log-group-name": name }],
      list: "logs describe-log-groups",
      names: "logGroups[].logGroupName",
    },
    {
      service: "efs",
      variable: "AWS_ENDPOINT_URL_EFS",
      create: (name) => ["efs create-file-system", { "creation-token": name }],
      list: "efs describe-file-systems",
      names: "FileSystems[].CreationToken",
    },
    {
      service: "servicediscovery",
      variable: "AWS_ENDPOINT_URL_SERVICEDISCOVERY",
      create: (name) => ["servicediscovery create-http-namespace", { name }],
      list: "servicediscovery list-namespaces",
      names: "Namespaces[].Name",
    },
    {
      service: "lambda",
      variable: "AWS_ENDPOINT_URL_LAMBDA",
      create: (name) => [
        "lambda create-function",
        {
          "function-name": name,
          runtime: "nodejs22.x",
          role: "arn:aws:iam::123456789012:role/r",
          handler: "index.handler",
          "zip-file": `fileb://${zip}`,
        },
      ],
      list: "lambda list-functions",
      names: "Functions[].FunctionName",
    },
    {
      service: "s3",
      variable: "AWS_ENDPOINT_URL_S3",
      create: (bucket) => [
        "s3api create-bucket",
        { bucket, "create-bucket-configuration": "LocationConstraint=eu-west-1" },
      ],
      list: "s3api list-buckets",
      names: "Buckets[].Name",
    },
    {
      service: "iam",
      variable: "AWS_ENDPOINT_URL_IAM",
      create: (name) => ["iam create-user", { "user-name": name }],
      list: "iam list-users",
      names: "Users[].UserName",
    },
    {
      service: "ec2",
      variable: "AWS_ENDPOINT_URL_EC2",
      create: (name) => ["ec2 create-security-group", { "group-name": name, description: name }],
      list: "ec2 describe-security-groups",
      names: "SecurityGroups[].GroupName",
      options: { filters: `Name=group-name,Values=${NAMES.join(",")}` },
      page: 5,
    },
  ];

  describe.each(LISTINGS)("$service", ({ variable, create, list, names, options, page = 1 }) => {
    const aws = new AwsCli(sim, { AWS_ENDPOINT_URL: NOWHERE, [variable]: sim.url });
    const sorted = { ...options, query: `sort(${names})` };

    test("A02 creates and lists through the service's own endpoint variable", async () => {
      for (const name of NAMES) await aws.text(...create(name));
      expect(await aws.json(list, { ...sorted, "page-size": page })).toEqual(NAMES);
    });

    test("A01 continues where a page ended", async () => {
      const general = new AwsCli(sim);
      const first = await general.json(list, { ...options, "max-items": 2 });
      const rest = await general.json(list, { ...options, "starting-token": first.NextToken });
      expect([...namesOf(first), ...namesOf(rest)].sort()).toEqual(NAMES);
      expect(namesOf(first)).toHaveLength(2);
    });

    test("prints text and tables", async () => {
      expect(await aws.text(list, { ...sorted, output: "text" })).toBe(`${NAMES.join("\t")}\n`);
      const table = await aws.text(list, { ...sorted, output: "table" });
      expect(table.split(/[\s|+-]+/).filter((word) => NAMES.includes(word))).toEqual(NAMES);
    });

    function namesOf(output: object): string[] {
      return NAMES.filter((name) => JSON.stringify(output).includes(`"${name}"`));
    }
  });
});
