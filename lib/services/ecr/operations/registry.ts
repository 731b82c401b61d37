import type { Context } from "../../../runtime/context.js";
import { own } from "../../../values/own.js";
import {
  invalidAccountSetting,
  invalidScanFrequency,
  replicationToItself,
  unknownAccountSetting,
} from "../errors/registry.js";
import type {
  DescribeRegistryRequest,
  DescribeRegistryResponse,
  GetAccountSettingRequest,
  GetAccountSettingResponse,
  GetRegistryScanningConfigurationRequest,
  GetRegistryScanningConfigurationResponse,
  PutAccountSettingRequest,
  PutAccountSettingResponse,
  PutRegistryScanningConfigurationRequest,
  PutRegistryScanningConfigurationResponse,
  PutReplicationConfigurationRequest,
  PutReplicationConfigurationResponse,
  ScanFrequency,
  ScanType,
} from "../generated/types.js";
import { changeRegistry, registrySettings } from "../registry.js";

/** The frequencies of each scan type. */
const FREQUENCIES: Readonly<Record<ScanType, readonly ScanFrequency[]>> = {
  BASIC: ["SCAN_ON_PUSH", "MANUAL"],
  ENHANCED: ["SCAN_ON_PUSH", "CONTINUOUS_SCAN"],
};

/** Account settings with their valid values, the default first. */
const ACCOUNT_SETTINGS: Readonly<Record<string, readonly string[]>> = {
  BASIC_SCAN_TYPE_VERSION: ["AWS_NATIVE", "CLAIR"],
  REGISTRY_POLICY_SCOPE: ["V2", "V1"],
  BLOB_MOUNTING: ["DISABLED", "ENABLED"],
};

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRegistry.html */
export function describeRegistry(_input: DescribeRegistryRequest, ctx: Context): DescribeRegistryResponse {
  return {
    registryId: ctx.account,
    replicationConfiguration: registrySettings(ctx).replicationConfiguration,
  };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutReplicationConfiguration.html */
export function putReplicationConfiguration(
  { replicationConfiguration }: PutReplicationConfigurationRequest,
  ctx: Context,
): PutReplicationConfigurationResponse {
  const destinations = replicationConfiguration.rules.flatMap((rule) => rule.destinations);
  if (destinations.some(({ region, registryId }) => region === ctx.region && registryId === ctx.account)) {
    throw replicationToItself();
  }
  changeRegistry(ctx, { replicationConfiguration });
  return { replicationConfiguration };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRegistryScanningConfiguration.html */
export function getRegistryScanningConfiguration(
  _input: GetRegistryScanningConfigurationRequest,
  ctx: Context,
): GetRegistryScanningConfigurationResponse {
  return { registryId: ctx.account, scanningConfiguration: registrySettings(ctx).scanningConfiguration };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutRegistryScanningConfiguration.html */
export function putRegistryScanningConfiguration(
  input: PutRegistryScanningConfigurationRequest,
  ctx: Context,
): PutRegistryScanningConfigurationResponse {
  const { scanType = registrySettings(ctx).scanningConfiguration.scanType ?? "BASIC", rules = [] } = input;
  const wrong = rules.find(({ scanFrequency }) => !FREQUENCIES[scanType].includes(scanFrequency));
  if (wrong) throw invalidScanFrequency(scanType, wrong.scanFrequency);
  const registryScanningConfiguration = { scanType, rules };
  changeRegistry(ctx, { scanningConfiguration: registryScanningConfiguration });
  return { registryScanningConfiguration };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAccountSetting.html */
export function getAccountSetting(
  { name }: GetAccountSettingRequest,
  ctx: Context,
): GetAccountSettingResponse {
  const [standard] = valuesOf(name);
  return { name, value: own(registrySettings(ctx).accountSettings, name) ?? standard };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutAccountSetting.html */
export function putAccountSetting(
  { name, value }: PutAccountSettingRequest,
  ctx: Context,
): PutAccountSettingResponse {
  const values = valuesOf(name);
  if (!values.includes(value)) throw invalidAccountSetting(name, values);
  changeRegistry(ctx, { accountSettings: { ...registrySettings(ctx).accountSettings, [name]: value } });
  return { name, value };
}

function valuesOf(name: string): readonly string[] {
  const values = own(ACCOUNT_SETTINGS, name);
  if (!values) throw unknownAccountSetting(name);
  return values;
}
