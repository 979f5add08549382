# Every target sets up .venv first if it is missing or out of date.
EXTRAS := [test]
include course_utils/jupyterlab/lab.mk

demo: $(READY)  ## grade a class of sample submissions, leave its feedback and reports in demo/
	@$(BIN)/python -m autograder.demo

test: $(READY)  ## everything CI runs: lint, the audit, and all tests
	@$(MAKE) --no-print-directory lint audit
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not alone"
	$(BIN)/python -m pytest -m alone

notebooks: $(READY)  ## run all lectures from top to bottom (profile smoke, no network)
	$(BIN)/python -m pytest -n 2 tests/lectures/test_lectures_run.py

hostile: $(READY)  ## grade every submission that attacks the grader or reaches it broken
	$(BIN)/python -m pytest -m hostile

audit: $(READY)  ## prove the checks: every wrong answer caught and named, every right one accepted
	@$(BIN)/autograder audit

bench-grading: $(READY)  ## measure what grading a class costs, beside stock nbgrader (about an hour; ARGS=--help lists its options)
	$(BIN)/python -m benchmarks.grading $(ARGS)

bench-training: $(READY)  ## measure an epoch of CIFAR-10, the usual way and the course's
	$(BIN)/python -m benchmarks.training $(ARGS)

release: $(READY)  ## generate the students' notebooks from source/
	@$(BIN)/python -m autograder.release

students: release  ## write what students get, and nothing that holds answers, into DIR (default ../cnn-course-students)
	@$(BIN)/python -m autograder.student_edition $(if $(DIR),"$(DIR)")

tidy: $(READY)  ## put every notebook and Python file into the one agreed form
	@$(BIN)/python -m autograder.tidy
	@$(BIN)/ruff format --quiet course_utils autograder benchmarks tests nbgrader_config.py
	@$(BIN)/ruff check --quiet --fix-only

lint: $(READY)  ## look at the form of code and notebooks, change nothing
	$(BIN)/ruff check
	$(BIN)/ruff format --check --quiet course_utils autograder benchmarks tests nbgrader_config.py || { echo "Some files are not formatted: run make tidy"; exit 1; }

.PHONY: demo test notebooks hostile audit bench-grading bench-training release students tidy lint
