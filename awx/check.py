"""check.py: compares what awx/apply.yml would give to each module with the arguments that the module documents, without a server.

It has Ansible work out the variables, with every option of awx/vars/settings.yml that adds something, and fails with one line for each difference. It also looks whether each
job template's playbook is there, and each node of a workflow names a template that is made.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

AWX = pathlib.Path(__file__).resolve().parent
PREFIX = "awx.awx."
ALL = {"awx_second_approvers": "Managers on call", "awx_webhook": "https://hooks.example.com", "awx_kubeconfigs": {}}


def tasks():
    """Which variable goes to which module."""
    for task in yaml.safe_load((AWX / "apply.yml").read_text(encoding="utf-8"))[0]["tasks"]:
        module = next(key for key in task if key.startswith(PREFIX))
        yield module, task["loop"].strip("{} ")


def rendered(names):
    """What Ansible makes of the variables: by name, a list of items."""
    play = yaml.safe_load((AWX / "apply.yml").read_text(encoding="utf-8"))[0]
    with tempfile.TemporaryDirectory() as folder:
        result = pathlib.Path(folder, "result.json")
        content = "{{ {" + ", ".join(f"'{name}': {name}" for name in names) + "} | to_json }}"
        play["tasks"] = [{"name": "Write", "ansible.builtin.copy": {"content": content, "dest": str(result), "mode": "0600"}}]
        play["vars_files"] = [str(AWX / file) for file in play["vars_files"]]
        playbook = pathlib.Path(folder, "play.json")
        playbook.write_text(json.dumps([play]), encoding="utf-8")
        command = ["ansible-playbook", "--inventory=localhost,", f"--extra-vars={json.dumps(ALL)}", playbook]
        run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if run.returncode:
            sys.exit(run.stdout)
        return json.loads(result.read_text(encoding="utf-8"))


def specification(options):
    """The argument specification that documentation describes."""
    kept = ("type", "elements", "required", "choices", "aliases")
    return {
        name: {key: option[key] for key in kept if key in option}
        | ({"options": specification(option["suboptions"])} if "suboptions" in option else {})
        for name, option in options.items()
    }


def documented(modules):
    command = ["ansible-doc", "--type=module", "--json", *sorted(modules)]
    found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return {module: specification(found[module]["doc"]["options"]) for module in modules}


def wrong_arguments(made):
    specifications = documented({module for module, _ in made})
    for module, items in made:
        for item in items:
            for message in ArgumentSpecValidator(specifications[module]).validate(item).error_messages:
                yield f"{module} {item.get('name', item)}: {message}"


def wrong_names(variables):
    templates = {item["name"] for item in variables["awx_job_templates"] + variables["awx_workflows"]}
    for template in variables["awx_job_templates"]:
        if not (AWX.parent / template["playbook"]).exists():
            yield f"{template['name']}: there is no playbook {template['playbook']}"
    nodes = [(workflow["name"], node) for workflow in variables["awx_workflows"] for node in workflow["workflow_nodes"]]
    for workflow, node in nodes:
        wanted = node["unified_job_template"]
        if wanted["type"] != "workflow_approval" and wanted["name"] not in templates:
            yield f"{workflow}: there is no template {wanted['name']}"
        for following in sum(node.get("related", {}).values(), []):
            if (workflow, following["identifier"]) not in {(name, other["identifier"]) for name, other in nodes}:
                yield f"{workflow}: {node['identifier']} leads to {following['identifier']}, which is no node of it"
    for schedule in variables["awx_schedules"]:
        if schedule["unified_job_template"] not in templates:
            yield f"{schedule['name']}: there is no template {schedule['unified_job_template']}"


def main():
    variables = rendered([name for _, name in tasks()])
    made = [(module, variables[name]) for module, name in tasks()]
    problems = [*wrong_arguments(made), *wrong_names(variables)]
    if problems:
        sys.exit("\n".join(problems))
    print(f"awx: {sum(len(items) for _, items in made)} objects fit the arguments of their modules")


if __name__ == "__main__":
    main()
