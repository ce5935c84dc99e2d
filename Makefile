# Two commands matter: make site stands up the pair of sites of the lab, make test runs all tests.
.DEFAULT_GOAL := help
.SUFFIXES:
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# By it a JVM knows how names of files are written, and Ansible asks for UTF-8.
export LC_ALL := C.UTF-8

CACHE ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/strimzi-dr
MVN ?= ./mvnw
MAVEN = JAVA_HOME="$(CURDIR)/.venv/jdk" $(MVN) --batch-mode --no-transfer-progress "-Dmaven.build.cache.location=$(CACHE)/build"
SOURCES = $(shell find $(1) -path '*/target' -prune -o \( -name pom.xml -o -path '*/src/main/*' -type f \) -print)
MODULES = $(shell find jbang-scripts -type f ! -name '*.*')

.PHONY: help
help: ## List the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

.PHONY: site
site: ## Set up everything, start the lab, roll out the mirrored pair of sites
	@$(MAKE) --no-print-directory --jobs=2 target/jbang.done lab-running
	@ansible-playbook site.yml

.PHONY: test
test: lab-setup ## Run everything that CI runs
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target test-java lint
	@$(MAKE) --no-print-directory molecule

.PHONY: setup
setup: ## Make this checkout ready for real clusters: Python, JDK, modules
	@$(MAKE) --no-print-directory --jobs=2 target/jbang.done

.PHONY: lab-setup
lab-setup: ## Make it ready for the lab and for tests too: control plane, the lab's programs
	@$(MAKE) --no-print-directory --jobs=2 target/jbang.done target/lab.done target/controlplane.done

.PHONY: lab-up
lab-up: lab-setup lab-running ## Start the lab's two sites, without rolling out

.PHONY: lab-running
lab-running: .venv/requirements.done target/lab.done target/controlplane.done
	@ansible-playbook lab/lab_up.yml

.PHONY: lab-down
lab-down: ## Stop the lab: no process is left behind, data is kept
	@ansible-playbook lab/lab_down.yml

.PHONY: test-java
test-java: lab-setup ## Run the Java tests
	@$(MAVEN) --threads=1C verify

.PHONY: lint
lint: setup .venv/requirements-test.done ## Check style and inventories: Ansible, Java format
	@ansible-lint
	@python awx/check.py
	@python inventory/check.py
	@$(MAVEN) --quiet spotless:check

.PHONY: format
format: setup ## Format the Java sources
	@$(MAVEN) --quiet spotless:apply

SCENARIOS = modules traffic default switchover

.PHONY: molecule
molecule: lab-setup .venv/requirements-test.done ## Run the Molecule scenarios, each on a lab of its own
	@for scenario in $(SCENARIOS); do molecule/run $$scenario || exit; done

# Not part of make test, which has the planned moves with one node a site: ten minutes more. DRILL=switchover makes those, DRILL=losses loses sites in other
# ways than by their power, DRILL=fence has whoever manages users against the fence, or dead, DRILL=doubts tries what a pair that looks well may
# hide, DRILL=upgrade brings over a pair that the version before has rolled out, DRILL=runner has ansible-runner run playbooks as AWX does.
# NODES=3 has more nodes.
DRILL = failover
NODES = 1

.PHONY: drill
drill: lab-setup .venv/requirements-test.done ## Lose a site under load, fail over, take it back: every record accounted for; DRILL=... others
	@LAB_NODES=$(NODES) molecule/run $(DRILL)

# Not part of make test: for whoever looks for what the lab can do without. Ten minutes.
.PHONY: coverage
coverage: lab-setup ## Run the lab's Java tests, and print what of its node and operator none reaches
	@rm -rf target/coverage
	@$(MAVEN) --file lab --activate-profiles coverage verify
	@$(MAVEN) --quiet --file lab --activate-profiles coverage --projects node,images/operator jacoco:report
	@lab/coverage

# Not part of make test: figures are looked at, never asserted. Half an hour and more on two cores that have nothing else to do.
BENCH = apply call mirror audit clients

.PHONY: bench
bench: lab-setup .venv/requirements-bench.done ## Measure, and compare with other ways and with the committed figures
	@for part in $(BENCH); do echo "bench: $$part"; .venv/bin/python bench/$$part.py || exit; done
	@.venv/bin/python bench/report.py

.PHONY: bench-keep
bench-keep: .venv/requirements-bench.done ## Make the last figures the committed ones: bench/results.*
	@.venv/bin/python bench/report.py --keep

# Not part of make test either: seven minutes. USERS=200, PARTITIONS=1000 and GROUPS=100 have so many more that only stand there, NODES=3 so many
# nodes a site.
USERS = 0
PARTITIONS = 0
GROUPS = 0

.PHONY: bench-moves
bench-moves: lab-setup .venv/requirements-bench.done ## Measure moves of clients at work; KEEP=--keep puts the figures into docs/moves.md
	@.venv/bin/python bench/moves.py --users=$(USERS) --partitions=$(PARTITIONS) --groups=$(GROUPS) --nodes=$(NODES) $(KEEP)

# The text and the times in them are those of one real switchover, so they differ with each run: five minutes.
.PHONY: pictures
pictures: lab-setup .venv/requirements-bench.done ## Draw the pictures of the README anew, from a switchover in a lab: docs/pictures
	@.venv/bin/python bench/pictures.py

RELEASE = target/release

COLLECTION = target/collection/ansible_collections/strimzidr/kafka

.PHONY: bundle
bundle: setup target/bom.json ## Make one archive of all that modules need where no checkout was set up
	@python setup/release/bundle.py $(RELEASE)

.PHONY: collection
collection: .venv/requirements.done ## Make a collection of this project
	@python setup/release/collection.py $(RELEASE)

.PHONY: sanity
sanity: collection ## Try the collection with ansible-test sanity
	@setup/release/sanity $(COLLECTION)

.PHONY: ee
ee: bundle .venv/requirements-release.done ## Make the context of the execution environment, and where there is an engine the image
	@setup/release/ee target/ee

# DRAFT=yes tries it with a version that CHANGELOG.md calls unreleased, or with changes that are not committed.
DRAFT =

.PHONY: release
release: ee collection ## Make all that a release consists of, with checksums: target/release
	@antsibull-changelog lint-changelog-yaml $(COLLECTION)/changelogs/changelog.yaml
	@python setup/release/release.py $(RELEASE) $(DRAFT)

.PHONY: clean
clean: ## Remove what was built, except the lab's data and what is cached for other checkouts
	@rm -rf target .venv java-module/target lab/*/target lab/images/*/target setup/*/target

# The link is made anew each time: a JDK comes and goes without this checkout being told.
.PHONY: jdk
jdk:
	@home=$$(setup/find-jdk) && mkdir -p .venv && ln -sfn "$$home" .venv/jdk

.venv/bin/pip: setup/find-python
	@echo "python: making a virtual environment"
	@$$(setup/find-python) -m venv .venv

.venv/requirements.done: .venv/bin/pip requirements.txt requirements-collections.txt
	@echo "python: installing ansible, about 15 seconds"
	@.venv/bin/pip install --quiet --no-compile --disable-pip-version-check --requirement requirements.txt
	@ln -sfn ../../setup/jbang/jbang .venv/bin/jbang
	@touch $@

.venv/requirements-test.done: .venv/requirements.done requirements-test.txt
	@echo "python: installing molecule and ansible-lint, about 10 seconds"
	@.venv/bin/pip install --quiet --no-compile --disable-pip-version-check --requirement requirements-test.txt
	@touch $@

.venv/requirements-bench.done: .venv/requirements.done bench/requirements.txt
	@echo "python: installing kubernetes and matplotlib, about 10 seconds"
	@.venv/bin/pip install --quiet --no-compile --disable-pip-version-check --requirement bench/requirements.txt
	@touch $@

.venv/requirements-release.done: .venv/requirements.done requirements-release.txt
	@echo "python: installing ansible-builder, about 10 seconds"
	@.venv/bin/pip install --quiet --no-compile --disable-pip-version-check --requirement requirements-release.txt
	@touch $@

# The software bill of materials: what the modules' libraries are, and under which licences.
target/bom.json: pom.xml java-module/pom.xml | jdk target/java.done
	@$(MAVEN) --quiet --projects java-module org.cyclonedx:cyclonedx-maven-plugin:makeBom -Dmaven.test.skip=true
	@cp java-module/target/bom.json $@

target/java.done: pom.xml $(call SOURCES,java-module setup) | jdk
	@echo "java: building the modules, about 20 seconds (with all downloads 2 minutes, 4 seconds where they were built before)"
	@$(MAVEN) --quiet package -Dmaven.test.skip=true -Dmaven.build.cache.enabled=true
	@touch $@

# Not at the same time: both download to one repository.
target/lab.done: pom.xml $(call SOURCES,lab) | jdk target/java.done
	@echo "lab: building, about 30 seconds (with all downloads 2 minutes, 5 seconds where it was built before)"
	@$(MAVEN) --quiet --file lab package -Dmaven.test.skip=true -Dmaven.build.cache.enabled=true
	@touch $@

target/jbang.done: target/java.done .venv/requirements.done $(MODULES) $(addprefix setup/jbang/,jbang launch warm)
	@echo "modules: first launch, about 20 seconds (5 seconds where it was done before)"
	@setup/jbang/warm "$(CACHE)/modules"
	@touch $@

target/controlplane.done: setup/controlplane/install.py setup/controlplane/go.mod setup/controlplane/requirements.txt | .venv/bin/pip
	@.venv/bin/python setup/controlplane/install.py "$(CACHE)/controlplane" target/controlplane
	@ln -sfn ../../target/controlplane/kubectl .venv/bin/kubectl
	@touch $@
