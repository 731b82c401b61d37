import { expect, test } from "vitest";
import { appIdOf, causeIn } from "../../lib/control/causes.js";

test.each([
  [
    `aws-sdk-js/3.1 ua/2.1 os/linux app/${appIdOf("64da0f96-2941-4507-a7b9-08424e56d002")}`,
    "64da0f96-2941-4507-a7b9-08424e56d002",
  ],
  [`app/${appIdOf("8d3a")} Boto3/1.4`, "8d3a"],
  ["aws-sdk-js/3.1 app/aws-simulation", undefined],
  ["aws-sdk-js/3.1 myapp/aws-sim-1", undefined],
  ["aws-sdk-js/3.1", undefined],
])("the cause that %s names", (userAgent, cause) => {
  expect(causeIn(userAgent)).toBe(cause);
});

test("an id with the longest cause has no more than the 50 characters of which SDKs do not warn", () => {
  expect(appIdOf("64da0f96-2941-4507-a7b9-08424e56d002").length).toBeLessThanOrEqual(50);
});
