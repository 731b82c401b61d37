import { invalidArgument, invalidRequest, malformedXml } from "../errors/requests.js";
import type { Condition, Redirect, RoutingRule, WebsiteConfiguration } from "../generated/types.js";

const MAX_ROUTING_RULES = 50;

/**
 * Validates the configuration of PutBucketWebsite.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html
 *
 * @throws MalformedXML, InvalidArgument, InvalidRequest
 */
export function checkWebsite(website: WebsiteConfiguration): void {
  const { IndexDocument, ErrorDocument, RedirectAllRequestsTo, RoutingRules } = website;
  if (RedirectAllRequestsTo) {
    if (IndexDocument || ErrorDocument || RoutingRules) {
      throw invalidArgument(
        "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.",
        "RedirectAllRequestsTo",
        "not null",
      );
    }
    checkProtocol(RedirectAllRequestsTo.Protocol);
    return;
  }
  if (!IndexDocument) {
    throw invalidArgument(
      "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
      "IndexDocument",
      "null",
    );
  }
  const { Suffix } = IndexDocument;
  if (Suffix === "" || Suffix.includes("/")) {
    throw invalidArgument("The IndexDocument Suffix is not well formed", "IndexDocument", Suffix);
  }
  if (ErrorDocument?.Key === "") {
    throw invalidArgument("The ErrorDocument Key is not well formed", "ErrorDocument", "");
  }
  if (RoutingRules) checkRoutingRules(RoutingRules);
}

function checkRoutingRules(rules: readonly RoutingRule[]): void {
  if (rules.length === 0) throw malformedXml();
  if (rules.length > MAX_ROUTING_RULES) {
    throw invalidRequest(
      `${rules.length} routing rules provided, the number of routing rules in a website configuration is ` +
        `limited to ${MAX_ROUTING_RULES}.`,
    );
  }
  for (const { Condition, Redirect } of rules) {
    if (Condition) checkCondition(Condition);
    checkRedirect(Redirect);
  }
}

function checkCondition({ KeyPrefixEquals, HttpErrorCodeReturnedEquals }: Condition): void {
  if (KeyPrefixEquals === undefined && HttpErrorCodeReturnedEquals === undefined) {
    throw invalidRequest(
      "Condition cannot be empty. To redirect all requests without a condition, the condition element " +
        "shouldn't be present.",
    );
  }
  if (HttpErrorCodeReturnedEquals !== undefined && !/^[45]\d\d$/.test(HttpErrorCodeReturnedEquals)) {
    throw invalidRequest(
      `The provided HTTP error code (${HttpErrorCodeReturnedEquals}) is not valid. Valid codes are 4XX or 5XX.`,
    );
  }
}

function checkRedirect(redirect: Redirect): void {
  const { HostName, HttpRedirectCode, Protocol, ReplaceKeyPrefixWith, ReplaceKeyWith } = redirect;
  if (ReplaceKeyPrefixWith !== undefined && ReplaceKeyWith !== undefined) {
    throw invalidRequest("You can only define ReplaceKeyPrefix or ReplaceKey but not both.");
  }
  const parts = [HostName, HttpRedirectCode, Protocol, ReplaceKeyPrefixWith, ReplaceKeyWith];
  if (parts.every((part) => part === undefined)) throw malformedXml();
  checkProtocol(Protocol);
  if (HttpRedirectCode !== undefined && !/^3(?!00)\d\d$/.test(HttpRedirectCode)) {
    throw invalidRequest(
      `The provided HTTP redirect code (${HttpRedirectCode}) is not valid. Valid codes are 3XX except 300.`,
    );
  }
}

function checkProtocol(protocol: string | undefined): void {
  if (protocol === undefined || protocol === "http" || protocol === "https") return;
  throw invalidRequest(
    "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.",
  );
}
