import type { Context } from "../../../runtime/context.js";
import { ONLY_ROW } from "../../../runtime/store/store.js";
import { thisSecond } from "../arns.js";
import { reportNotPresent } from "../credentials/errors.js";
import { credentialReport } from "../credentials/report.js";
import type { GenerateCredentialReportResponse, GetCredentialReportResponse } from "../generated/types.js";
import { CREDENTIAL_REPORTS } from "../state.js";

/** Age up to which a report is reused, in milliseconds. */
const REPORT_AGE = 4 * 3_600_000;

/**
 * The report is complete immediately; clients may poll.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateCredentialReport.html
 */
export function generateCredentialReport(_input: object, ctx: Context): GenerateCredentialReportResponse {
  const now = thisSecond(ctx);
  const reports = ctx.table(CREDENTIAL_REPORTS);
  const last = reports.get(ONLY_ROW);
  if (last && now.getTime() - last.generatedAt.getTime() < REPORT_AGE) return { State: "COMPLETE" };
  reports.put(ONLY_ROW, { content: credentialReport(ctx), generatedAt: now });
  return { State: "STARTED", Description: "No report exists. Starting a new report generation task" };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetCredentialReport.html */
export function getCredentialReport(_input: object, ctx: Context): GetCredentialReportResponse {
  const row = ctx.table(CREDENTIAL_REPORTS).get(ONLY_ROW);
  if (!row) throw reportNotPresent();
  return { Content: Buffer.from(row.content), ReportFormat: "text/csv", GeneratedTime: row.generatedAt };
}
