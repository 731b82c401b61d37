// Writes events and filters them by pages.
package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"simulator"
)

func main() {
	ctx := context.Background()
	client := cloudwatchlogs.NewFromConfig(simulator.Config())
	group, stream := aws.String("/app"), aws.String("one")
	_, err := client.CreateLogGroup(ctx, &cloudwatchlogs.CreateLogGroupInput{LogGroupName: group})
	simulator.Check(err)
	_, err = client.CreateLogStream(ctx, &cloudwatchlogs.CreateLogStreamInput{LogGroupName: group, LogStreamName: stream})
	simulator.Check(err)
	var events []types.InputLogEvent
	now := time.Now().UnixMilli()
	for i := 0; i < 10; i++ {
		message := fmt.Sprintf("line %d", i)
		events = append(events, types.InputLogEvent{Message: aws.String(message), Timestamp: aws.Int64(now + int64(i))})
	}
	_, err = client.PutLogEvents(ctx, &cloudwatchlogs.PutLogEventsInput{
		LogGroupName: group, LogStreamName: stream, LogEvents: events,
	})
	simulator.Check(err)

	var messages []string
	pager := cloudwatchlogs.NewFilterLogEventsPaginator(client, &cloudwatchlogs.FilterLogEventsInput{
		LogGroupName: group, Limit: aws.Int32(4),
	})
	for pager.HasMorePages() {
		page, err := pager.NextPage(ctx)
		simulator.Check(err)
		for _, event := range page.Events {
			messages = append(messages, *event.Message)
		}
	}
	_, err = client.DeleteLogGroup(ctx, &cloudwatchlogs.DeleteLogGroupInput{LogGroupName: aws.String("none")})
	var notFound *types.ResourceNotFoundException
	simulator.Print(map[string]interface{}{"messages": messages, "notFound": errors.As(err, &notFound)})
}
