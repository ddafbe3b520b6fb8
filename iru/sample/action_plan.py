"""The service's improvement plans: the one looked back on, and the one ahead."""

from __future__ import annotations

from pathlib import Path

import yaml

from iru.sample.records import Records

PLANS_FILE = Path(__file__).with_name("action_plan.yml")


def write_action_plan(records: Records) -> None:
    """Every action of every plan, rated as far as its plan has been."""
    plans = yaml.safe_load(PLANS_FILE.read_text(encoding="utf-8"))["plans"]
    for year, plan in plans.items():
        for action in plan["actions"]:
            records.add(
                "iru_action_items",
                iact_action_id=records.key("AI"),
                iact_plan_year=year,
                iact_objective_group=action.get("group"),
                iact_objective=action["outcome"],
                iact_action=action["action"],
                iact_outcome_sought=action["outcome"],
                iact_lead_role=action["lead"],
                iact_milestone_sept=action.get("sept"),
                iact_milestone_dec=action.get("dec"),
                iact_milestone_mar=action.get("mar"),
                iact_due_date=plan["due"],
                iact_rag=action.get("rag"),
                iact_rag_date=plan["rated"] if action.get("rag") else None,
                iact_further_action=action.get("further"),
                iact_update_text=action.get("update"),
                iact_evidence_indicator_id=action.get("indicator"),
            )
