import { AwsError } from "../../runtime/errors.js";
import { validationException } from "./errors.js";

const notFound = (message: string) => new AwsError("ResourceNotFoundException", message);
const conflict = (message: string) => new AwsError("ConflictException", message);

export const deliverySourceNotFound = () =>
  notFound("Requested Delivery Source does not exist in this account.");

/** Recorded: with two full stops, from DeleteDeliverySource. */
export const deletedDeliverySourceNotFound = () =>
  notFound("Requested Delivery Source does not exist in this account..");

export const deliveryDestinationNotFound = () =>
  notFound("Requested Delivery Destination does not exist in this account.");

export const deliveryNotFound = () => notFound("Requested Delivery does not exist in this account.");

/** A resource of a service that sends no logs. */
export const sourceServiceUnsupported = () => notFound("Cannot access provided service.");

export const resourceHasSource = () =>
  conflict("This ResourceId has already been used in another Delivery Source in this account");

/** The codes of the following are AWS's; the messages are not confirmed. */
export const deliveryExists = () => conflict("Delivery already exists for this source and destination type.");
export const sourceHasDelivery = () =>
  conflict("The Delivery Source is used by a Delivery and cannot be deleted.");
export const destinationHasDelivery = () =>
  conflict("The Delivery Destination is used by a Delivery and cannot be deleted.");
export const destinationTypeMissing = () =>
  validationException(
    "A destination needs deliveryDestinationConfiguration or a deliveryDestinationType of XRAY.",
  );
export const destinationUnsupported = (arn: string) =>
  validationException(`The resource ${arn} cannot be a delivery destination.`);
export const destinationPolicyMalformed = () =>
  validationException("The delivery destination policy is not a valid JSON policy.");
