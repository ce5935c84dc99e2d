"""The modules' own requests, and fabric8's genericKubernetesResources in their place, for the same work against one API server.

Both over the HTTP client of the JDK, in a JVM with the options and the kind of archive of classes that the modules have. "Told" is fabric8
with the properties of the JVM by which the modules spare TLS the rounds of a key store and the authorities of Java.
"""

import argparse
import json
import statistics
import tempfile
from pathlib import Path

from apply import Batch
from call import RESOURCE
from timing import ROOT, Figures, Lab, document, playbook, run, say

SITE = "prod"
JAVA = ROOT / ".venv" / "jdk" / "bin"
TOLD = ["-Dkeystore.pkcs12.keyPbeIterationCount=1", f"-Djavax.net.ssl.trustStore={JAVA.parent.resolve()}"]
WAYS = {"ours": ("ours", []), "fabric8": ("fabric8", []), "fabric8, told": ("fabric8", TOLD)}


class Programs:
    """bench/Clients.java, compiled, with an archive of classes for each way and work."""

    def __init__(self, folder):
        self.libraries = f"{folder}/clients.jar:{classpath()}"
        run([JAVA / "javac", "-cp", classpath(), "-d", folder / "classes", "bench/Clients.java"])
        run([JAVA / "jar", "--create", "--file", folder / "clients.jar", "-C", folder / "classes", "."])
        self.folder = folder

    def call(self, way, kubeconfig, *work):
        name, told = WAYS[way]
        archive = self.folder / f"{way.replace(', ', '-')}-{work[0]}{work[-1] if work[0] == 'status' else ''}.aot"
        java = [JAVA / "java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", *told]
        rest = ["-cp", self.libraries, "Clients", name, kubeconfig, *work]
        if not archive.exists():
            run([*java, f"-XX:AOTCacheOutput={archive}", *rest])
        return run([*java, f"-XX:AOTCache={archive}", "-Xlog:disable", "-Xlog:all=error:stderr", *rest])


def classpath():
    """The libraries of the modules, as JBang launches them."""
    for line in (ROOT / "target" / "jbang" / "launch").rglob("*"):
        if line.is_file() and line.suffix == "" and "-classpath " in (text := line.read_text()):
            return text.split("-classpath ", 1)[1].split(" ", 1)[0].strip("'\"")
    raise SystemExit("target/jbang/launch has no launch line: run make setup")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9, help="runs of each figure")
    parser.add_argument("--topics", type=int, default=10_000, help="how many KafkaTopics are listed")
    options = parser.parse_args()
    figures = Figures("clients")
    with Lab(SITE), tempfile.TemporaryDirectory() as folder:
        kubeconfig = Lab.kubeconfig(SITE)
        programs = Programs(Path(folder))
        for manner in "tree", "typed":
            said = [document(programs.call("ours", "-", "status", manner).output) for _ in range(options.runs + 1)]
            figures.note(f"clients first status read, {manner}", statistics.median(one["first"] for one in said[1:]), "ms")
        batch = Batch(Path(folder), "bench-clients", options.topics)
        playbook(
            "ready.yml",
            kubeconfig=str(kubeconfig),
            namespaces=[{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": batch.namespace}}],
        )
        one = Path(folder) / "one.yaml"
        one.write_text(json.dumps(RESOURCE))
        for file in one, batch.file():
            playbook("strimzi_apply.yml", kubeconfig=str(kubeconfig), src=str(file), check="changed=1 ")
        # Each way once for its archive, then in turn.
        for work in ("call", "1"), ("call", "200"), ("list", batch.namespace, "1"):
            for way in WAYS:
                programs.call(way, kubeconfig, *work)
            rounds = [{way: programs.call(way, kubeconfig, *work) for way in WAYS} for _ in range(options.runs)]
            what = f"{options.topics} KafkaTopics listed" if work[0] == "list" else "client, read, apply unchanged"
            for way in WAYS:
                runs = [done[way] for done in rounds]
                said = [document(done.output) for done in runs]
                if work[-1] == "1":
                    figures.seconds(f"clients {what}, whole process, {way}", runs)
                    figures.note(f"clients {what}, in the JVM, {way}", statistics.median(one["first"] for one in said), "ms")
                    figures.note(f"clients {what}, memory, {way}", max(done.mebibytes for done in runs), "MiB")
                else:
                    figures.note(f"clients {what}, again, {way}", statistics.median(one["median"] for one in said), "ms")
        for what in (
            "client, read, apply unchanged, whole process",
            "client, read, apply unchanged, again",
            f"{options.topics} KafkaTopics listed, in the JVM",
        ):
            ours = figures.value(f"clients {what}, ours")
            say(", ".join(f"{way} {figures.value(f'clients {what}, {way}') / ours:.2f}x" for way in WAYS) + f": {what}")


if __name__ == "__main__":
    main()
