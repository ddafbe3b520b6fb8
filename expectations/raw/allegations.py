"""Allegations against people who work with children (LADO).

These gaps go to a ledger of their own, behind the same wall as the allegations.
"""

from iru.quality.check import Gap

REFERRAL = {
    "level": "E",
    "entity": "lado_referral",
    "table": "iru_lado_referrals",
    "role": "LADO",
    "zone": "lado",
}

CHECKS = [
    Gap(
        **REFERRAL,
        id="DQ-LADO-02",
        message="The referral came in more than ten working days ago and is not decided yet.",
        mend="Record the decision at the front door.",
        why="The shares of front-door outcomes are wrong.",
        indicators=("lado_front_door_outcome_pct",),
        sql="""
        select ilar_referral_id as record_key, ilar_received_date as event_date
        from {iru_lado_referrals} as referral
        where ilar_front_door_outcome = 'WIP'
            and ilar_received_date < {working_days_ago_10}""",
    ),
    Gap(
        **REFERRAL,
        id="DQ-LADO-03",
        message="There is a final outcome without a strategy meeting, or a strategy meeting case "
        "was closed without a final outcome.",
        mend="Correct the front-door outcome, or record the final outcome.",
        why="The table of final outcomes is incomplete.",
        indicators=("lado_front_door_outcome_pct",),
        sql="""
        select ilar_referral_id as record_key, ilar_received_date as event_date
        from {iru_lado_referrals} as referral
        where (ilar_final_outcome is not null and ilar_front_door_outcome <> 'MAS')
            or (
                ilar_front_door_outcome = 'MAS'
                and ilar_closed_date is not null
                and ilar_final_outcome is null
            )""",
    ),
]
