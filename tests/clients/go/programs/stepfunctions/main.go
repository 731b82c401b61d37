// Runs a state machine, reads its history page by page, and asks for an execution that does not exist.
package main

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"

	"simulator"
)

const definition = `{"StartAt":"Double","States":{
	"Double":{"Type":"Pass","Parameters":{"sum.$":"States.MathAdd($.n, $.n)"},"Next":"Done"},
	"Done":{"Type":"Succeed"}}}`

func main() {
	ctx := context.Background()
	client := sfn.NewFromConfig(simulator.Config())
	machine, err := client.CreateStateMachine(ctx, &sfn.CreateStateMachineInput{
		Name:       aws.String("double"),
		Definition: aws.String(definition),
		RoleArn:    aws.String("arn:aws:iam::123456789012:role/r"),
	})
	simulator.Check(err)
	started, err := client.StartExecution(ctx, &sfn.StartExecutionInput{
		StateMachineArn: machine.StateMachineArn,
		Name:            aws.String("first"),
		Input:           aws.String(`{"n":21}`),
	})
	simulator.Check(err)

	var output *string
	for attempt := 0; output == nil && attempt < 100; attempt++ {
		execution, err := client.DescribeExecution(ctx, &sfn.DescribeExecutionInput{ExecutionArn: started.ExecutionArn})
		simulator.Check(err)
		output = execution.Output
		time.Sleep(10 * time.Millisecond)
	}

	events := []string{}
	pages := sfn.NewGetExecutionHistoryPaginator(client, &sfn.GetExecutionHistoryInput{
		ExecutionArn: started.ExecutionArn,
		MaxResults:   2,
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		simulator.Check(err)
		for _, event := range page.Events {
			events = append(events, string(event.Type))
		}
	}

	_, err = client.DescribeExecution(ctx, &sfn.DescribeExecutionInput{
		ExecutionArn: aws.String(*started.ExecutionArn + "-none"),
	})
	var missing *types.ExecutionDoesNotExist
	simulator.Print(map[string]interface{}{
		"output":  aws.ToString(output),
		"events":  events,
		"missing": errors.As(err, &missing),
	})
}
