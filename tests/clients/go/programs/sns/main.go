// Publishes to a topic with a filtered subscription of a queue, and to a topic that does not exist.
package main

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"

	"simulator"
)

func main() {
	ctx := context.Background()
	client := sns.NewFromConfig(simulator.Config())
	topic, err := client.CreateTopic(ctx, &sns.CreateTopicInput{Name: aws.String("placed")})
	simulator.Check(err)
	_, err = client.Subscribe(ctx, &sns.SubscribeInput{
		TopicArn:              topic.TopicArn,
		Protocol:              aws.String("sqs"),
		Endpoint:              aws.String("arn:aws:sqs:eu-west-1:123456789012:placed"),
		ReturnSubscriptionArn: true,
		Attributes:            map[string]string{"FilterPolicy": `{"kind":["large"]}`, "RawMessageDelivery": "true"},
	})
	simulator.Check(err)
	for _, kind := range []string{"small", "large"} {
		_, err = client.Publish(ctx, &sns.PublishInput{
			TopicArn: topic.TopicArn,
			Message:  aws.String("a " + kind + " order"),
			MessageAttributes: map[string]types.MessageAttributeValue{
				"kind": {DataType: aws.String("String"), StringValue: aws.String(kind)},
			},
		})
		simulator.Check(err)
	}
	subscriptions, err := client.ListSubscriptionsByTopic(ctx, &sns.ListSubscriptionsByTopicInput{TopicArn: topic.TopicArn})
	simulator.Check(err)

	_, err = client.Publish(ctx, &sns.PublishInput{
		TopicArn: aws.String(*topic.TopicArn + "-none"),
		Message:  aws.String("lost"),
	})
	var missing *types.NotFoundException
	simulator.Print(map[string]interface{}{
		"protocol": aws.ToString(subscriptions.Subscriptions[0].Protocol),
		"missing":  errors.As(err, &missing),
	})
}
