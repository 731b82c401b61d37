import { IAM } from "@aws-sdk/client-iam";
import { SNS } from "@aws-sdk/client-sns";
import { beforeEach, describe, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { rejected, snsWorld, topicArnOf } from "./sns-world.js";

const world = snsWorld({ authorization: "enforce" });
const TopicArn = topicArnOf("t");
const OTHER = "210987654321";

let user: SNS;
beforeEach(async () => {
  await world.topic();
  const iam = new IAM(world.sim.clientConfig());
  await iam.createUser({ UserName: "ann" });
  user = new SNS({ ...world.sim.clientConfig({ user: "ann" }), maxAttempts: 1 });
});

async function allow(...statements: object[]): Promise<void> {
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const iam = new IAM(world.sim.clientConfig());
  await iam.putUserPolicy({ UserName: "ann", PolicyName: "p", PolicyDocument });
}

describe("permissions of SNS", () => {
  test("are those of the user; a denial has AWS's words", async () => {
    const publish = () => user.publish({ TopicArn, Message: "a" });
    expect(await failure(publish())).toEqual(
      rejected(
        "AuthorizationErrorException",
        `User: arn:aws:iam::123456789012:user/ann is not authorized to perform: SNS:Publish on resource: ${TopicArn} because no identity-based policy allows the SNS:Publish action`,
        403,
      ),
    );
    await allow({ Effect: "Allow", Action: "sns:Publish", Resource: TopicArn });
    await publish();
    await user.publishBatch({ TopicArn, PublishBatchRequestEntries: [{ Id: "1", Message: "b" }] });
    expect(world.sim.sns.published()).toHaveLength(2);
    expect(await failure(user.deleteTopic({ TopicArn }))).toMatchObject({ status: 403 });
  });

  test("can depend on the protocol and the endpoint of a subscription", async () => {
    const Condition = {
      StringEquals: { "sns:Protocol": "email" },
      StringLike: { "sns:Endpoint": "*@example.com" },
    };
    await allow({ Effect: "Allow", Action: "sns:Subscribe", Resource: TopicArn, Condition });
    const subscribe = (Protocol: string, Endpoint: string) =>
      user.subscribe({ TopicArn, Protocol, Endpoint });
    await subscribe("email", "a@example.com");
    expect(await failure(subscribe("email", "a@example.org"))).toMatchObject({ status: 403 });
    expect(await failure(subscribe("https", "https://a@example.com"))).toMatchObject({ status: 403 });
  });

  test("of another account are in the policy of the topic", async () => {
    const other = world.elsewhere({ accountId: OTHER });
    const publish = () => other.publish({ TopicArn, Message: "a" });
    expect(await failure(publish())).toMatchObject({ code: "AuthorizationErrorException", status: 403 });
    const given = { TopicArn, Label: "other", AWSAccountId: [OTHER], ActionName: ["Publish"] };
    await world.sns.addPermission(given);
    await publish();
    await world.sns.removePermission({ TopicArn, Label: "other" });
    expect(await failure(publish())).toMatchObject({ status: 403 });
  });

  test("of services are in the policy of the topic", async () => {
    const Statement = {
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: TopicArn,
    };
    await world.sns.setTopicAttributes({
      TopicArn,
      AttributeName: "Policy",
      AttributeValue: JSON.stringify({ Version: "2012-10-17", Statement }),
    });
    expect((await failure(world.sns.publish({ TopicArn, Message: "a" }))).message).toContain(
      "with an explicit deny in a resource-based policy",
    );
  });
});
