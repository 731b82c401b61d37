import type { Tag } from "@aws-sdk/client-iam";
import { expect, test } from "vitest";
import { failure, iamWorld } from "./iam-world.js";

const world = iamWorld();

/** The operations on the tags of one resource. */
interface Tagged {
  add(Tags: Tag[]): Promise<unknown>;
  remove(TagKeys: string[]): Promise<unknown>;
  list(page?: { MaxItems: number; Marker?: string }): Promise<{ Tags?: Tag[]; Marker?: string }>;
}

const resources: Record<string, () => Promise<Tagged>> = {
  async user() {
    const UserName = "ann";
    await world.iam.createUser({ UserName });
    return {
      add: (Tags) => world.iam.tagUser({ UserName, Tags }),
      remove: (TagKeys) => world.iam.untagUser({ UserName, TagKeys }),
      list: (page) => world.iam.listUserTags({ UserName, ...page }),
    };
  },
  async policy() {
    const PolicyArn = await world.policy();
    return {
      add: (Tags) => world.iam.tagPolicy({ PolicyArn, Tags }),
      remove: (TagKeys) => world.iam.untagPolicy({ PolicyArn, TagKeys }),
      list: (page) => world.iam.listPolicyTags({ PolicyArn, ...page }),
    };
  },
  async "instance profile"() {
    const InstanceProfileName = "web";
    await world.iam.createInstanceProfile({ InstanceProfileName });
    return {
      add: (Tags) => world.iam.tagInstanceProfile({ InstanceProfileName, Tags }),
      remove: (TagKeys) => world.iam.untagInstanceProfile({ InstanceProfileName, TagKeys }),
      list: (page) => world.iam.listInstanceProfileTags({ InstanceProfileName, ...page }),
    };
  },
  async "OpenID Connect provider"() {
    const Url = "https://token.example.com";
    const { OpenIDConnectProviderArn } = await world.iam.createOpenIDConnectProvider({ Url });
    return {
      add: (Tags) => world.iam.tagOpenIDConnectProvider({ OpenIDConnectProviderArn, Tags }),
      remove: (TagKeys) => world.iam.untagOpenIDConnectProvider({ OpenIDConnectProviderArn, TagKeys }),
      list: (page) => world.iam.listOpenIDConnectProviderTags({ OpenIDConnectProviderArn, ...page }),
    };
  },
};

test.each(Object.entries(resources))(
  "%s: tags are added, replaced, listed in pages and taken away",
  async (_, make) => {
    const tagged = await make();
    await tagged.add([
      { Key: "team", Value: "red" },
      { Key: "stage", Value: "test" },
    ]);
    await tagged.add([{ Key: "team", Value: "blue" }]);
    const first = await tagged.list({ MaxItems: 1 });
    const second = await tagged.list({ MaxItems: 1, Marker: first.Marker });
    expect([first, second]).toMatchObject([
      { Tags: [{ Key: "team", Value: "blue" }], IsTruncated: true },
      { Tags: [{ Key: "stage", Value: "test" }], IsTruncated: false },
    ]);
    await tagged.remove(["team", "none"]);
    expect((await tagged.list()).Tags).toEqual([{ Key: "stage", Value: "test" }]);
    const many = Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}`, Value: "" }));
    expect(await failure(tagged.add(many))).toEqual({
      code: "LimitExceeded",
      status: 409,
      message: "Cannot exceed quota for TagsPerResource: 50",
    });
  },
);
