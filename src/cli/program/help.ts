/** What stands below the options in the help of each command: how it behaves, and examples. */

export const programHelp = `
Examples:
  connect-sync demo                      the whole story on a local Amazon Connect, no AWS account needed
  connect-sync export --instance 10a4c4eb-f57e-4d4c-b602-bf39176ced07 --out connect-sync.yaml
  connect-sync doctor                    check credentials, clock, network and permissions
  connect-sync validate                  check the files offline
  connect-sync plan                      see what would change and what it would cost
  connect-sync apply                     see it, agree, and have it done
  connect-sync watch                     keep it so

AWS is configured as for every AWS tool: AWS_REGION, AWS_PROFILE, AWS_ENDPOINT_URL_CONNECT, and the rest.

Exit codes: 0 success, 1 unexpected or declined, 2 changes (plan --detailed-exitcode), 3 refused by a safety rule,
4 partly done, 5 locked by another process, 6 the saved plan no longer matches, 7 invalid input, 8 access
denied, 64 wrong usage, 130 and 143 interrupted.`;

export const validateHelp = `
It ends with 0 where the files are valid, warnings or not, and with 7 where they are not. Names of Amazon Connect are for plan to check.

Examples:
  connect-sync validate
  connect-sync validate -f emea/connect-sync.yaml
  connect-sync validate --format json --mask`;

export const exportHelp = `
Examples:
  connect-sync export --instance my-centre --region us-west-2 --out connect-sync.yaml
  connect-sync export -f connect-sync.yaml --out everyone.yaml
  connect-sync export --instance my-centre --only users,routingProfiles
  connect-sync export --instance my-centre --split contact-centre        roles, people by site, and the rest`;

export const versionHelp = `
Example:
  connect-sync version`;

export const demoHelp = `
Examples:
  connect-sync demo
  connect-sync demo contact-centre        120 people from a bare instance, and their reorganisation`;

export const initHelp = `
It reads the instance, writes connect-sync.yaml with a careful policy, roles.yaml, people/ with a file for each site, a file for
each other section, a pipeline and a README, and ends with a plan that only marks what they list as managed.

Examples:
  connect-sync init                                                          asks for what it needs
  connect-sync init --dir contact-centre --instance my-centre --region us-west-2 --yes
  connect-sync init --ci gitlab --owner emea-team`;

export const watchHelp = `
It looks at its start, when a file changes, every interval, and when it is told to. What it finds different it makes as
the files say; files that are wrong, a failing Amazon Connect or a refused plan change nothing and do not end it.

Signals: SIGHUP looks now and reads everything; SIGUSR1 suspends (it looks and reports, and applies nothing), SIGUSR2
resumes; SIGTERM and SIGINT finish the calls in flight and leave with 0. In a terminal SIGHUP leaves, too.

Unless it only observes it holds the lock of the instance for as long as it runs, so that no apply comes in between. A lock
that it loses stops it from writing, and it tries to get it back. connect-sync runs shows what its passes wrote.

A plan that a safety rule refuses stops it from writing until the files change, until somebody accepts it with
connect-sync accept, or until it is resumed and finds a plan that no rule refuses. --accept is for the changes of the
plan that it finds at its start, and for no others.

Deletions wait until the files have been unchanged for policy.settle (2 minutes by default); creations and updates do
not. A suspension lasts until it is resumed, also over a restart.

Examples:
  connect-sync watch                                look every 5 minutes and whenever a file changes
  connect-sync watch --mode observe --interval 1h   report drift, change nothing
  connect-sync watch -f /etc/connect-sync/connect-sync.yaml --log-format json
  connect-sync watch --accept delete=37             37 users are meant to go, once
  connect-sync watch --listen 127.0.0.1:9464        see it at http://127.0.0.1:9464
  curl -X POST http://127.0.0.1:9464/suspend        also /resume, and /reconcile to look now
  curl -d digest=sha256:… -d delete=37 http://127.0.0.1:9464/accept     as connect-sync accept; on loopback only
  connect-sync watch --listen 10.0.0.5:9464 --allow-host sync.example.com     behind a proxy that asks who comes

Exit codes: 0 after SIGTERM or SIGINT; at its start 5 where another process holds the lock, 7 where the files are wrong
or it cannot listen; 64 wrong usage.`;

export const acceptHelp = `
It goes to the watch through the state folder, for the plan that it was refused for: where the plan has changed since,
nothing is accepted. Deletions still wait until the files have been unchanged for policy.settle.

Examples:
  connect-sync accept delete=37
  connect-sync accept delete=37 --instance 10a4c4eb-f57e-4d4c-b602-bf39176ced07 --state-dir /var/lib/connect-sync

Exit codes: 0 accepted; 1 no watch answered; 6 the plan has changed; 7 nothing was refused, or another number was.`;

export const explainHelp = `
For people of an export it names the record and the field of each attribute, the expression and the rule that made it.
For a code it tells the cause, an example and the fix; the name of the code does as well as its id.

Examples:
  connect-sync explain user/jane.doe
  connect-sync explain user/jane.doe --as-of 2026-12-01
  connect-sync explain user/jane.doe --live --format json
  connect-sync explain CS2001
  connect-sync explain unknown-name --format json`;

export const completionHelp = `
Addresses are those that the files list; people of an export of an HR system are not among them.

Examples:
  source <(connect-sync completion bash)
  source <(connect-sync completion zsh)
  connect-sync completion fish | source`;

export const getHelp = `
It reads no more than that takes: a handful of calls, however many users there are. What the files leave out is shown and
not compared; differences are marked with ~. A name that neither side has is exit code 7, with the nearest.

Examples:
  connect-sync get user/jane.doe
  connect-sync get "routingProfile/Tier 2" --format json
  connect-sync get user/jane.doe --instance my-alias          without files: what Amazon Connect has`;

export const doctorHelp = `
It writes nothing, neither to Amazon Connect nor on this machine. Each API that only reads is called once, in the cheapest way;
those that write are listed as not tried. What depends on something that failed is told as not checked.

Examples:
  connect-sync doctor                                  is everything ready for an apply?
  connect-sync doctor --for plan                       before a pull request is planned
  connect-sync doctor --for watch --state-dir /var/lib/connect-sync
  connect-sync doctor --instance my-centre --region us-west-2      before there are files
  connect-sync doctor --format json

Exit codes: 0 where nothing failed (there may be warnings), 1 where something did; 64 wrong usage.`;

export const planHelp = `
--mask changes what is printed and the other files, never the file of --out: apply compares with it, and only its owner
may read it.

Examples:
  connect-sync plan --out plan.json                    then, once it was reviewed: connect-sync apply plan.json
  connect-sync plan --format markdown > comment.md     for a comment on a pull request
  connect-sync plan --out-html plan.html --mask        one page to look at, beside the text
  connect-sync plan --detailed-exitcode --format json > plan.json
  connect-sync plan --target user/jane.doe --target user/li.na
  connect-sync plan --accept delete=37                 37 users are meant to go
  connect-sync plan --as-of 2026-12-01                 who comes and goes until then
  connect-sync plan --rate UpdateUserConfig=10/20      what it would cost at another limit of the account`;

export const applyHelp = `
A saved plan is not replayed. The changes are planned afresh from -f, and made if they are the reviewed ones. What has
been made already is left as it is and the rest is made, so that an apply that stopped halfway goes on with the same
plan. Where a change is new, different or no longer asked for, it says which, writes nothing and ends with exit code 6.
With --partial it makes what is still as reviewed; a change that builds on one that is left out is left out too, and exit
code 4 says that there were some.

The lock is held from before Amazon Connect is read until after the last write. Every call is recorded as it is made;
connect-sync runs shows the records.

Examples:
  connect-sync apply plan.json                         without a question: the review was the approval
  connect-sync apply --auto-approve --format json      on merge
  connect-sync apply --auto-approve --lock-timeout 5m --state-dir /var/lib/connect-sync
  connect-sync apply --target user/jane.doe
  connect-sync apply --accept delete=37                37 users are meant to go, and no other number
  connect-sync apply --deadline 20m                    in a maintenance window
  connect-sync apply --rate UpdateUserConfig=10/20 --rate '*=5'`;

export const emulatorHelp = `
--rate, --quota, --guess and --fault may be given several times, and win over --settings.

Examples:
  connect-sync emulator --users 1000 --no-throttle
  connect-sync emulator --data centre.json                     go on where it was stopped
  connect-sync emulator --rate CreateUser=10/20 --quota users=500 --search-lag 3000
  connect-sync emulator --identity-management CONNECT_MANAGED --guess identityInfo=merge

Faults, by an option, in a settings file, or while it runs:
  connect-sync emulator --fault '{"operation": "CreateUser", "nth": 3, "loseAnswer": true}' --retry-after 2
  connect-sync emulator --settings settings.json
    {"searchLag": 3000, "faults": [{"operation": "*", "probability": 0.1, "error": "InternalServiceException"}]}
  connect-sync emulator --control-port 4511
    curl http://127.0.0.1:4511/settings
    curl -X PATCH -d '{"latencies": {"SearchUsers": 500}, "searchLag": null}' http://127.0.0.1:4511/settings
    curl -X POST -d '{"operation": "CreateUser", "nth": 3, "loseAnswer": true}' http://127.0.0.1:4511/faults
    curl -X DELETE http://127.0.0.1:4511/faults
    curl 'http://127.0.0.1:4511/requests?operation=CreateUser&limit=10'
    curl http://127.0.0.1:4511/instances http://127.0.0.1:4511/health`;

export const runsHelp = `
A run that was killed has no end in its record; runs show ID says what it had begun.

Examples:
  connect-sync runs --limit 5
  connect-sync runs --user jane.doe
  connect-sync runs show latest
  connect-sync runs show 20261125T1715 --format json`;

export const unlockHelp = `
A lock whose process has ended is taken over by itself: at once where that can be seen, after 90 seconds elsewhere. A
holder that still runs looks at its lock before each call, and sends no more calls once it is gone. With the id of the
lock, which a command that was refused has printed, unlock takes away that lock and no later one.

Examples:
  connect-sync unlock 5d41402abc4b2a76
  connect-sync unlock --instance 10a4c4eb-f57e-4d4c-b602-bf39176ced07`;
