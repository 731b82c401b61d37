import { malformedXml } from "../errors/requests.js";

/**
 * Converts the `tagging` field, an XML document, to the form of the `x-amz-tagging` header.
 *
 * @throws MalformedXML
 */
export async function taggingOf(xml: string): Promise<string> {
  const { parseStringPromise } = await import("xml2js");
  let root: unknown;
  try {
    root = await parseStringPromise(xml, { explicitRoot: false });
  } catch {
    throw malformedXml();
  }
  const tags = children(children(root, "TagSet")[0], "Tag");
  if (children(root, "TagSet").length !== 1) throw malformedXml();
  return tags.map((tag) => `${text(tag, "Key")}=${text(tag, "Value")}`).join("&");
}

function children(element: unknown, name: string): readonly unknown[] {
  if (typeof element !== "object" || element === null) return [];
  const found: unknown = Object.entries(element).find(([key]) => key === name)?.[1];
  return Array.isArray(found) ? found : [];
}

function text(element: unknown, name: string): string {
  const [only] = children(element, name);
  if (typeof only !== "string") throw malformedXml();
  return encodeURIComponent(only);
}
