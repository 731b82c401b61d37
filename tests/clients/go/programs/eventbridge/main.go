// Puts events that a rule sends to a queue, and asks for a rule that does not exist.
package main

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"

	"simulator"
)

func main() {
	ctx := context.Background()
	client := eventbridge.NewFromConfig(simulator.Config())
	_, err := client.PutRule(ctx, &eventbridge.PutRuleInput{
		Name:         aws.String("shipped"),
		EventPattern: aws.String(`{"detail-type":["Order Shipped"]}`),
	})
	simulator.Check(err)
	_, err = client.PutTargets(ctx, &eventbridge.PutTargetsInput{
		Rule: aws.String("shipped"),
		Targets: []types.Target{{
			Id:        aws.String("queue"),
			Arn:       aws.String("arn:aws:sqs:eu-west-1:123456789012:shipped"),
			InputPath: aws.String("$.detail"),
		}},
	})
	simulator.Check(err)
	put, err := client.PutEvents(ctx, &eventbridge.PutEventsInput{Entries: []types.PutEventsRequestEntry{
		{Source: aws.String("shop"), DetailType: aws.String("Order Shipped"), Detail: aws.String(`{"id":7}`)},
		{Source: aws.String("shop"), DetailType: aws.String("Order Shipped"), Detail: aws.String(`not JSON`)},
	}})
	simulator.Check(err)

	_, err = client.DescribeRule(ctx, &eventbridge.DescribeRuleInput{Name: aws.String("none")})
	var missing *types.ResourceNotFoundException
	simulator.Print(map[string]interface{}{
		"failed":  put.FailedEntryCount,
		"code":    aws.ToString(put.Entries[1].ErrorCode),
		"missing": errors.As(err, &missing),
	})
}
