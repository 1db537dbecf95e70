"""boto3 against the emulator, unchanged. Started by test-clients.mjs with the addresses of the emulator."""

import json
import sys
import urllib.request

import boto3
import botocore
import botocore.config
import botocore.exceptions

url, control, InstanceId, users = sys.argv[1:5]
print(f"boto3 {boto3.__version__}, botocore {botocore.__version__}, Python {sys.version.split()[0]}")
connect = boto3.client("connect", endpoint_url=url)


def step(sentence):
    print(f"  {sentence}", flush=True)


def refused(error, call, **arguments):
    try:
        call(**arguments)
    except botocore.exceptions.ClientError as caught:
        assert caught.response["Error"]["Code"] == error, caught
        assert caught.response["Error"]["Message"], caught
        assert caught.response["ResponseMetadata"]["RequestId"], caught
        return caught
    raise AssertionError(f"{error} was not raised")


def requests(operation):
    with urllib.request.urlopen(f"{control}/requests?operation={operation}") as answer:
        return json.load(answer)


def fault(**members):
    data = json.dumps(members).encode()
    urllib.request.urlopen(urllib.request.Request(f"{control}/faults", data=data, method="POST")).read()


step("reads all users page by page")
pages = list(connect.get_paginator("list_users").paginate(InstanceId=InstanceId, PaginationConfig={"PageSize": 60}))
assert [len(page["UserSummaryList"]) for page in pages] == [60, 60, 60, 60, int(users) - 240], pages
found = connect.get_paginator("search_users").paginate(InstanceId=InstanceId, PaginationConfig={"PageSize": 100})
assert sum(len(page["Users"]) for page in found) == int(users)

step("creates a user, and describes it with times as times")
routing = connect.list_routing_profiles(InstanceId=InstanceId)["RoutingProfileSummaryList"][0]["Id"]
security = {p["Name"]: p["Id"] for p in connect.list_security_profiles(InstanceId=InstanceId)["SecurityProfileSummaryList"]}
new = dict(
    InstanceId=InstanceId,
    Username="boto.user",
    IdentityInfo={"FirstName": "Bo", "LastName": "Tō"},
    PhoneConfig={"PhoneType": "SOFT_PHONE", "AfterContactWorkTimeLimit": 15},
    RoutingProfileId=routing,
    SecurityProfileIds=[security["Agent"]],
    Tags={"team": "boto", "__proto__": "a key like any other"},
)
user = connect.create_user(**new)
described = connect.describe_user(InstanceId=InstanceId, UserId=user["UserId"])["User"]
assert described["IdentityInfo"]["LastName"] == "Tō", described
assert described["Tags"] == new["Tags"], described
instance = connect.describe_instance(InstanceId=InstanceId)["Instance"]
assert instance["CreatedTime"].tzinfo is not None, instance

step("changes a user")
one = dict(InstanceId=InstanceId, UserId=user["UserId"])
connect.update_user_identity_info(**one, IdentityInfo={"FirstName": "Bob", "LastName": "To"})
connect.update_user_security_profiles(**one, SecurityProfileIds=[security["Agent"], security["QualityAnalyst"]])
connect.update_user_phone_config(**one, PhoneConfig={"PhoneType": "SOFT_PHONE", "AutoAccept": True})
connect.untag_resource(resourceArn=user["UserArn"], tagKeys=["team"])
described = connect.describe_user(**one)["User"]
assert described["IdentityInfo"]["FirstName"] == "Bob", described
assert described["PhoneConfig"]["AutoAccept"] is True, described
assert list(described["Tags"]) == ["__proto__"], described

step("searches by criteria")
criteria = {"StringCondition": {"FieldName": "Username", "Value": "boto.user", "ComparisonType": "EXACT"}}
found = connect.search_users(InstanceId=InstanceId, SearchCriteria=criteria)
assert [u["Id"] for u in found["Users"]] == [user["UserId"]], found

step("gets typed errors")
refused("DuplicateResourceException", connect.create_user, **new)
try:
    connect.describe_user(InstanceId=InstanceId, UserId="nobody")
    raise AssertionError("nobody was found")
except connect.exceptions.ResourceNotFoundException as error:
    assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 404, error
refused("InvalidParameterException", connect.list_users, InstanceId=InstanceId, NextToken="forged")
refused("NotImplementedException", connect.list_task_templates, InstanceId=InstanceId)

step("retries by itself what is throttled or lost, and not what is a quota")
fault(operation="DescribeUser", error="ThrottlingException")
before = len(requests("DescribeUser"))
connect.describe_user(**one)
assert len(requests("DescribeUser")) == before + 2
fault(operation="ListUsers", loseAnswer=True)
connect.list_users(InstanceId=InstanceId)

step("deletes a user")
connect.delete_user(**one)
refused("ResourceNotFoundException", connect.describe_user, **one)
