// Sends messages with attributes, receives and deletes one, and asks for a queue that does not exist.
package main

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"simulator"
)

func main() {
	ctx := context.Background()
	client := sqs.NewFromConfig(simulator.Config())
	queue, err := client.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: aws.String("orders")})
	simulator.Check(err)
	_, err = client.SendMessage(ctx, &sqs.SendMessageInput{
		QueueUrl:    queue.QueueUrl,
		MessageBody: aws.String("one & <two>"),
		MessageAttributes: map[string]types.MessageAttributeValue{
			"kind": {DataType: aws.String("String"), StringValue: aws.String("order")},
		},
	})
	simulator.Check(err)
	received, err := client.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{
		QueueUrl:              queue.QueueUrl,
		MessageAttributeNames: []string{"All"},
	})
	simulator.Check(err)
	message := received.Messages[0]
	_, err = client.DeleteMessage(ctx, &sqs.DeleteMessageInput{
		QueueUrl:      queue.QueueUrl,
		ReceiptHandle: message.ReceiptHandle,
	})
	simulator.Check(err)

	_, err = client.GetQueueUrl(ctx, &sqs.GetQueueUrlInput{QueueName: aws.String("none")})
	var missing *types.QueueDoesNotExist
	simulator.Print(map[string]interface{}{
		"body":    aws.ToString(message.Body),
		"kind":    aws.ToString(message.MessageAttributes["kind"].StringValue),
		"missing": errors.As(err, &missing),
	})
}
