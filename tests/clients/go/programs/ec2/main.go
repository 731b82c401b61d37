// Builds a network, opens a port of it, and takes it down.
package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/smithy-go"

	"simulator"
)

func main() {
	ctx := context.Background()
	client := ec2.NewFromConfig(simulator.Config())
	created, err := client.CreateVpc(ctx, &ec2.CreateVpcInput{CidrBlock: aws.String("10.0.0.0/16")})
	simulator.Check(err)
	vpc := created.Vpc.VpcId
	err = ec2.NewVpcAvailableWaiter(client).Wait(ctx, &ec2.DescribeVpcsInput{VpcIds: []string{*vpc}}, time.Minute)
	simulator.Check(err)
	var subnets []string
	for i := 0; i < 3; i++ {
		subnet, err := client.CreateSubnet(ctx, &ec2.CreateSubnetInput{
			VpcId: vpc, CidrBlock: aws.String(fmt.Sprintf("10.0.%d.0/24", i)),
		})
		simulator.Check(err)
		subnets = append(subnets, *subnet.Subnet.SubnetId)
	}
	group, err := client.CreateSecurityGroup(ctx, &ec2.CreateSecurityGroupInput{
		VpcId: vpc, GroupName: aws.String("web"), Description: aws.String("the web"),
	})
	simulator.Check(err)
	_, err = client.AuthorizeSecurityGroupIngress(ctx, &ec2.AuthorizeSecurityGroupIngressInput{
		GroupId: group.GroupId, IpProtocol: aws.String("tcp"), FromPort: aws.Int32(443), ToPort: aws.Int32(443),
		CidrIp: aws.String("0.0.0.0/0"),
	})
	simulator.Check(err)
	groups, err := client.DescribeSecurityGroups(ctx, &ec2.DescribeSecurityGroupsInput{GroupIds: []string{*group.GroupId}})
	simulator.Check(err)
	rule := groups.SecurityGroups[0].IpPermissions[0]

	pager := ec2.NewDescribeSubnetsPaginator(client, &ec2.DescribeSubnetsInput{
		Filters: []types.Filter{{Name: aws.String("vpc-id"), Values: []string{*vpc}}}, MaxResults: aws.Int32(5),
	})
	found := 0
	for pager.HasMorePages() {
		page, err := pager.NextPage(ctx)
		simulator.Check(err)
		found += len(page.Subnets)
	}

	refusal := ""
	_, err = client.DeleteVpc(ctx, &ec2.DeleteVpcInput{VpcId: vpc})
	var failure smithy.APIError
	if errors.As(err, &failure) {
		refusal = failure.ErrorCode()
	}
	_, err = client.DeleteSecurityGroup(ctx, &ec2.DeleteSecurityGroupInput{GroupId: group.GroupId})
	simulator.Check(err)
	for _, subnet := range subnets {
		_, err = client.DeleteSubnet(ctx, &ec2.DeleteSubnetInput{SubnetId: aws.String(subnet)})
		simulator.Check(err)
	}
	_, err = client.DeleteVpc(ctx, &ec2.DeleteVpcInput{VpcId: vpc})
	simulator.Check(err)
	simulator.Print(map[string]interface{}{
		"found":   found,
		"rule":    fmt.Sprintf("%s %d-%d %s", *rule.IpProtocol, *rule.FromPort, *rule.ToPort, *rule.IpRanges[0].CidrIp),
		"refusal": refusal,
	})
}
