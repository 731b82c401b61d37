import { describe, expect, test } from "vitest";
import { Router } from "../../lib/model/router.js";

interface Binding {
  readonly requiredQuery?: readonly string[];
  readonly requiredHeaders?: readonly string[];
}

function route(
  target: string,
  method: string,
  uri: string,
  { requiredQuery = [], requiredHeaders = [] }: Binding = {},
) {
  return { target, method, uri, requiredQuery, requiredHeaders };
}

const objects = new Router([
  route("ListBuckets", "GET", "/"),
  route("ListObjects", "GET", "/{Bucket}"),
  route("ListObjectsV2", "GET", "/{Bucket}?list-type=2"),
  route("GetBucketAcl", "GET", "/{Bucket}?acl"),
  route("GetObject", "GET", "/{Bucket}/{Key+}"),
  route("ListParts", "GET", "/{Bucket}/{Key+}", { requiredQuery: ["uploadId"] }),
  route("PutObject", "PUT", "/{Bucket}/{Key+}"),
  route("CopyObject", "PUT", "/{Bucket}/{Key+}", { requiredHeaders: ["x-amz-copy-source"] }),
  route("UploadPart", "PUT", "/{Bucket}/{Key+}", { requiredQuery: ["partNumber", "uploadId"] }),
  route("UploadPartCopy", "PUT", "/{Bucket}/{Key+}", {
    requiredQuery: ["partNumber", "uploadId"],
    requiredHeaders: ["x-amz-copy-source"],
  }),
]);

const functions = new Router([
  route("ListLayers", "GET", "/2018-10-31/layers"),
  route("GetLayerVersionByArn", "GET", "/2018-10-31/layers?find=LayerVersion", { requiredQuery: ["Arn"] }),
  route("ListConfigs", "GET", "/functions/{FunctionName}/config/list"),
  route("GetConfig", "GET", "/functions/{FunctionName}/config/{Name}"),
  route("ListFunctions", "GET", "/functions/"),
]);

function match(router: Router<string>, method: string, target: string, headers: Record<string, string> = {}) {
  const [path = "", query = ""] = target.split("?");
  return router.match({ method, path, query, headers });
}

describe("which operation", () => {
  test.each([
    ["GET", "/", "ListBuckets"],
    ["GET", "/b", "ListObjects"],
    ["GET", "/b/", "ListObjects"],
    ["GET", "/b?list-type=2&prefix=x", "ListObjectsV2"],
    ["GET", "/b?acl", "GetBucketAcl"],
    ["GET", "/b?acl=", "GetBucketAcl"],
    ["GET", "/b?list-type=1", "ListObjects"],
    ["GET", "/b/k", "GetObject"],
    ["GET", "/b/k?uploadId=u", "ListParts"],
    ["PUT", "/b/k", "PutObject"],
    ["PUT", "/b/k?partNumber=1&uploadId=u", "UploadPart"],
    ["PUT", "/b/k?partNumber=1", "PutObject"],
  ])("%s %s is %s", (method, target, expected) => {
    expect(match(objects, method, target)?.target).toBe(expected);
  });

  test("required headers decide between copying and writing", () => {
    const headers = { "x-amz-copy-source": "/a/b" };
    expect(match(objects, "PUT", "/b/k", headers)?.target).toBe("CopyObject");
    expect(match(objects, "PUT", "/b/k?partNumber=1&uploadId=u", headers)?.target).toBe("UploadPartCopy");
  });

  test.each([
    ["/2018-10-31/layers", "ListLayers"],
    ["/2018-10-31/layers?find=LayerVersion&Arn=a", "GetLayerVersionByArn"],
    ["/2018-10-31/layers?find=LayerVersion", "GetLayerVersionByArn"],
    ["/functions/f/config/list", "ListConfigs"],
    ["/functions/f/config/other", "GetConfig"],
    ["/functions", "ListFunctions"],
    ["/functions/", "ListFunctions"],
  ])("GET %s is %s", (target, expected) => {
    expect(match(functions, "GET", target)?.target).toBe(expected);
  });

  test.each([
    ["DELETE", "/b"],
    ["PUT", "/b"],
    ["GET", "/nowhere/else"],
    ["GET", "/functions//config/list"],
  ])("%s %s is none", (method, target) => {
    expect(match(functions, method, target)).toBeUndefined();
  });
});

describe("labels", () => {
  test.each([
    ["/b/k", { Bucket: "b", Key: "k" }],
    ["/b/a/b/", { Bucket: "b", Key: "a/b/" }],
    ["/b//k", { Bucket: "b", Key: "/k" }],
    ["/b/../k", { Bucket: "b", Key: "../k" }],
    ["/b/a%2Fb%20c", { Bucket: "b", Key: "a/b c" }],
    ["/b/a+b", { Bucket: "b", Key: "a+b" }],
    ["/b/100%", { Bucket: "b", Key: "100%" }],
  ])("%s", (target, labels) => {
    expect(match(objects, "GET", target)?.labels).toEqual(labels);
  });

  test.each([
    ["/points/a/b/policy", "GetPolicy", "a/b"],
    ["/points/a/policy", "GetPolicy", "a"],
    ["/points/a/b", "GetPoint", "a/b"],
    ["/points/policy", "GetPoint", "policy"],
  ])("a greedy label leaves what follows it: %s", (target, operation, name) => {
    const points = new Router([
      route("GetPoint", "GET", "/points/{Name+}"),
      route("GetPolicy", "GET", "/points/{Name+}/policy"),
    ]);
    expect(match(points, "GET", target)).toEqual({ target: operation, labels: { Name: name } });
  });

  test("an encoded slash never separates", () => {
    expect(match(functions, "GET", "/functions/arn%3Aa%2Fb/config/x")).toEqual({
      target: "GetConfig",
      labels: { FunctionName: "arn:a/b", Name: "x" },
    });
  });
});
