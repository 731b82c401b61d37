import { beforeEach, describe, expect, test } from "vitest";
import { ARN, awsError, badToken, simulatedLogs } from "./logs-world.js";

const aws = simulatedLogs();

const DISTRIBUTION = "arn:aws:cloudfront::123456789012:distribution/E19DL18TOXN9JU";
const BUCKET = "arn:aws:s3:::logs";
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "logs:*", Resource: "*" }],
});
const notFound = (what: string) =>
  awsError("ResourceNotFoundException", `Requested ${what} does not exist in this account.`);

const source = async (name: string, resourceArn = DISTRIBUTION, change: object = {}) =>
  (await aws.logs.putDeliverySource({ name, resourceArn, logType: "ACCESS_LOGS", ...change })).deliverySource;
const destination = async (name: string, destinationResourceArn = BUCKET, change: object = {}) =>
  (
    await aws.logs.putDeliveryDestination({
      name,
      deliveryDestinationConfiguration: { destinationResourceArn },
      ...change,
    })
  ).deliveryDestination;

describe("delivery sources", () => {
  test("are put, read, listed in pages and deleted", async () => {
    const shown = {
      name: "s0",
      arn: `${ARN}:delivery-source:s0`,
      service: "cloudfront",
      logType: "ACCESS_LOGS",
      resourceArns: [DISTRIBUTION],
    };
    expect(await source("s0", DISTRIBUTION, { tags: { team: "web" } })).toEqual({
      ...shown,
      tags: { team: "web" },
    });
    await aws.logs.untagResource({ resourceArn: shown.arn, tagKeys: ["team"] });
    expect((await aws.logs.getDeliverySource({ name: "s0" })).deliverySource).toEqual(shown);
    for (const name of ["s1", "s2"]) await source(name, `${DISTRIBUTION}-${name}`);
    const first = await aws.logs.describeDeliverySources({ limit: 2 });
    expect(first.deliverySources?.map(({ name }) => name)).toEqual(["s0", "s1"]);
    const { deliverySources } = await aws.logs.describeDeliverySources({ nextToken: first.nextToken });
    expect(deliverySources?.map(({ name }) => name)).toEqual(["s2"]);
    await aws.logs.deleteDeliverySource({ name: "s0" });
    await expect(aws.logs.getDeliverySource({ name: "s0" })).rejects.toMatchObject(
      notFound("Delivery Source"),
    );
  });

  test("are of services that send logs, and of one resource only", async () => {
    await expect(source("s", BUCKET)).rejects.toMatchObject(
      awsError("ResourceNotFoundException", "Cannot access provided service."),
    );
    await source("s");
    await source("s");
    await expect(source("t")).rejects.toMatchObject(
      awsError(
        "ConflictException",
        "This ResourceId has already been used in another Delivery Source in this account",
      ),
    );
    await expect(aws.logs.deleteDeliverySource({ name: "t" })).rejects.toMatchObject(
      awsError("ResourceNotFoundException", "Requested Delivery Source does not exist in this account.."),
    );
    await expect(aws.logs.describeDeliverySources({ nextToken: "x" })).rejects.toMatchObject(badToken);
  });
});

describe("delivery destinations", () => {
  test("are put, replaced, read, listed and deleted", async () => {
    const shown = {
      name: "d0",
      arn: `${ARN}:delivery-destination:d0`,
      deliveryDestinationType: "S3",
      deliveryDestinationConfiguration: { destinationResourceArn: BUCKET },
    };
    expect(await destination("d0", BUCKET, { outputFormat: "json", tags: { team: "web" } })).toEqual({
      ...shown,
      outputFormat: "json",
    });
    expect((await aws.logs.listTagsForResource({ resourceArn: shown.arn })).tags).toEqual({ team: "web" });
    expect(await destination("d0")).toEqual(shown);
    expect((await aws.logs.getDeliveryDestination({ name: "d0" })).deliveryDestination).toEqual(shown);
    const types = await Promise.all([
      destination("d1", `${ARN}:log-group:g`),
      destination("d2", "arn:aws:firehose:us-east-1:123456789012:deliverystream/s"),
      destination("d3", BUCKET, {
        deliveryDestinationConfiguration: undefined,
        deliveryDestinationType: "XRAY",
      }),
    ]);
    expect(types.map((row) => row?.deliveryDestinationType)).toEqual(["CWL", "FH", "XRAY"]);
    const { deliveryDestinations, nextToken } = await aws.logs.describeDeliveryDestinations({ limit: 3 });
    expect(deliveryDestinations?.map(({ name }) => name)).toEqual(["d0", "d1", "d2"]);
    const rest = await aws.logs.describeDeliveryDestinations({ nextToken });
    expect(rest.deliveryDestinations?.map(({ name }) => name)).toEqual(["d3"]);
    await aws.logs.deleteDeliveryDestination({ name: "d0" });
    const gone = notFound("Delivery Destination");
    await expect(aws.logs.getDeliveryDestination({ name: "d0" })).rejects.toMatchObject(gone);
    await expect(aws.logs.deleteDeliveryDestination({ name: "d0" })).rejects.toMatchObject(gone);
  });

  test("are checked as ValidationException", async () => {
    await expect(destination("d", BUCKET, { outputFormat: "foobar" })).rejects.toMatchObject(
      awsError(
        "ValidationException",
        "1 validation error detected: Value 'foobar' at 'outputFormat' failed to satisfy constraint: Member must satisfy enum value set: [w3c, raw, json, plain, parquet]",
      ),
    );
    await expect(destination("a b")).rejects.toMatchObject({ name: "ValidationException" });
    await expect(destination("d", "arn:aws:sqs:us-east-1:123456789012:q")).rejects.toMatchObject({
      name: "ValidationException",
    });
    await expect(
      destination("d", BUCKET, { deliveryDestinationConfiguration: undefined }),
    ).rejects.toMatchObject({ name: "ValidationException" });
  });

  test("have a policy, which is empty at first", async () => {
    const deliveryDestinationName = "d";
    const get = async () => (await aws.logs.getDeliveryDestinationPolicy({ deliveryDestinationName })).policy;
    const put = (deliveryDestinationPolicy: string) =>
      aws.logs.putDeliveryDestinationPolicy({ deliveryDestinationName, deliveryDestinationPolicy });
    await expect(put(POLICY)).rejects.toMatchObject(notFound("Delivery Destination"));
    await expect(get()).rejects.toMatchObject(notFound("Delivery Destination"));
    await destination("d");
    expect(await get()).toEqual({});
    expect((await put(POLICY)).policy).toEqual({ deliveryDestinationPolicy: POLICY });
    await destination("d", `${BUCKET}-2`);
    expect(await get()).toEqual({ deliveryDestinationPolicy: POLICY });
    await expect(put("x")).rejects.toMatchObject({ name: "ValidationException" });
    await aws.logs.deleteDeliveryDestinationPolicy({ deliveryDestinationName });
    expect(await get()).toEqual({});
    await aws.logs.deleteDeliveryDestination({ name: "d" });
    await expect(aws.logs.deleteDeliveryDestinationPolicy({ deliveryDestinationName })).rejects.toMatchObject(
      notFound("Delivery Destination"),
    );
  });
});

describe("deliveries", () => {
  beforeEach(async () => {
    await source("s");
    await destination("d");
  });
  const deliveryDestinationArn = `${ARN}:delivery-destination:d`;
  const create = async (change: object = {}) =>
    (await aws.logs.createDelivery({ deliverySourceName: "s", deliveryDestinationArn, ...change })).delivery;

  test("show what they were given", async () => {
    const delivery = await create({
      recordFields: ["date"],
      fieldDelimiter: ",",
      s3DeliveryConfiguration: { suffixPath: "logs/", enableHiveCompatiblePath: true },
      tags: { team: "web" },
    });
    expect(delivery).toEqual({
      id: expect.stringMatching(/^[0-9A-Za-z]{16}$/),
      arn: `${ARN}:delivery:${delivery?.id}`,
      deliverySourceName: "s",
      deliveryDestinationArn,
      deliveryDestinationType: "S3",
      recordFields: ["date"],
      fieldDelimiter: ",",
      s3DeliveryConfiguration: { suffixPath: "logs/", enableHiveCompatiblePath: true },
      tags: { team: "web" },
    });
  });

  test("of CloudFront get its defaults, and are updated member by member", async () => {
    const { id, recordFields, s3DeliveryConfiguration } = (await create()) ?? {};
    expect([recordFields?.length, recordFields?.[0], recordFields?.at(-1)]).toEqual([
      33,
      "date",
      "sc-range-end",
    ]);
    expect(s3DeliveryConfiguration).toEqual({
      suffixPath: "AWSLogs/{account-id}/CloudFront/",
      enableHiveCompatiblePath: false,
    });
    await aws.logs.updateDeliveryConfiguration({ id, s3DeliveryConfiguration: { suffixPath: "x/" } });
    expect((await aws.logs.getDelivery({ id })).delivery).toMatchObject({
      recordFields,
      s3DeliveryConfiguration: { suffixPath: "x/", enableHiveCompatiblePath: false },
    });
  });

  test("are listed in pages, one to a source and a type of destination", async () => {
    await create();
    await destination("e");
    await expect(create({ deliveryDestinationArn: `${ARN}:delivery-destination:e` })).rejects.toMatchObject({
      name: "ConflictException",
    });
    await destination("g", `${ARN}:log-group:g`);
    await create({ deliveryDestinationArn: `${ARN}:delivery-destination:g` });
    const first = await aws.logs.describeDeliveries({ limit: 1 });
    const second = await aws.logs.describeDeliveries({ nextToken: first.nextToken });
    const types = [...(first.deliveries ?? []), ...(second.deliveries ?? [])];
    expect(types.map((row) => row.deliveryDestinationType).sort()).toEqual(["CWL", "S3"]);
  });

  test("keep their source and destination, until they are deleted", async () => {
    const { id } = (await create()) ?? {};
    const conflict = { name: "ConflictException" };
    await expect(aws.logs.deleteDeliverySource({ name: "s" })).rejects.toMatchObject(conflict);
    await expect(aws.logs.deleteDeliveryDestination({ name: "d" })).rejects.toMatchObject(conflict);
    await aws.logs.deleteDelivery({ id });
    const gone = notFound("Delivery");
    await expect(aws.logs.getDelivery({ id })).rejects.toMatchObject(gone);
    await expect(aws.logs.deleteDelivery({ id })).rejects.toMatchObject(gone);
    await expect(aws.logs.updateDeliveryConfiguration({ id })).rejects.toMatchObject(gone);
    await aws.logs.deleteDeliverySource({ name: "s" });
    await aws.logs.deleteDeliveryDestination({ name: "d" });
  });

  test("need a source and a destination", async () => {
    await expect(create({ deliverySourceName: "t" })).rejects.toMatchObject(notFound("Delivery Source"));
    await expect(create({ deliveryDestinationArn: `${ARN}:delivery-destination:e` })).rejects.toMatchObject(
      notFound("Delivery Destination"),
    );
    await expect(create({ deliveryDestinationArn: "x" })).rejects.toMatchObject(
      notFound("Delivery Destination"),
    );
  });
});
