"""Airflow reads its configuration while it is imported, so it is set before any test asks."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile

from iru.settings import PROJECT

# Only importing and serializing happens here: no database, so Airflow's default is never opened.
home = tempfile.mkdtemp(prefix="iru-test-airflow-")
atexit.register(shutil.rmtree, home, ignore_errors=True)
os.environ["AIRFLOW_HOME"] = home
os.environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False"
os.environ["AIRFLOW__CORE__DAGS_FOLDER"] = str(PROJECT / "dags")
os.environ["AIRFLOW__LOGGING__LOGGING_LEVEL"] = "WARNING"
sys.path.insert(0, str(PROJECT / "dags"))
