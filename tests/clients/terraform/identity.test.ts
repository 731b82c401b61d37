import { expect, test } from "vitest";
import { holdings, unanswered } from "../support/holdings.js";
import { Stage } from "../support/stage.js";
import { describeWith, terraform } from "../support/tools.js";

const AFTER = { step: "2" };
const ZONES = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];

describeWith(terraform, "Terraform, IAM and the network", () => {
  test("makes roles, users and security groups, changes, imports and removes them", async () => {
    await using stage = await Stage.set();
    const { sim } = stage;
    const before = holdings(sim);
    const stack = await stage.open("identity");
    expect(await stack.apply()).toEqual({ added: 26 });
    expect(await stack.changes()).toBe("");
    expect(await stack.outputs()).toMatchObject({
      place: { account: sim.accountId, partition: "aws", region: "eu-west-1", zones: ZONES },
      role: `arn:aws:iam::${sim.accountId}:role/team/app`,
      network: {
        vpc: "172.31.0.0/16",
        zones: ZONES,
        default: sim.ec2.defaultNetwork().securityGroupId,
      },
    });

    expect(await stack.apply(AFTER)).toEqual({ changed: 16 });

    const imported = { ...named(sim.accountId), ...(await stack.ids()) };
    expect(await stack.reimport(imported, AFTER)).toEqual({ imported: Object.keys(imported).length });
    expect(await stack.changes(AFTER)).toBe("");
    await stack.destroy(AFTER);
    expect(holdings(sim)).toEqual(before);
    expect(unanswered(sim)).toEqual([]);
  });
});

/** By what the resources are imported that have names of ours. */
function named(accountId: string): Record<string, string> {
  const account = `arn:aws:iam::${accountId}`;
  return {
    "aws_iam_role.app": "app",
    "aws_iam_role_policy.app": "app:inline",
    "aws_iam_policy.read": `${account}:policy/team/read`,
    "aws_iam_role_policy_attachment.read": `app/${account}:policy/team/read`,
    "aws_iam_role_policy_attachment.managed": "app/arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
    "aws_iam_instance_profile.app": "app",
    "aws_iam_user_policy.ci": "ci:inline",
    "aws_iam_user_policy_attachment.ci": `ci/${account}:policy/team/read`,
    "aws_iam_group.robots": "robots",
    "aws_iam_group_policy.robots": "robots:inline",
    "aws_iam_group_policy_attachment.robots": `robots/${account}:policy/team/read`,
    "aws_iam_openid_connect_provider.ci": `${account}:oidc-provider/token.actions.example.com`,
    "aws_iam_saml_provider.staff": `${account}:saml-provider/staff`,
    "aws_iam_role.staff": "staff",
    "aws_iam_service_linked_role.ecs": `${account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
  };
}
