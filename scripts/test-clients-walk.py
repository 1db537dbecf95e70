"""Every answer of the emulator against botocore's model, a copy of AWS's own. Started by test-clients.mjs.

Calls each read of the model that the emulator has, with ids that it found on the way, and checks the JSON of each answer:
no member that the model lacks, no value of the wrong type, no required member missing.
"""

import json
import sys

import boto3
import botocore
import botocore.exceptions
import botocore.parsers

url, InstanceId = sys.argv[1:3]
connect = boto3.client("connect", endpoint_url=url)
model = connect.meta.service_model
findings = []
walked = {}


def check(shape, value, path):
    if value is None:
        return
    kind = shape.type_name
    if kind == "structure":
        if not isinstance(value, dict):
            findings.append(f"{path} is no structure")
            return
        names = {member.serialization.get("name", name): member for name, member in shape.members.items()}
        for name, part in value.items():
            if name not in names:
                # The SDK's model is newer than Debian's.
                newer.add(f"{shape.name}.{name}")
            else:
                check(names[name], part, f"{path}.{name}")
        for name in shape.required_members:
            if shape.members[name].serialization.get("name", name) not in value:
                findings.append(f"{path} lacks {name}")
    elif kind == "list":
        for index, part in enumerate(value):
            check(shape.member, part, f"{path}[{index}]")
    elif kind == "map":
        for key, part in value.items():
            check(shape.value, part, f"{path}.{key}")
    else:
        expected = {"string": str, "boolean": bool, "integer": int, "long": int, "timestamp": (int, float, str)}
        types = expected.get(kind, (int, float, str, bool))
        if not isinstance(value, types) or (isinstance(value, bool) and kind != "boolean"):
            findings.append(f"{path} is {type(value).__name__}, not {kind}")
        enum = getattr(shape, "enum", None)
        if enum and value not in enum:
            newer.add(f"{shape.name}: {value}")


newer = set()


asked = []
connect.meta.events.register("before-call.connect", lambda model, **_: asked.append(model))
parse = botocore.parsers.ResponseParser.parse


def checked(self, response, shape):
    body = response["body"]
    if response["status_code"] < 300:
        name = asked[-1].name
        walked[name] = walked.get(name, 0) + 1
        if body and shape is None:
            findings.append(f"{name} has no output, but answered {body[:40]}")
        elif body:
            check(shape, json.loads(body), name)
    return parse(self, response, shape)


botocore.parsers.ResponseParser.parse = checked

# What made-up input is answered with, and GetFederationToken for a key that no user is called by.
UNINTERESTING = (
    "NotImplementedException",
    "InvalidParameterException",
    "InvalidRequestException",
    "UserNotFoundException",
)

# Ids by the member that asks for them, found in lists: {"UserId": [...]}.
known = {"InstanceId": [InstanceId], "AttributeType": ["INBOUND_CALLS"], "resourceArn": []}
LISTED = {
    "list_users": ("UserSummaryList", "UserId"),
    "list_queues": ("QueueSummaryList", "QueueId"),
    "list_routing_profiles": ("RoutingProfileSummaryList", "RoutingProfileId"),
    "list_security_profiles": ("SecurityProfileSummaryList", "SecurityProfileId"),
    "list_user_hierarchy_groups": ("UserHierarchyGroupSummaryList", "HierarchyGroupId"),
    "list_hours_of_operations": ("HoursOfOperationSummaryList", "HoursOfOperationId"),
    "list_agent_statuses": ("AgentStatusSummaryList", "AgentStatusId"),
    "list_quick_connects": ("QuickConnectSummaryList", "QuickConnectId"),
    "list_contact_flows": ("ContactFlowSummaryList", "ContactFlowId"),
    "list_prompts": ("PromptSummaryList", "PromptId"),
}
for method, (member, key) in LISTED.items():
    arguments = {"QueueTypes": ["STANDARD"]} if method == "list_queues" else {}
    entries = getattr(connect, method)(InstanceId=InstanceId, **arguments)[member]
    known[key] = [entry["Id"] for entry in entries[:5]]
    known["resourceArn"] += [entry["Arn"] for entry in entries[:2]]

methods = {operation: method for method, operation in connect.meta.method_to_api_mapping.items()}
skipped = []
for name in model.operation_names:
    if not name.startswith(("Describe", "List", "Search", "Get")):
        continue
    required = model.operation_model(name).input_shape.required_members
    values = [known.get(member) for member in required]
    if not all(values):
        skipped.append(name)
        continue
    for turn in range(max(map(len, values), default=1)):
        arguments = {member: given[turn % len(given)] for member, given in zip(required, values)}
        try:
            getattr(connect, methods[name])(**arguments)
        except botocore.exceptions.ClientError as error:
            code = error.response["Error"]["Code"]
            if code not in UNINTERESTING:
                findings.append(f"{name}: {code}: {error.response['Error']['Message']}")
            break

total = sum(walked.values())
print(f"botocore {botocore.__version__}: {total} answers of {len(walked)} operations checked against its model")
if newer:
    print(f"  newer than its model: {', '.join(sorted(newer)[:12])}{' …' if len(newer) > 12 else ''}")
assert total > 50, walked
assert not findings, "\n".join(findings[:50])
