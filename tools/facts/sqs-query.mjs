/**
 * What SQS had in its model before it went from the query protocol to JSON, and still accepts and sends:
 * the names of members in forms and XML, and the codes and statuses of its errors.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-xml.html
 */
export const sqsQuery = {
  query: {
    xmlNamespace: "http://queue.amazonaws.com/doc/2012-11-05/",
    errorDetail: true,
    members: {
      AddPermissionRequest: { AWSAccountIds: "AWSAccountId", Actions: "ActionName" },
      ChangeMessageVisibilityBatchRequest: { Entries: "ChangeMessageVisibilityBatchRequestEntry" },
      ChangeMessageVisibilityBatchResult: {
        Successful: "ChangeMessageVisibilityBatchResultEntry",
        Failed: "BatchResultErrorEntry",
      },
      CreateQueueRequest: { Attributes: "Attribute", tags: "Tag" },
      DeleteMessageBatchRequest: { Entries: "DeleteMessageBatchRequestEntry" },
      DeleteMessageBatchResult: {
        Successful: "DeleteMessageBatchResultEntry",
        Failed: "BatchResultErrorEntry",
      },
      GetQueueAttributesRequest: { AttributeNames: "AttributeName" },
      GetQueueAttributesResult: { Attributes: "Attribute" },
      ListDeadLetterSourceQueuesResult: { queueUrls: "QueueUrl" },
      ListMessageMoveTasksResult: { Results: "ListMessageMoveTasksResultEntry" },
      ListQueueTagsResult: { Tags: "Tag" },
      ListQueuesResult: { QueueUrls: "QueueUrl" },
      Message: { Attributes: "Attribute", MessageAttributes: "MessageAttribute" },
      MessageAttributeValue: { StringListValues: "StringListValue", BinaryListValues: "BinaryListValue" },
      MessageSystemAttributeValue: {
        StringListValues: "StringListValue",
        BinaryListValues: "BinaryListValue",
      },
      ReceiveMessageRequest: {
        AttributeNames: "AttributeName",
        MessageSystemAttributeNames: "MessageSystemAttributeName",
        MessageAttributeNames: "MessageAttributeName",
      },
      ReceiveMessageResult: { Messages: "Message" },
      SendMessageBatchRequest: { Entries: "SendMessageBatchRequestEntry" },
      SendMessageBatchRequestEntry: {
        MessageAttributes: "MessageAttribute",
        MessageSystemAttributes: "MessageSystemAttribute",
      },
      SendMessageBatchResult: { Successful: "SendMessageBatchResultEntry", Failed: "BatchResultErrorEntry" },
      SendMessageRequest: {
        MessageAttributes: "MessageAttribute",
        MessageSystemAttributes: "MessageSystemAttribute",
      },
      SetQueueAttributesRequest: { Attributes: "Attribute" },
      TagQueueRequest: { Tags: "Tag" },
      UntagQueueRequest: { TagKeys: "TagKey" },
    },
    maps: {
      MessageBodyAttributeMap: ["Name", "Value"],
      MessageBodySystemAttributeMap: ["Name", "Value"],
      MessageSystemAttributeMap: ["Name", "Value"],
      QueueAttributeMap: ["Name", "Value"],
      TagMap: ["Key", "Value"],
    },
  },
  errors: {
    BatchEntryIdsNotDistinct: { code: "AWS.SimpleQueueService.BatchEntryIdsNotDistinct" },
    BatchRequestTooLong: { code: "AWS.SimpleQueueService.BatchRequestTooLong" },
    EmptyBatchRequest: { code: "AWS.SimpleQueueService.EmptyBatchRequest" },
    InvalidAddress: { status: 404 },
    InvalidBatchEntryId: { code: "AWS.SimpleQueueService.InvalidBatchEntryId" },
    InvalidParameterValueException: { code: "InvalidParameterValue" },
    InvalidSecurity: { status: 403 },
    KmsAccessDenied: { code: "KMS.AccessDeniedException" },
    KmsDisabled: { code: "KMS.DisabledException" },
    KmsInvalidKeyUsage: { code: "KMS.InvalidKeyUsageException" },
    KmsInvalidState: { code: "KMS.InvalidStateException" },
    KmsNotFound: { code: "KMS.NotFoundException" },
    KmsOptInRequired: { code: "KMS.OptInRequired" },
    KmsThrottled: { code: "KMS.ThrottlingException" },
    MessageNotInflight: { code: "AWS.SimpleQueueService.MessageNotInflight" },
    MissingRequiredParameterException: { code: "MissingParameter" },
    OverLimit: { status: 403 },
    PurgeQueueInProgress: { code: "AWS.SimpleQueueService.PurgeQueueInProgress", status: 403 },
    QueueDeletedRecently: { code: "AWS.SimpleQueueService.QueueDeletedRecently" },
    QueueDoesNotExist: { code: "AWS.SimpleQueueService.NonExistentQueue" },
    QueueNameExists: { code: "QueueAlreadyExists" },
    RequestThrottled: { status: 403 },
    ResourceNotFoundException: { status: 404 },
    TooManyEntriesInBatchRequest: { code: "AWS.SimpleQueueService.TooManyEntriesInBatchRequest" },
    UnsupportedOperation: { code: "AWS.SimpleQueueService.UnsupportedOperation" },
  },
};
