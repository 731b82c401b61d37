// Creates a file system with a mount target and removes both.
package main

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/efs"
	"github.com/aws/aws-sdk-go-v2/service/efs/types"

	"simulator"
)

func main() {
	ctx := context.Background()
	client := efs.NewFromConfig(simulator.Config())
	created, err := client.CreateFileSystem(ctx, &efs.CreateFileSystemInput{CreationToken: aws.String("t")})
	simulator.Check(err)
	target, err := client.CreateMountTarget(ctx, &efs.CreateMountTargetInput{
		FileSystemId: created.FileSystemId, SubnetId: aws.String("subnet-0a1b2c3d"),
	})
	simulator.Check(err)
	_, err = client.DeleteFileSystem(ctx, &efs.DeleteFileSystemInput{FileSystemId: created.FileSystemId})
	var inUse *types.FileSystemInUse
	refused := errors.As(err, &inUse)
	_, err = client.DeleteMountTarget(ctx, &efs.DeleteMountTargetInput{MountTargetId: target.MountTargetId})
	simulator.Check(err)
	_, err = client.DeleteFileSystem(ctx, &efs.DeleteFileSystemInput{FileSystemId: created.FileSystemId})
	simulator.Check(err)
	simulator.Print(map[string]interface{}{"inUse": refused, "state": target.LifeCycleState})
}
