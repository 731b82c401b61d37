// Registers an instance and discovers it.
package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/servicediscovery"

	"simulator"
)

func main() {
	ctx := context.Background()
	client := servicediscovery.NewFromConfig(simulator.Config())
	created, err := client.CreateHttpNamespace(ctx, &servicediscovery.CreateHttpNamespaceInput{Name: aws.String("apps")})
	simulator.Check(err)
	operation, err := client.GetOperation(ctx, &servicediscovery.GetOperationInput{OperationId: created.OperationId})
	simulator.Check(err)
	namespace := operation.Operation.Targets["NAMESPACE"]
	service, err := client.CreateService(ctx, &servicediscovery.CreateServiceInput{
		Name: aws.String("web"), NamespaceId: aws.String(namespace),
	})
	simulator.Check(err)
	_, err = client.RegisterInstance(ctx, &servicediscovery.RegisterInstanceInput{
		ServiceId:  service.Service.Id,
		InstanceId: aws.String("i-1"),
		Attributes: map[string]string{"AWS_INSTANCE_IPV4": "10.0.0.7"},
	})
	simulator.Check(err)
	found, err := client.DiscoverInstances(ctx, &servicediscovery.DiscoverInstancesInput{
		NamespaceName: aws.String("apps"), ServiceName: aws.String("web"),
	})
	simulator.Check(err)
	simulator.Print(found.Instances[0].Attributes)
}
