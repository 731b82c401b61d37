resource "aws_efs_file_system" "data" {
  creation_token                  = "data"
  encrypted                       = true
  throughput_mode                 = "provisioned"
  provisioned_throughput_in_mibps = 10 * var.step
  tags                            = { Name = "data-${var.step}" }

  lifecycle_policy {
    transition_to_ia = var.step == 1 ? "AFTER_7_DAYS" : "AFTER_30_DAYS"
  }
  protection {
    replication_overwrite = var.step == 1 ? "ENABLED" : "DISABLED"
  }
}

resource "aws_efs_mount_target" "data" {
  for_each        = toset(data.aws_subnets.default.ids)
  file_system_id  = aws_efs_file_system.data.id
  subnet_id       = each.value
  security_groups = [aws_security_group.web.id]
}

resource "aws_efs_access_point" "data" {
  file_system_id = aws_efs_file_system.data.id
  tags           = { Step = tostring(var.step) }

  posix_user {
    uid = 1000
    gid = 1000
  }
  root_directory {
    path = "/data"
    creation_info {
      owner_uid   = 1000
      owner_gid   = 1000
      permissions = "755"
    }
  }
}

resource "aws_efs_backup_policy" "data" {
  file_system_id = aws_efs_file_system.data.id
  backup_policy {
    status = var.step == 1 ? "ENABLED" : "DISABLED"
  }
}

resource "aws_efs_file_system_policy" "data" {
  file_system_id = aws_efs_file_system.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Step${var.step}"
      Effect    = "Allow"
      Action    = ["elasticfilesystem:ClientMount"]
      Resource  = aws_efs_file_system.data.arn
      Principal = { AWS = data.aws_caller_identity.me.arn }
    }]
  })
}

data "aws_efs_file_system" "data" {
  creation_token = aws_efs_file_system.data.creation_token
}

data "aws_efs_mount_target" "data" {
  for_each        = aws_efs_mount_target.data
  mount_target_id = each.value.id
}

output "files" {
  value = {
    throughput = data.aws_efs_file_system.data.provisioned_throughput_in_mibps
    targets    = sort([for target in data.aws_efs_mount_target.data : target.availability_zone_name])
  }
}
