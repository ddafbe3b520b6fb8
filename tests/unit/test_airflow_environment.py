import base64
import json
from pathlib import Path

from iru import secrets
from iru.airflow_environment import address, airflow_environment


def test_everything_is_bound_to_this_machine_and_calls_nobody(server):
    environment = airflow_environment(server)
    assert environment["AIRFLOW__API__HOST"] == "127.0.0.1"
    assert environment["AIRFLOW__API__PORT"] == "8080"
    assert environment["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"].startswith("http://127.0.0.1:")
    assert environment["AIRFLOW__USAGE_DATA_COLLECTION__ENABLED"] == "False"
    assert environment["AIRFLOW__CORE__LOAD_EXAMPLES"] == "False"
    assert environment["DO_NOT_TRACK"] == "1"


def test_another_port_is_followed_everywhere(server):
    environment = airflow_environment(server.with_(airflow_port=8099))
    assert address(server.with_(airflow_port=8099)) == "http://127.0.0.1:8099"
    assert environment["AIRFLOW__API__BASE_URL"] == "http://127.0.0.1:8099"
    assert environment["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"] == (
        "http://127.0.0.1:8099/execution/"
    )


def test_both_of_airflows_connections_use_the_driver_that_is_installed(server):
    environment = airflow_environment(server)
    conn = environment["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"]
    assert conn.startswith("postgresql+psycopg://iru_airflow:")
    assert conn == environment["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC"]


def test_its_keys_are_secrets_of_this_state_folder(server):
    first, second = airflow_environment(server), airflow_environment(server)
    assert first == second
    assert len(base64.urlsafe_b64decode(first["AIRFLOW__CORE__FERNET_KEY"])) == 32
    assert len(first["AIRFLOW__API_AUTH__JWT_SECRET"]) >= 64
    users = json.loads(Path(first["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE"]).read_text())
    assert users == {"admin": secrets.password("airflow_admin", server)}


def test_tasks_work_in_the_same_state_folder(server):
    environment = airflow_environment(server)
    assert environment["IRU_STATE"] == str(server.state)
    assert environment["AIRFLOW_HOME"].startswith(str(server.state))
