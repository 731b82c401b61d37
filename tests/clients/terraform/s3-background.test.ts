import { expect, test } from "vitest";
import { holdings, unanswered } from "../support/holdings.js";
import { Stage } from "../support/stage.js";
import { describeWith, terraform } from "../support/tools.js";

describeWith(terraform, "Terraform, S3 in the background", () => {
  test("a bucket notifies, replicates, lists itself and is a website, and is removed with all of it", async () => {
    await using stage = await Stage.set();
    const { sim } = stage;
    const before = holdings(sim);
    const keys: unknown[] = [];
    sim.lambda.on<{ Records: { s3: { object: { key: string } } }[] }>("listener", ({ Records }) => {
      keys.push(...Records.map(({ s3 }) => s3.object.key));
    });
    const stack = await stage.open("s3-background");
    expect(await stack.apply()).toEqual({ added: 10 });
    sim.s3.putObject("tf-source", "docs/index.html", "<h1>Docs</h1>");
    await sim.clock.advance("1d");
    expect(keys).toEqual(["docs/index.html"]);
    expect(sim.s3.text("tf-replicas", "docs/index.html")).toBe("<h1>Docs</h1>");
    expect(
      sim.s3.objects("tf-replicas", "tf-source/daily/").map(({ key }) => key.split("/").at(-1)),
    ).toContain("manifest.checksum");
    const page = await fetch(`${sim.url}/_sim/website/tf-source/docs`);
    expect(await page.text()).toBe("<h1>Docs</h1>");
    expect(await stack.changes()).toBe("");
    await stack.destroy();
    // Lambda created it, as on AWS; it is not in Terraform's state.
    expect(holdings(sim)).toEqual({ ...before, logGroups: ["/aws/lambda/listener"] });
    expect(unanswered(sim)).toEqual([]);
  });
});
