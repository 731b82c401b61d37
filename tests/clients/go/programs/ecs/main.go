// Runs a task to its end and pages through task definitions.
package main

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"simulator"
)

func main() {
	ctx := context.Background()
	client := ecs.NewFromConfig(simulator.Config())
	_, err := client.CreateCluster(ctx, &ecs.CreateClusterInput{ClusterName: aws.String("jobs")})
	simulator.Check(err)
	for _, family := range []string{"a", "b", "c"} {
		_, err = client.RegisterTaskDefinition(ctx, &ecs.RegisterTaskDefinitionInput{
			Family:                  aws.String(family),
			NetworkMode:             types.NetworkModeAwsvpc,
			RequiresCompatibilities: []types.Compatibility{types.CompatibilityFargate},
			Cpu:                     aws.String("256"),
			Memory:                  aws.String("512"),
			ContainerDefinitions:    []types.ContainerDefinition{{Name: aws.String("app"), Image: aws.String("app:1")}},
		})
		simulator.Check(err)
	}
	started, err := client.RunTask(ctx, &ecs.RunTaskInput{
		Cluster:        aws.String("jobs"),
		TaskDefinition: aws.String("a"),
		LaunchType:     types.LaunchTypeFargate,
		NetworkConfiguration: &types.NetworkConfiguration{
			AwsvpcConfiguration: &types.AwsVpcConfiguration{Subnets: []string{"subnet-1"}},
		},
	})
	simulator.Check(err)
	task := &ecs.DescribeTasksInput{Cluster: aws.String("jobs"), Tasks: []string{*started.Tasks[0].TaskArn}}
	simulator.Check(ecs.NewTasksStoppedWaiter(client).Wait(ctx, task, time.Minute))
	stopped, err := client.DescribeTasks(ctx, task)
	simulator.Check(err)

	var pages [][]string
	pager := ecs.NewListTaskDefinitionsPaginator(client, &ecs.ListTaskDefinitionsInput{MaxResults: aws.Int32(2)})
	for pager.HasMorePages() {
		page, err := pager.NextPage(ctx)
		simulator.Check(err)
		pages = append(pages, page.TaskDefinitionArns)
	}

	_, err = client.ListTasks(ctx, &ecs.ListTasksInput{Cluster: aws.String("none")})
	var notFound *types.ClusterNotFoundException
	simulator.Print(map[string]interface{}{
		"exitCode": *stopped.Tasks[0].Containers[0].ExitCode,
		"pages":    pages,
		"notFound": errors.As(err, &notFound) && notFound.ErrorMessage() == "Cluster not found.",
	})
}
