import { defineSettings } from "../../runtime/settings.js";

/** The settings of SNS. */
export interface SnsSettings {
  /**
   * Whether URLs in messages (`SigningCertURL`, `SubscribeURL`, `UnsubscribeURL`) have the hosts that they
   * have on AWS. By default they have the simulator's address, so that receivers can request them. Some
   * validators accept only AWS's hosts.
   */
  awsUrls: boolean;
}

export const SETTINGS = defineSettings<SnsSettings>("sns.settings", { awsUrls: false });
