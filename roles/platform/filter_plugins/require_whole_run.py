"""The filter require_whole_run: hands on the hosts of a play, unless an option of ansible-playbook leaves out parts of the play.

Ansible leaves them out before a task could look, a task with the tag "always" too (--skip-tags=always, --start-at-task). The hosts of a play are
worked out in any case, and before anything is done. No task of this project has a tag, so only the names that Ansible gives a meaning to count;
"always" is the tag of the checks of arguments that Ansible adds to roles.
"""

from ansible import context
from ansible.errors import AnsibleFilterError

RUNS_ALL = {"all", "untagged"}
LEAVES_OUT = {"all", "always", "tagged", "untagged"}


def leaving_out():
    """The options that leave out parts, as they are given."""
    tags = set(context.CLIARGS.get("tags") or RUNS_ALL)
    skipped = set(context.CLIARGS.get("skip_tags") or ())
    first = context.CLIARGS.get("start_at_task")
    if not tags & RUNS_ALL:
        yield "--tags " + ",".join(sorted(tags))
    if skipped & LEAVES_OUT:
        yield "--skip-tags " + ",".join(sorted(skipped))
    if first:
        yield f"--start-at-task {first}"


def require_whole_run(hosts):
    options = " ".join(leaving_out())
    if options:
        raise AnsibleFilterError(
            f"With {options} parts of this playbook would be left out, so nothing was done: run it without, or playbooks/access.yml where only"
            " topics and users are to be declared."
        )
    return hosts


class FilterModule:
    def filters(self):
        return {"require_whole_run": require_whole_run}
